"""One's own shifts: looking at them, telling a rotation by tapping, changing one day. Nobody else's are ever asked for here."""

from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from . import queries, rules

bp = Blueprint("shifts", __name__)


@bp.get("/api/shifts")
@login_required
def own() -> ResponseReturnValue:
    """For the phone, so that a check-in without coverage knows which shift it belongs to. `person` tells whose they are."""
    wall = ZoneInfo(current_user.workplace.zone)
    mine = [(start.astimezone(wall), end.astimezone(wall)) for start, end in queries.own(current_user.id)]
    shifts = [{"start": start.isoformat(), "end": end.isoformat(), "kind": rules.kind(start, end)} for start, end in mine]
    return jsonify(person=str(current_user.key), shifts=shifts)
