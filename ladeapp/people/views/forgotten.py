"""A forgotten password: replaced with the recovery code, or with a code from the administrator."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ladeapp.limits import limiter
from ladeapp.vault import rules as vault

from .. import actions
from ..forms import RecoverForm, ResetForm
from ..models import Person
from ..sessions import let_in
from . import bp, limits


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@limiter.limit(limits.BY_ADDRESS, methods=["POST"], deduct_when=limits.failed)
@limiter.limit(limits.BY_NAME, methods=["POST"], key_func=limits.name, deduct_when=limits.failed)
def forgotten() -> ResponseReturnValue:
    """With the recovery code: the page sends what the code proves, never the code."""
    form = RecoverForm()
    form.also = (form.name.data or "",)
    if form.validate_on_submit():
        person = actions.recover(form.name.data, _octets(form.proof.data), form.password.data)
        if person is not None:
            return _let_in(person)
        form.form_errors.append(_("The name and the code do not belong together. Look at both once more; nothing has been changed."))
    return render_template("people/forgotten.html", form=form), 422 if form.errors else 200


@bp.route("/sign-in/code", methods=["GET", "POST"])
@limiter.limit(limits.BY_ADDRESS, methods=["POST"], deduct_when=limits.failed)
@limiter.limit(limits.BY_NAME, methods=["POST"], key_func=limits.name, deduct_when=limits.failed)
def by_reset() -> ResponseReturnValue:
    """With the administrator's one-use code."""
    form = ResetForm()
    form.also = (form.name.data or "",)
    if form.validate_on_submit():
        try:
            person = actions.use_reset(form.name.data, form.code.data, form.password.data)
        except actions.NotYet:
            form.form_errors.append(_("The code is right, but it opens a day after it was made. Try again then; it will wait for you."))
        else:
            if person is not None:
                return _let_in(person)
            form.form_errors.append(_("The name and the code do not belong together, or the code has ended. Nothing has been changed."))
    return render_template("people/by_reset.html", form=form), 422 if form.errors else 200


def _let_in(person: Person) -> ResponseReturnValue:
    actions.begin_session(person)
    let_in(person)
    return redirect(url_for("people.phone", next="/"), 303)


def _octets(encoded: str | None) -> bytes:
    try:
        return vault.octets(encoded, 32, 32)
    except ValueError:
        return b""
