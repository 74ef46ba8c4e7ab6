"""What pages and phones are told: the plan's steps with their titles, and what is next. The same for every member of a workplace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ..config import settings
from ..i18n import NAMES, language
from ..learning import library
from ..learning.library import Item
from . import queries, rules, store, words
from .models import Film
from .rules import Step

OPTIONAL = frozenset({"critical-incidents"})  # the fourth module


@dataclass(frozen=True)
class Row:
    """One step as a page shows it. `can_up` and `can_down` tell whether a tap would move it."""

    step: Step
    item: Item
    state: str  # begun · now · ahead
    week: str
    can_up: bool
    can_down: bool


@dataclass(frozen=True)
class Next:
    """What is next, in one line, and where it leads."""

    text: str
    path: str


def shelf() -> dict[str, Item]:
    """Every module and episode by its key, in its order, in the language of this answer."""
    return {item.key: item for series in library.series(language()) for item in series.items}


def rows(workplace_id: int, today: date) -> list[Row]:
    """The plan, without what has left the library."""
    items, now = shelf(), rules.monday_of(today)
    steps = queries.steps(workplace_id)
    found = []
    for place, step in enumerate(steps):
        if step.item in items:
            state = "now" if step.monday == now else "ahead" if step.monday > now else "begun"
            up = place > 0 and steps[place - 1].monday >= now and state != "begun"
            down = place + 1 < len(steps) and state != "begun"
            found.append(Row(step, items[step.item], state, words.week(step.monday, today), up, down))
    return found


def proposed(first: date) -> list[Step]:
    """The ready-made plan from that week on."""
    modules, episodes = (series.items for series in library.series(language()))
    begin = [Step(item.key, first, item.slug in OPTIONAL) for item in modules]
    return rules.proposal(begin, [Step(item.key, first) for item in episodes], first)


def next_up(steps: Iterable[Step], today: date) -> Next | None:
    """One line for Home and for /learn; None where nothing is ahead."""
    items = shelf()
    coming = rules.coming([step for step in steps if step.item in items], today)
    if not coming:
        return None
    first, more = items[coming[0].item], len(coming) - 1
    title = _("%(title)s and %(n)s more", title=first.title, n=more) if more else first.title
    if coming[0].monday == rules.monday_of(today):
        text = _("This week: %(title)s", title=title)
    else:
        text = _("Next: %(title)s, from %(day)s", title=title, day=words.day(coming[0].monday, today))
    return Next(str(text), url_for("programme.plan") if more else first.path)


def told(workplace_id: int, today: date) -> dict[str, Any]:
    """Everything a phone needs to draw plan and films. Who asks is not looked at."""
    plan = rows(workplace_id, today)
    coming = next_up(queries.steps(workplace_id), today)
    if plan and not coming:
        coming = Next(str(_("All of the plan has begun. Everything stays open.")), url_for("programme.plan"))
    return {
        "next": {"text": coming.text, "path": coming.path} if coming else None,
        "plan": [
            {
                "item": row.item.key,
                "title": row.item.title,
                "path": row.item.path,
                "week": rules.week_id(row.step.monday),
                "first_day": row.step.monday.isoformat(),
                "when": row.week,
                "optional": row.step.optional,
            }
            for row in plan
        ],
        "films": [_film(film) for film in there(queries.films(workplace_id))],
    }


def there(films: Sequence[Film]) -> list[Film]:
    """Those whose files are on the disk."""
    return [film for film in films if store.path_of(settings().media_dir, film.id).is_file()]


def _film(film: Film) -> dict[str, Any]:
    return {
        "item": film.item,
        "heading": str(_("From your own workplace")),
        "title": film.title,
        "kind": film.kind,
        "address": url_for("programme.play", film_id=film.id),
        "captions": {"address": url_for("programme.captions", film_id=film.id), "language": film.language, "label": NAMES[film.language]},
    }
