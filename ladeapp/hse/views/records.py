"""Texts that three sign: the discussion of § 9-2, and what meetings have in common with it."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ladeapp import clock

from .. import actions, forms, queries, rules
from ..queries import Sheet
from .door import bp, missing, seat_required


@bp.route("/work/discussion", methods=["GET", "POST"])
@seat_required
def discussion() -> ResponseReturnValue:
    sheet = queries.discussion(current_user.workplace_id)
    if sheet is None:
        raise missing()
    form = forms.DiscussionForm(**written(sheet))
    form.today = clock.today()
    kept = keep(sheet, form, lambda: actions.RecordText(form.day.day, form.present.data, form.parts))
    return kept or page_of(sheet, form)


@bp.post("/work/records/<uuid:record_id>/signature")
@seat_required
def sign(record_id: UUID) -> ResponseReturnValue:
    try:
        is_locked = actions.sign(current_user, record_id, request.form.get("role", ""), request.form.get("seen", ""))
        flash(_("Signed by all three. From now on it cannot be changed, only added to.") if is_locked else _("Signed."))
    except actions.NotHers:
        raise missing() from None
    except actions.Changed:
        flash(_("The text has been changed since you read it. Nothing was signed. Read it once more."), "refused")
    except actions.Incomplete:
        flash(_("Something is missing in the text still. Nothing was signed."), "refused")
    except actions.Turned:
        flash(_("Somebody else has signed with that key already. Nothing was changed."), "refused")
    except actions.Locked:
        flash(_("All three have signed already. Nothing was changed."), "refused")
    return _back(record_id)


@bp.post("/work/records/<uuid:record_id>/addenda")
@seat_required
def add(record_id: UUID) -> ResponseReturnValue:
    form = forms.AddendumForm()
    sheet = queries.sheet(current_user.workplace_id, record_id)
    if sheet is None:
        raise missing()
    if not form.validate_on_submit():
        return page_of(sheet, None, form)
    try:
        actions.add(current_user, record_id, form.text.data)
        flash(_("Added. What was signed stands as it was."))
    except actions.Locked:
        flash(_("It is not locked yet: change the text itself. Nothing was added."), "refused")
    return _back(record_id)


def written(sheet: Sheet) -> dict[str, object]:
    """What a record's form begins with."""
    record = sheet.record
    day, at = record.day.isoformat() if record.day else "", f"{record.at:%H:%M}" if record.at else ""
    return {"was": sheet.digest, "day": day, "present": record.present, "place": record.place, "at": at, **sheet.parts}


def keep(sheet: Sheet, form: forms.RecordForm, text: Callable[[], actions.RecordText]) -> ResponseReturnValue | None:
    """Keep what was sent, if it can be. None: show the page, where whatever was written stands."""
    if not form.validate_on_submit():
        return None
    try:
        fell = actions.keep_record(current_user, sheet.record.id, form.was.data or "", text())
    except actions.Changed:
        form.form_errors.append(
            _("Somebody else has changed this since you began. Yours stands here, theirs below: put them together, and keep it again.")
        )
        form.was.data, form.was.raw_data = sheet.digest, None
        return None
    except actions.Locked:
        form.form_errors.append(
            _("All three have signed meanwhile, so this cannot be changed any more. What you wrote stands here: add it below the text.")
        )
        return None
    flash(_("Kept. It is another text now, so the signatures under it are gone.") if fell else _("Kept."))
    return _back(sheet.record.id)


def page_of(sheet: Sheet, form: forms.RecordForm | None, addendum: forms.AddendumForm | None = None) -> ResponseReturnValue:
    """A record's page: written in while it is open, read when it is locked."""
    if form is None:
        form = (forms.DiscussionForm if sheet.record.kind == "discussion" else forms.MeetingForm)(formdata=None, **written(sheet))
    addendum = addendum or forms.AddendumForm(formdata=MultiDict())
    decisions = rules.decisions(sheet.parts)
    made = {one.title: one.id for one in queries.measures(current_user.workplace_id, clock.today()) if one.meeting_id == sheet.record.id}
    page = render_template(
        f"hse/{sheet.record.kind}.html",
        sheet=sheet,
        record=sheet.record,
        parts=sheet.parts,
        form=form,
        addendum=addendum,
        roles=sheet.roles_of(current_user.id),
        is_past=bool(sheet.record.day and sheet.record.day <= clock.today()),
        decisions=[(number, text, made.get(text[: rules.LINE])) for number, text in enumerate(decisions)],
    )
    return page, 422 if form.errors or form.form_errors or addendum.errors else 200


def _back(record_id: UUID) -> ResponseReturnValue:
    sheet = queries.sheet(current_user.workplace_id, record_id)
    if sheet is None:
        raise missing()
    if sheet.record.kind == "discussion":
        return redirect(url_for("hse.discussion"), 303)
    return redirect(url_for("hse.meeting", record_id=record_id), 303)
