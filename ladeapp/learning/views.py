"""Two anonymous pages: the shelves, and one item with its cards, its exercise and its sources. Nobody hears who reads what."""

import gzip
from functools import lru_cache

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..http import Problem, shell
from ..i18n import language
from . import library
from .rules import LONGEST_ANSWER

bp = Blueprint("learning", __name__)


@bp.get("/learn")
@shell
def index() -> ResponseReturnValue:
    spoken = language()
    return render_template("learning/index.html", shelves=library.series(spoken), weight=_weight(spoken))


@bp.get("/learn/<any(charging,leadership):series>/<slug>")
@shell
def show(series: str, slug: str) -> ResponseReturnValue:
    try:
        return _page(library.item(series, slug, language()))
    except KeyError:
        raise Problem(404, "not-found") from None


def _page(item: library.Item) -> str:
    shelf = next(each for each in library.series(language()) if each.key == item.series)
    following = next((each for each in shelf.items if each.number > item.number), None)
    return render_template("learning/show.html", item=item, shelf=shelf, following=following, longest=LONGEST_ANSWER)


@lru_cache(maxsize=3)
def _weight(spoken: str) -> int:
    """Kilobytes to fetch for all of it in this language, as a phone gets it."""
    return sum(len(gzip.compress(_page(item).encode(), 6)) for item in library.items(spoken)) // 1024 + 1
