"""Her reminders: on and off, what comes when, a pause; and what the phone asks and tells. Nobody else's are ever asked for here."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock
from ..config import settings
from ..http import Problem, json_body
from ..push import actions as push
from ..push import queries as pushed
from ..shifts import queries as shifts
from . import actions, pages, queries, rules, words
from .forms import PAUSES, Button, ChoicesForm, PauseForm

bp = Blueprint("reminders", __name__)


@bp.get("/reminders")
@login_required
def index() -> ResponseReturnValue:
    return _page(PauseForm(formdata=None))


@bp.post("/reminders")
@login_required
def turn_on() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.turn_on(current_user.id, clock.now())
    return _here()


@bp.post("/reminders/end")
@login_required
def turn_off() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.turn_off(current_user.id, clock.now())
        flash(_("Reminders are off."))
    return _here()


@bp.route("/reminders/choices", methods=["GET", "POST"])
@login_required
def choices() -> ResponseReturnValue:
    row = queries.choice_of(current_user.id)
    form = ChoicesForm(row.chosen if row else rules.Choice())
    if form.validate_on_submit():
        actions.choose(current_user.id, form.choice, clock.now())
        return _here()
    return render_template("reminders/choices.html", form=form, on=row is not None), 422 if form.errors else 200


@bp.post("/reminders/pause")
@login_required
def pause() -> ResponseReturnValue:
    form, today = PauseForm(), _today()
    if days := PAUSES.get(request.form.get("length", "")):
        actions.pause(current_user.id, today + timedelta(days=days), today, clock.now())
        return _here()
    if form.validate_on_submit():
        try:
            actions.pause(current_user.id, form.until.data, today, clock.now())
            return _here()
        except ValueError:
            form.until.errors = [_("Choose a day ahead, within a year.")]
    return _page(form), 422


@bp.post("/reminders/pause/end")
@login_required
def resume() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.resume(current_user.id, clock.now())
    return _here()


@bp.post("/reminders/offers")
@login_required
def offer() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.offer(current_user.id, _today(), clock.now())
    return _here()


@bp.post("/reminders/offers/end")
@login_required
def take_back_offers() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.take_back_offers(current_user.id, clock.now())
    return _here()


@bp.get("/api/reminders")
@login_required
def open_ones() -> ResponseReturnValue:
    """Hers that are neither handled nor over: what is not listed the phone may close."""
    row, wall = queries.choice_of(current_user.id), _wall()
    found = [
        {
            "id": str(one.id),
            "kind": one.kind,
            "due": one.due_at.isoformat(),
            "expires": one.expires_at.isoformat(),
            "shift": start.astimezone(wall).isoformat() if start else None,
        }
        for one, start in queries.open_reminders(current_user.id, clock.now())
    ]
    return jsonify(per_week=row.per_week if row else rules.Choice().per_week, open=found)


@bp.put("/api/reminders")
@login_required
def change() -> ResponseReturnValue:
    per_week = json_body().get("per_week")
    if type(per_week) is not int or not 1 <= per_week <= 7:
        raise Problem(422, "per-week", _("Send how many a week: a whole number from 1 to 7."))
    actions.set_per_week(current_user.id, per_week, clock.now())
    return "", 204


@bp.post("/api/reminders/offers")
@login_required
def offer_alone() -> ResponseReturnValue:
    """One tap elsewhere in the app, and nothing of where."""
    actions.offer_alone(current_user.id, current_user.key, _today(), clock.now())
    return "", 204


@bp.post("/api/reminders/<uuid:delivery_id>/handled")
@login_required
def handled(delivery_id: UUID) -> ResponseReturnValue:
    """Whatever it was, and whoever's: the answer is the same."""
    push.handled(current_user.id, delivery_id)
    return "", 204


def _page(pause_form: PauseForm) -> str:
    now = clock.now()
    hers = queries.hers(current_user.id, now)
    ahead = shifts.has_ahead(current_user.id, now)
    page = pages.page(hers, pushed.planned(current_user.id, rules.KINDS), now, ahead) if hers else None
    more = {"tomorrow": _today() + timedelta(days=1), "mail": settings().smtp is not None, "words": words}
    more["reached"] = pushed.can_reach(current_user.id)  # then the phone's card stands below the pause
    return render_template("reminders/index.html", page=page, pause=pause_form, **more)


def _here() -> ResponseReturnValue:
    return redirect(url_for("reminders.index"), 303)


def _wall() -> ZoneInfo:
    return ZoneInfo(shifts.zone_of(current_user.id) or current_user.workplace.zone)


def _today() -> date:
    at: datetime = clock.now().astimezone(_wall())
    return at.date()
