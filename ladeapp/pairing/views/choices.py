"""One's own choices about being asked: when, how often, with whom not. No other person has a page that shows them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from wtforms import SelectChoice

from ladeapp import clock
from ladeapp.people import queries as people

from .. import actions, queries
from ..forms import BlockForm, ChoicesForm
from . import bp
from .support import may_see


@bp.get("/pairings/choices")
@login_required
def choices() -> ResponseReturnValue:
    kept = queries.choices_of(current_user.id)
    return _page(ChoicesForm(formdata=None, data=kept._asdict()), BlockForm(formdata=None))


@bp.post("/pairings/choices")
@login_required
def choose() -> ResponseReturnValue:
    form, kept = ChoicesForm(), queries.choices_of(current_user.id)
    if not form.validate_on_submit():
        return _page(form, BlockForm(formdata=None)), 422
    outside = form.outside.data if queries.policy(current_user.workplace_id).outside else kept.outside  # what is not shown stays
    supports = form.supports.data if _is_supporter() else kept.supports
    actions.choose(current_user.id, queries.Choices(form.on_shift.data, form.helps_max.data, outside, supports), clock.now())
    flash(_("Kept. Only you see this."))
    return redirect(url_for("pairing.choices"), 303)


@bp.post("/pairings/blocks")
@login_required
def block() -> ResponseReturnValue:
    form = BlockForm()
    if form.validate_on_submit():
        try:
            actions.block(current_user.id, current_user.workplace_id, form.person.data, clock.now())
        except actions.NotAColleague:
            form.person.errors = [_("Choose a colleague from the list.")]
    if form.errors:
        kept = queries.choices_of(current_user.id)
        return _page(ChoicesForm(formdata=None, data=kept._asdict()), form), 422
    flash(_("You two will not be brought together. Nobody is told."))
    return redirect(url_for("pairing.choices", _anchor="blocks"), 303)


@bp.post("/pairings/blocks/end")
@login_required
def unblock() -> ResponseReturnValue:
    form = BlockForm()
    if form.validate_on_submit() and form.person.data:
        actions.unblock(current_user.id, form.person.data, clock.now())
    return redirect(url_for("pairing.choices", _anchor="blocks"), 303)


def _page(form: ChoicesForm, adding: BlockForm) -> str:
    blocked = queries.blocked_by(current_user.id)
    gone = {person.key for person in blocked}
    offered = [one for one in queries.colleagues(current_user.id, current_user.workplace_id) if one.key not in gone]
    adding.person.choices = [SelectChoice("", _("Choose …"))] + [
        SelectChoice(str(one.key), one.name, optgroup=one.unit if one.near or not one.supporter else _("Trained supporters"))
        for one in offered
    ]
    return render_template(
        "pairing/choices.html",
        form=form,
        adding=adding,
        blocked=blocked,
        outside=queries.policy(current_user.workplace_id).outside,
        is_supporter=_is_supporter(),
        sees_support=may_see(),
    )


def _is_supporter() -> bool:
    return people.has_role(current_user, "supporter")
