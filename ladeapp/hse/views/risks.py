"""Risks: written down with their reasons, judged anew, closed with why, opened again – or taken away where it was a mistake."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp import clock

from .. import actions, forms, queries, suggestions, words
from ..models import WorkRisk
from ..suggestions import Suggested
from .door import bp, missing, seat_required, there

JUDGED = ("factor", "title", "source", "source_name", "reasoning")


@bp.route("/work/risks/new", methods=["GET", "POST"])
@seat_required
def new_risk() -> ResponseReturnValue:
    suggestion = _suggestion()
    form = forms.RiskForm(**_carried(suggestion))
    if not form.validate_on_submit():
        return render_template("hse/risk.html", form=form, risk=None), 422 if form.errors else 200
    if suggestion:
        risk_id = actions.assess(current_user, suggestion.delivered, suggestion.number, _text(form))
    else:
        risk_id = actions.keep_risk(current_user, None, _text(form))
    flash(_("Kept. What do you do about it?"))
    return redirect(url_for("hse.new_measure", risk=risk_id), 303)


@bp.route("/work/risks/<uuid:risk_id>", methods=["GET", "POST"])
@seat_required
def risk(risk_id: UUID) -> ResponseReturnValue:
    found = _found(risk_id)
    form = forms.RiskForm(obj=found)
    if not form.validate_on_submit():
        return _page(found, form)
    with there():
        actions.keep_risk(current_user, risk_id, _text(form))
    flash(_("Kept."))
    return redirect(url_for("hse.measures"), 303)


@bp.post("/work/risks/<uuid:risk_id>/closure")
@seat_required
def close_risk(risk_id: UUID) -> ResponseReturnValue:
    found, form = _found(risk_id), forms.ClosingForm()
    form.today, form.written = clock.today(), found.day
    if not form.validate_on_submit():
        return _page(found, forms.RiskForm(formdata=None, obj=found), form)
    with there():
        actions.close_risk(current_user, risk_id, form.why.data, form.closed.day or form.today)
    flash(_("Closed. It stands below, with why, and can be opened again."))
    return redirect(url_for("hse.measures"), 303)


@bp.post("/work/risks/<uuid:risk_id>/closure/end")
@seat_required
def open_risk(risk_id: UUID) -> ResponseReturnValue:
    with there():
        actions.open_risk(current_user, risk_id)
    flash(_("It is open again."))
    return redirect(url_for("hse.measures"), 303)


@bp.post("/work/risks/<uuid:risk_id>/removal")
@seat_required
def remove_risk(risk_id: UUID) -> ResponseReturnValue:
    try:
        with there():
            actions.remove_risk(current_user, risk_id)
    except actions.Attached:
        flash(_("There is a measure for it by now, or it is closed, so it stays. Nothing was changed."), "refused")
        return redirect(url_for("hse.risk", risk_id=risk_id), 303)
    flash(_("Removed."))
    return redirect(url_for("hse.measures"), 303)


def _found(risk_id: UUID) -> WorkRisk:
    found = queries.risk(current_user.workplace_id, risk_id)
    if found is None:
        raise missing()
    return found


def _page(found: WorkRisk, form: forms.RiskForm, closing: forms.ClosingForm | None = None) -> ResponseReturnValue:
    closing = closing or forms.ClosingForm(formdata=None, closed=clock.today().isoformat())
    page = render_template("hse/risk.html", form=form, risk=found, closing=closing)
    return page, 422 if form.errors or closing.errors else 200


def _text(form: forms.RiskForm) -> actions.RiskText:
    told = {name: form[name].data for name in JUDGED}
    return actions.RiskText(**told, likelihood=int(form.likelihood.data), consequence=int(form.consequence.data))


def _suggestion() -> Suggested | None:
    """The one that a new risk comes from, if the address names one."""
    name = request.args.get("suggestion")
    suggestion = suggestions.named(current_user.workplace_id, name) if name else None
    if name and suggestion is None:
        raise missing()
    return suggestion


def _carried(suggestion: Suggested | None) -> dict[str, str]:
    """Its words, to begin with."""
    if suggestion is None:
        return {}
    source = _("Delivered on %(day)s", day=words.day(suggestion.delivered))
    return {"title": suggestion.line, "source": "suggestion", "source_name": source, "reasoning": suggestion.words}
