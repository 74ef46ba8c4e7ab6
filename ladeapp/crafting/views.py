"""Anonymous pages that the phone fills from the diary, the sealed suggestion's address, and the box for those who read it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ..accords.words import weekday
from ..http import Problem, json_body, shell
from . import actions, queries, rules
from .keys import KeyUnusable
from .words import REFUSALS

bp = Blueprint("crafting", __name__)


@bp.get("/crafting")
@shell
def index() -> ResponseReturnValue:
    return render_template("crafting/index.html")


@bp.get("/crafting/experiment")
@shell
def experiment() -> ResponseReturnValue:
    return render_template("crafting/experiment.html")


@bp.get("/crafting/paper")
@shell
def paper() -> ResponseReturnValue:
    return render_template("crafting/paper.html")


@bp.get("/crafting/suggestion")
@shell
def suggestion() -> ResponseReturnValue:
    return render_template("crafting/suggestion.html", longest=rules.LONGEST)


@bp.get("/api/suggestion")
@login_required
def standing() -> ResponseReturnValue:
    """The same for everyone at the workplace, whether anything waits or not."""
    place = current_user.workplace_id
    return {"key": queries.key_name(place), "delivered": queries.keys_delivered(place)}


@bp.put("/api/suggestion")
@login_required
def suggest() -> ResponseReturnValue:
    words = json_body().get("words")
    if not isinstance(words, str):
        raise Problem(422, "empty", REFUSALS["empty"])
    try:
        return {"key": actions.suggest(current_user.id, current_user.workplace_id, words)}
    except ValueError as refused:
        raise Problem(422, str(refused), REFUSALS[str(refused)]) from None
    except KeyUnusable:
        raise _refused() from None


@bp.delete("/api/suggestion")
@login_required
def withdraw() -> ResponseReturnValue:
    try:
        return {"key": actions.withdraw(current_user.id, current_user.workplace_id)}
    except KeyUnusable:
        raise _refused() from None


@bp.get("/crafting/box")
@login_required
def box() -> ResponseReturnValue:
    """For the partsgruppe alone; to anybody else there is no such page."""
    place = current_user.workplace_id
    if current_user.id not in queries.readers(place):
        raise Problem(404, "not-found")
    return render_template("crafting/box.html", posts=queries.posts(place), weekday=weekday)


def _refused() -> Problem:
    """Nothing of it depends on whether anything waits."""
    return Problem(503, "key-lost", _("The box is being made ready. Your words are still here. Send them again in a minute."))
