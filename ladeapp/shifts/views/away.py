"""Holidays: telling one, seeing them, undoing one; and the clock one's shifts follow."""

from datetime import date

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ... import clock, i18n
from .. import actions, pages, queries, zones
from ..forms import AwayForm, Button, ZoneForm
from . import bp
from .own import now

UNDO = "shifts.away"


@bp.route("/shifts/away", methods=["GET", "POST"])
@login_required
def away() -> ResponseReturnValue:
    form = AwayForm()
    form.today = now().date()
    if form.validate_on_submit():
        actions.go_away(current_user.id, form.away, clock.now())
        flash(_("The holiday is kept."))
        return redirect(url_for("shifts.away"), 303)
    told = queries.away_told(current_user.id, form.today)
    page = render_template("shifts/away.html", form=form, told=told, today=form.today, undo=session.pop(UNDO, None), pages=pages)
    return page, 422 if form.errors else 200


@bp.post("/shifts/away/<day>/end")
@login_required
def end_away(day: str) -> ResponseReturnValue:
    try:
        first = date.fromisoformat(day)
    except ValueError:
        first = date.min
    if Button().validate_on_submit() and (gone := actions.come_back(current_user.id, first, clock.now())):
        session[UNDO] = {"first": gone.first.isoformat(), "last": gone.last.isoformat()}
    return redirect(url_for("shifts.away"), 303)


@bp.route("/shifts/zone", methods=["GET", "POST"])
@login_required
def zone() -> ResponseReturnValue:
    work = current_user.workplace.zone
    form = ZoneForm(data={"zone": queries.zone_of(current_user.id)})
    if form.validate_on_submit():
        chosen = form.zone.data
        actions.choose_zone(current_user.id, None if chosen == work else chosen, clock.now())
        flash(_("Your shifts follow the clock in %(place)s.", place=zones.city(chosen)))
        return redirect(url_for("shifts.index"), 303)
    page = render_template("shifts/zone.html", form=form, work=work, places=zones.places(i18n.language()), city=zones.city)
    return page, 422 if form.errors else 200
