"""Asking for five minutes, offering them, and being the one who comes."""

from datetime import date
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.http import Problem
from ladeapp.shifts import queries as shifts
from ladeapp.stations import queries as stations

from .. import actions, queries, rules
from . import bp


@bp.get("/pairings")
@login_required
def index() -> ResponseReturnValue:
    return render_template("pairing/index.html", pairing=queries.state_for(current_user, clock.now()))


@bp.get("/api/pairing")
@login_required
def state() -> ResponseReturnValue:
    return jsonify(queries.state_for(current_user, clock.now()).as_json)


@bp.get("/pairings/<uuid:ask_id>")
@login_required
def show(ask_id: UUID) -> ResponseReturnValue:
    now = clock.now()
    mine = queries.state_for(current_user, now)
    if ask_id == mine.ask_id or mine.station:
        return redirect(url_for("pairing.index"))
    if queries.open_ask(ask_id, current_user.id, now) is None:
        return render_template("pairing/gone.html"), 404
    return render_template("pairing/show.html", ask_id=ask_id)


@bp.get("/pairings/unanswered")
@login_required
def unanswered() -> ResponseReturnValue:
    """Where the message leads that says nobody could; the same for everyone, for nothing is kept of an ask that is over."""
    return render_template("pairing/unanswered.html")


@bp.post("/pairings/asks")
@login_required
def ask() -> ResponseReturnValue:
    try:
        actions.ask(current_user.id, clock.now(), _today())
    except actions.AskedOften:
        flash(_("You have asked five times today. You can ask again tomorrow. Under Me there are numbers to call now."))
    except actions.Sitting:
        flash(_("You already have a station. Go there, or stop it first."))
    return redirect(_back(), code=303)


@bp.post("/pairings/withdrawal")
@login_required
def withdraw() -> ResponseReturnValue:
    actions.withdraw(current_user.id)
    return redirect(_back(), code=303)


@bp.post("/pairings/<uuid:ask_id>/acceptance")
@login_required
def accept(ask_id: UUID) -> ResponseReturnValue:
    try:
        station = actions.accept(ask_id, current_user.id, clock.now())
    except actions.TooLate:
        mine = stations.running_station(current_user.id, clock.now())  # her own second tap comes too late as well
        if mine is None:
            return render_template("pairing/gone.html"), 409
        return redirect(url_for("stations.show", station_id=mine), code=303)
    except actions.Sitting:
        flash(_("You already have a station. Go there, or stop it first."))
        return redirect(url_for("pairing.index"), code=303)
    return redirect(url_for("stations.show", station_id=station), code=303)


@bp.post("/pairings/willingness")
@login_required
def listen() -> ResponseReturnValue:
    now, zone = clock.now(), current_user.workplace.zone
    try:
        until = rules.willing_until(request.form.get("until", "shift"), now, zone, shifts.shift_end(current_user.id, now))
    except ValueError:
        raise Problem(422, "no-such-time", _("Choose a time within thirteen hours.")) from None
    actions.listen(current_user.id, until)
    return redirect(_back(), code=303)


@bp.post("/pairings/willingness/end")
@login_required
def rest() -> ResponseReturnValue:
    actions.rest(current_user.id, clock.now())
    return redirect(_back(), code=303)


def _today() -> date:
    return clock.today(current_user.workplace.zone)


def _back() -> str:
    """Home's card and the pairing page carry the same forms; one goes back to where one was."""
    return "/" if request.form.get("back") == "home" else url_for("pairing.index")
