"""How often the workplace has rounds; the administrator sees nothing of who joins."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp import clock
from ladeapp.people.sessions import admin_required

from .. import actions, queries
from ..forms import PlanForm
from . import bp


@bp.route("/workplace/rounds", methods=["GET", "POST"])
@admin_required
def plan() -> ResponseReturnValue:
    form = PlanForm(weeks=str(queries.plan_of(current_user.workplace_id)))
    if form.validate_on_submit():
        actions.plan(current_user.workplace_id, int(form.weeks.data), clock.now())
        flash(_("Kept."))
        return redirect(url_for("rounds.plan"), code=303)
    return render_template("rounds/plan.html", form=form), 422 if form.errors else 200
