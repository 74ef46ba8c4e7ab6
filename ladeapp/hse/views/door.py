"""Who comes in: leads, safety reps and union reps of the workplace. Anybody else reads what is published, and the papers written for everybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.accords import queries as keys
from ladeapp.accords import words as accords
from ladeapp.http import Problem

from .. import actions, pages, paper, queries, rules, words

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


def sits() -> bool:
    """Whether she is of the partsgruppe, which no administrator is of."""
    return any(person_id == current_user.id for person_id, _role in queries.holding(current_user.workplace_id))


def _only(may: Callable[[], bool]) -> Callable[[View], View]:
    def required(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if not may():
                raise missing()
            return view(*args, **kwargs)

        return guarded  # type: ignore[no-any-return]

    return required


seat_required = _only(sits)
desk_required = _only(lambda: keys.may_propose(current_user))  # the partsgruppe, and administrators, who finish what is drafted


@contextmanager
def there() -> Iterator[None]:
    """Whatever an action finds no more is not there for whoever asked either."""
    try:
        yield
    except actions.NotHers:
        raise missing() from None


def work() -> pages.Work:
    return pages.work(current_user.workplace_id, clock.today())


def missing() -> Problem:
    return Problem(404, "not-found")
