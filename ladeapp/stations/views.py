"""The station's pages and its three addresses for phones."""

from uuid import UUID

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from .. import clock
from ..http import Problem, json_body, shell
from ..i18n import language
from . import actions, protocols, queries, streams
from .rules import KINDS

bp = Blueprint("stations", __name__)

STEPS_MAX = 100


@bp.get("/stations")
@login_required
def index() -> ResponseReturnValue:
    running = queries.running_station(current_user.id, clock.now())
    return render_template("stations/index.html", protocol=protocols.protocol("two-5", language()), running=running)


@bp.get("/stations/here")
@shell
def here() -> ResponseReturnValue:
    """One phone between two people; all of it runs on the phone."""
    return render_template("stations/here.html", protocol=protocols.protocol("two-5", language()))


@bp.get("/stations/<uuid:station_id>")
@login_required
def show(station_id: UUID) -> ResponseReturnValue:
    station = queries.station(station_id, current_user.id)
    if station is None:
        return render_template("stations/over.html"), 404
    protocol = protocols.protocol(station.protocol, language())
    return render_template("stations/show.html", station=station.as_json(clock.now()), protocol=protocol)


@bp.get("/api/stations/<uuid:station_id>")
@login_required
def state(station_id: UUID) -> ResponseReturnValue:
    station = _mine(station_id)
    answer = jsonify(station.as_json(clock.now()))
    answer.set_etag(station.etag)
    return answer.make_conditional(request)


@bp.get("/api/stations/<uuid:station_id>/events")
@login_required
def events(station_id: UUID) -> ResponseReturnValue:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    body = streams.stream(app, request.environ, _mine(station_id), current_user.id)
    return Response(body, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


@bp.post("/api/stations/<uuid:station_id>/moves")
@login_required
def move(station_id: UUID) -> ResponseReturnValue:
    body = json_body()
    kind, step = body.get("move"), body.get("step")
    if kind not in KINDS or type(step) is not int or not 0 <= step < STEPS_MAX:
        raise Problem(422, "no-such-move")
    try:
        actions.move(station_id, current_user.id, kind, step, clock.now())
    except LookupError:
        raise Problem(404, "no-station") from None
    return jsonify(_mine(station_id).as_json(clock.now()))


def _mine(station_id: UUID) -> queries.Station:
    station = queries.station(station_id, current_user.id)
    if station is None:
        raise Problem(404, "no-station")
    return station
