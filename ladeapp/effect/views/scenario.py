"""The sick-leave scenario: a sum that everybody at the workplace may try. Nothing of it is kept; the address carries what was typed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from .. import forms, words
from ..scenario import CAREFUL, COST, EMPLOYEES, POINTS, REFUND, ROUND_SUM, G, Scenario, workdays_for
from .door import bp

USUAL = Scenario()
FIGURES = {
    "cost": COST,
    "careful": CAREFUL,
    "week": 5 * CAREFUL,
    "refund": REFUND,
    "g": G,
    "sum": ROUND_SUM,
    "days": workdays_for(ROUND_SUM, EMPLOYEES, POINTS, COST) or 0,
    "at_230": dict(USUAL.by_days)[230],
    "at_240": dict(USUAL.by_days)[240],
}


@bp.get("/effect/scenario")
@login_required
def scenario() -> ResponseReturnValue:
    form = forms.ScenarioForm.asked(request.args)
    told = form.scenario if form.validate() else None
    figures = {name: words.number(value) for name, value in FIGURES.items()}
    return render_template("effect/scenario.html", form=form, told=told, figures=figures), 200 if told else 422
