"""Who comes in: everybody who works there – and to the numbers of all teams beside each other the partsgruppe and administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp.accords import queries as accords
from ladeapp.http import Problem

from .. import words

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

bp = Blueprint("effect", __name__)
bp.context_processor(lambda: {"words": words})


def sees_all_teams() -> bool:
    """A lead, safety rep or union rep of the workplace, or an administrator: the zone that released numbers move to."""
    return accords.may_propose(current_user)


def all_teams_required(view: View) -> View:
    """For anybody else it is not there."""

    @login_required
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not sees_all_teams():
            raise Problem(404, "not-found")
        return view(*args, **kwargs)

    return guarded  # type: ignore[no-any-return]
