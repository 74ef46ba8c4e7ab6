"""Meetings: planned with an agenda from what is open, written, turned into measures, signed; and the invitation as a file."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp import clock

from .. import actions, forms, pages, paper, queries
from ..queries import Sheet
from .door import bp, missing, seat_required, there, work
from .records import keep, page_of, written


@bp.route("/work/meetings", methods=["GET", "POST"])
@seat_required
def meetings() -> ResponseReturnValue:
    here = work()
    form = forms.MeetingForm(agenda=here.agenda, present=pages.present(here.holding))
    form.today = here.today
    if form.is_submitted() and not form.present.data:
        form.present.data = pages.present(here.holding)
    if form.validate_on_submit():
        return redirect(url_for("hse.meeting", record_id=actions.plan_meeting(current_user, _text(form))), 303)
    return render_template("hse/meetings.html", work=here, form=form), 422 if form.errors else 200


@bp.route("/work/meetings/<uuid:record_id>", methods=["GET", "POST"])
@seat_required
def meeting(record_id: UUID) -> ResponseReturnValue:
    sheet = _sheet(record_id)
    form = forms.MeetingForm(**written(sheet))
    form.today = clock.today()
    return keep(sheet, form, lambda: _text(form)) or page_of(sheet, form)


@bp.post("/work/meetings/<uuid:record_id>/decisions/<int:number>")
@seat_required
def decide(record_id: UUID, number: int) -> ResponseReturnValue:
    with there():
        measure_id = actions.decide(current_user, record_id, number)
    flash(_("It is a measure now. You see to it until you choose somebody else."))
    return redirect(url_for("hse.measure", measure_id=measure_id), 303)


@bp.get("/work/meetings/<uuid:record_id>.ics")
@seat_required
def invitation(record_id: UUID) -> ResponseReturnValue:
    sheet, place = _sheet(record_id), current_user.workplace
    file = paper.invitation(sheet.record, sheet.parts.get("agenda", ""), place.zone, clock.now(), place.name)
    answer = Response(file, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=partsgruppa.ics"
    return answer


def _text(form: forms.MeetingForm) -> actions.RecordText:
    return actions.RecordText(form.day.day, form.present.data, form.parts, form.clock, form.place.data)


def _sheet(record_id: UUID) -> Sheet:
    sheet = queries.sheet(current_user.workplace_id, record_id, "meeting")
    if sheet is None:
        raise missing()
    return sheet
