"""Who comes in: leads, safety reps and union reps of the workplace. For anybody else there is nothing here, except what is published."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.accords import words as accords
from ladeapp.http import Problem

from .. import pages, paper, queries, rules, words

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
ROOM = 4 * 1024 * 1024  # bytes: two hundred pages come in, and back to whoever wrote them with what to do

bp = Blueprint("hse", __name__)
bp.context_processor(
    lambda: {
        "words": words,
        "rules": rules,
        "key_words": accords.KEYS,
        "minutes_of": paper.minutes,
        "is_overdue": lambda one: rules.is_overdue(one.due, one.state, clock.today()),
    }
)


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "hse.meeting":
        request.max_content_length = request.max_form_memory_size = ROOM


def seat_required(view: View) -> View:
    """Only for the partsgruppe, which no administrator is of."""

    @login_required
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if all(person_id != current_user.id for person_id, _role in queries.holding(current_user.workplace_id)):
            raise Problem(404, "not-found")
        return view(*args, **kwargs)

    return guarded  # type: ignore[no-any-return]


def work() -> pages.Work:
    return pages.work(current_user.workplace_id, clock.today())


def missing() -> Problem:
    return Problem(404, "not-found")
