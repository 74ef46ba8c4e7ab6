"""One's own page: in and out of a round, the standing pair, wishes, and a rest."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.pairing import queries as pairing

from .. import actions, queries, words
from ..forms import ChoicesForm, PauseForm
from . import bp


@bp.get("/rounds")
@login_required
def index() -> ResponseReturnValue:
    return render_template("rounds/index.html", mine=queries.mine(current_user, clock.now()), words=words)


@bp.post("/rounds/<uuid:round_id>/joining")
@login_required
def join(round_id: UUID) -> ResponseReturnValue:
    try:
        actions.join(current_user, round_id, clock.now())
        flash(_("You are in. When the round starts, you are told whom you meet."))
    except actions.NoSuchRound:
        return gone()
    except actions.NotOpen:
        flash(_("That round has already started. The next one you can join stands here."))
    return here()


@bp.post("/rounds/<uuid:round_id>/joining/end")
@login_required
def leave(round_id: UUID) -> ResponseReturnValue:
    try:
        actions.leave(current_user, round_id)
    except actions.NoSuchRound:
        return gone()
    return here()


@bp.post("/rounds/pair/end")
@login_required
def part() -> ResponseReturnValue:
    actions.part(current_user.id, clock.now())
    return here()


@bp.route("/rounds/choices", methods=["GET", "POST"])
@login_required
def choices() -> ResponseReturnValue:
    form = ChoicesForm(obj=queries.choices_of(current_user.id))
    if form.validate_on_submit():
        actions.choose(current_user.id, form.profession.data, form.wish.data)
        flash(_("Kept."))
        return here()
    return _choices_page(form, PauseForm(formdata=None)), 422 if form.errors else 200


@bp.post("/rounds/pause")
@login_required
def pause() -> ResponseReturnValue:
    form = PauseForm()
    if form.validate():
        try:
            actions.pause(current_user.id, form.until.data, clock.now())
            return here()
        except ValueError:
            form.until.errors = [_("Choose a day ahead, within a year.")]
    return _choices_page(ChoicesForm(formdata=None, obj=queries.choices_of(current_user.id)), form), 422


@bp.post("/rounds/pause/end")
@login_required
def resume() -> ResponseReturnValue:
    actions.resume(current_user.id)
    return here()


def here() -> ResponseReturnValue:
    return redirect(url_for("rounds.index"), code=303)


def gone() -> ResponseReturnValue:
    """What is not hers, or not any more, is told alike."""
    return render_template("rounds/gone.html"), 404


def _choices_page(form: ChoicesForm, pause_form: PauseForm) -> str:
    wide = pairing.policy(current_user.workplace_id).outside
    mine = queries.mine(current_user, clock.now())
    return render_template("rounds/choices.html", form=form, pause=pause_form, mine=mine, wide=wide)
