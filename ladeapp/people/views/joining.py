"""Coming in: by the poster's code, by its ten characters, and, in an empty install, by the set-up link."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ladeapp import clock
from ladeapp.http import Problem
from ladeapp.i18n import language
from ladeapp.limits import limiter

from .. import actions, queries
from ..forms import JoinForm, SetUpForm, TypedCodeForm
from ..models import Person
from ..sessions import let_in
from . import bp, limits


@bp.route("/join", methods=["GET", "POST"])
@limiter.limit("30/15 minutes", methods=["POST"], deduct_when=limits.failed)
def typed_code() -> ResponseReturnValue:
    form = TypedCodeForm()
    if form.validate_on_submit():
        if queries.open_door(form.code.data, clock.now()):
            return redirect(url_for("people.join", code=form.code.data), 303)
        form.code.errors = [_("No open invitation has that code. Ask whoever hung up the poster for a new one.")]
    return render_template("people/join_typed.html", form=form), 422 if form.errors else 200


@bp.route("/join/<code>", methods=["GET", "POST"])
@limiter.limit("60/15 minutes", deduct_when=limits.failed)
def join(code: str) -> ResponseReturnValue:
    """The door of the QR code, or of its ten characters."""
    invitation = queries.open_door(code, clock.now())
    if invitation is None:
        raise _closed()
    form, team = JoinForm(), invitation.team
    form.also = (team.unit.workplace.name, team.unit.workplace.slug, team.name)
    if form.validate_on_submit():
        try:
            person = actions.join(invitation.id, form.login.data, form.name.data, form.password.data, language())
        except actions.Taken:
            form.login.errors = [_("Somebody here has that already. Choose another.")]
        except actions.Closed:
            raise _closed() from None
        else:
            return _welcome(person, "/check-in?welcome=1")
    return render_template("people/join.html", form=form, code=code, invitation=invitation), 422 if form.errors else 200


@bp.route("/setup/<code>", methods=["GET", "POST"])
@limiter.limit("30/15 minutes", deduct_when=limits.failed)
def set_up(code: str) -> ResponseReturnValue:
    """The first administrator of a new workplace, or of one made at the command line."""
    link = queries.setup_link(code)
    if link is None or link.expires_at <= clock.now():
        raise _closed()
    form = SetUpForm()
    place = queries.workplace(link.workplace_id) if link.workplace_id else None
    if place is not None:
        del form.workplace_name, form.slug
        form.also = (place.name, place.slug)
    if form.validate_on_submit():
        typed = {name: text for name, text in form.data.items() if name != "csrf_token"}
        try:
            person = actions.set_up(code, language=language(), **typed)
        except actions.Taken as taken:
            form[taken.what].errors = [_("Somebody has that already. Choose another.")]
        except actions.Closed:
            raise _closed() from None
        else:
            return _welcome(person, "/workplace")
    return render_template("people/set_up.html", form=form, place=place), 422 if form.errors else 200


def _welcome(person: Person, there: str) -> ResponseReturnValue:
    actions.begin_session(person)
    let_in(person)
    return redirect(url_for("people.phone", next=there, new=1), 303)


def _closed() -> Problem:
    return Problem(404, "closed", _("This invitation has closed. Ask whoever gave it to you for a new one."))
