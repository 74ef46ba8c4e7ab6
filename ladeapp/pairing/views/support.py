"""What the workplace has decided about support: who is marked as a trained supporter, and whether units may mix."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.http import Problem
from ladeapp.people import queries as people
from ladeapp.people.sessions import admin_required

from .. import actions, queries
from ..forms import PolicyForm
from . import bp

SEE_IT = {"safety_rep", "union_rep", "workplace_admin"}


def may_see() -> bool:
    """Whether she administers the workplace or represents people in it."""
    return any(grant.role in SEE_IT for grant in people.roles_of(current_user.id))


@bp.get("/workplace/support")
@login_required
def support() -> ResponseReturnValue:
    if not may_see():
        raise Problem(404, "not-found")
    place = current_user.workplace_id
    policy = queries.policy(place)
    return render_template(
        "pairing/support.html",
        form=PolicyForm(formdata=None, outside=policy.outside),
        policy=policy,
        supporters=people.supporters(place),
        decides=current_user.is_admin,
    )


@bp.post("/workplace/support")
@admin_required
def decide() -> ResponseReturnValue:
    form = PolicyForm()
    if form.validate_on_submit():
        actions.decide(current_user.workplace_id, form.outside.data, clock.now())
        flash(_("Saved."))
    return redirect(url_for("pairing.support"), 303)
