"""Signing in and out."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ladeapp.limits import limiter

from .. import actions, rules
from ..forms import SignInForm
from ..sessions import let_in, speak
from . import bp


def failed(answer: Response) -> bool:
    """Only attempts that did not lead in count against the limits."""
    return answer.status_code >= 400


def by_name() -> str:
    return f"name:{rules.folded(request.form.get('name', '')[:200])}"


@bp.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("100/5 minutes", methods=["POST"], deduct_when=failed)
@limiter.limit("10/15 minutes", methods=["POST"], key_func=by_name, deduct_when=failed)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    there = rules.safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("people/sign_in.html", form=form, next=there), 422 if form.errors else 200
    person = actions.sign_in(form.name.data, form.password.data)
    if person is None:
        form.form_errors.append(_("The name and the password do not belong together. Nothing has been changed."))
        return render_template("people/sign_in.html", form=form, next=there), 422
    let_in(person)
    answer = redirect(url_for("people.phone", next=there), 303)
    return speak(answer, person.language) if person.language else answer
