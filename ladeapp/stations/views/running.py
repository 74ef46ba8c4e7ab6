"""The door, the running station, and its addresses for phones."""

from uuid import UUID

from flask import Response, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.http import Problem, json_body, shell
from ladeapp.i18n import language

from .. import actions, protocols, queries, streams
from ..rules import KINDS
from . import bp
from .joining import picture

STEPS_MAX = 100


@bp.get("/stations")
@shell
def index() -> ResponseReturnValue:
    """The door, the same for everyone; what is offered here and what runs is asked for by the phone."""
    all_ = protocols.protocols(language())
    return render_template("stations/index.html", protocols=all_, bare={each.key: each.bare for each in all_})


@bp.get("/stations/here")
@shell
def here() -> ResponseReturnValue:
    """One phone, alone or between several; all of it runs on the phone."""
    return render_template("stations/here.html", protocols={each.key: each.as_json for each in protocols.protocols(language())})


@bp.post("/stations")
@login_required
def open() -> ResponseReturnValue:
    try:
        station = actions.open(current_user, request.form.get("protocol", ""), clock.now())
    except actions.NotOffered:
        raise Problem(404, "not-offered") from None
    return redirect(url_for("stations.show", station_id=station), 303)


@bp.get("/stations/<uuid:station_id>")
@login_required
def show(station_id: UUID) -> ResponseReturnValue:
    """Whoever had left comes back by opening it."""
    station = queries.station(station_id, current_user.id)
    if station and station.away:
        actions.return_to(station_id, current_user.id)
        station = queries.station(station_id, current_user.id)
    if station is None or station.away:
        return render_template("stations/over.html"), 404
    protocol = protocols.protocol(station.protocol, language(), station.stretch)
    told = station.as_json(clock.now())
    return render_template("stations/show.html", station=told, protocol=protocol, picture=picture(told["code"]))


@bp.get("/api/stations/offers")
@login_required
def offers() -> ResponseReturnValue:
    found = queries.offers(current_user.workplace_id)
    running = queries.running_station(current_user.id, clock.now())
    told = [{"key": key, "stretch": stretch} for key, stretch in found.items()]
    return jsonify({"offers": told, "running": str(running) if running else None})


@bp.get("/api/stations/<uuid:station_id>")
@login_required
def state(station_id: UUID) -> ResponseReturnValue:
    station = _mine(station_id)
    answer = jsonify(station.as_json(clock.now()))
    answer.set_etag(station.etag)
    answer.make_conditional(request)
    if answer.status_code == 412:
        raise Problem(412, "another-version")
    return answer


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
