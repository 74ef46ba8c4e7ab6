"""Measures: what they are for, who sees to them, by when, what was seen – and what staff read of it."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp import clock

from .. import actions, forms, paper, queries, suggestions
from ..models import WorkMeasure, WorkRisk
from .door import bp, missing, seat_required, there, work


@bp.get("/work/measures")
@seat_required
def measures() -> ResponseReturnValue:
    return render_template("hse/measures.html", work=work(), log=queries.log(current_user.workplace_id))


@bp.get("/work/measures.csv")
@seat_required
def sheet() -> ResponseReturnValue:
    place = current_user.workplace_id
    file = paper.sheet(queries.measures(place, clock.today()), {risk.id: risk for risk in queries.risks(place)})
    name = _("measures")
    answer = Response(file, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
    return answer


@bp.route("/work/measures/new", methods=["GET", "POST"])
@seat_required
def new_measure() -> ResponseReturnValue:
    try:
        risk_id = UUID(request.args["risk"]) if request.args.get("risk") else None
    except ValueError:
        raise missing() from None
    found = queries.risk(current_user.workplace_id, risk_id) if risk_id else None
    if risk_id and found is None:
        raise missing()
    return _measure(None, found)


@bp.route("/work/measures/<uuid:measure_id>", methods=["GET", "POST"])
@seat_required
def measure(measure_id: UUID) -> ResponseReturnValue:
    found = queries.measure(current_user.workplace_id, measure_id)
    if found is None:
        raise missing()
    return _measure(found, queries.risk(current_user.workplace_id, found.risk_id) if found.risk_id else None)


@bp.post("/work/measures/<uuid:measure_id>/publication")
@seat_required
def publish(measure_id: UUID) -> ResponseReturnValue:
    found, form = queries.measure(current_user.workplace_id, measure_id), forms.PublishForm()
    if found is None:
        raise missing()
    if not form.validate_on_submit():
        found_risk = queries.risk(current_user.workplace_id, found.risk_id) if found.risk_id else None
        return _measure(found, found_risk, form)
    actions.publish(current_user, measure_id, form.text.data)
    flash(_("Published. Everybody at the workplace can read it, on home and on the team's page."))
    return redirect(url_for("hse.measure", measure_id=measure_id), 303)


@bp.post("/work/measures/<uuid:measure_id>/publication/end")
@seat_required
def withdraw(measure_id: UUID) -> ResponseReturnValue:
    with there():
        actions.withdraw(current_user, measure_id)
    flash(_("Taken back. The log says so, with today's date."))
    return redirect(url_for("hse.measure", measure_id=measure_id), 303)


def _measure(found: WorkMeasure | None, risk: WorkRisk | None, publishing: forms.PublishForm | None = None) -> ResponseReturnValue:
    form = _form(found, publishing is None)
    if publishing is None and form.validate_on_submit():
        with there():
            measure_id = actions.keep_measure(current_user, found.id if found else None, form.told, risk.id if risk else None)
        flash(_("Kept."))
        return redirect(url_for("hse.measures") if found else url_for("hse.measure", measure_id=measure_id), 303)
    behind = suggestions.behind(current_user.workplace_id, found.id) if found else ()
    if publishing is None:
        proposed = "" if behind or not found else found.title  # a suggestion's own words are nothing to publish by a tap
        publishing = forms.PublishForm(formdata=None, text=(found.published if found else None) or proposed)
    page = render_template("hse/measure.html", form=form, measure=found, risk=risk, publishing=publishing, suggested=behind)
    return page, 422 if form.errors or publishing.errors else 200


def _form(found: WorkMeasure | None, is_sent: bool) -> forms.MeasureForm:
    """As it is now, and as it was sent where it was this form that was sent."""
    start: dict[str, object] = {"level": "organisation"}
    if found:
        start = {"level": found.level, "title": found.title, "state": found.state, "effect": found.effect, "due": found.due.isoformat()}
        start["look_day"] = found.look_day.isoformat() if found.look_day else ""
    form = forms.MeasureForm(**start) if is_sent else forms.MeasureForm(formdata=None, **start)
    form.offer(queries.names(queries.holding(current_user.workplace_id)), clock.today(), found, found.due if found else None)
    return form
