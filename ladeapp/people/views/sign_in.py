"""Signing in and out."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required, logout_user

from ladeapp.limits import limiter

from .. import actions, rules
from ..forms import Button, NewPasswordForm, PasswordForm, SignInForm
from ..sessions import is_anew, let_in, prove, speak
from . import bp, limits


@bp.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(limits.BY_ADDRESS, methods=["POST"], deduct_when=limits.failed)
@limiter.limit(limits.BY_NAME, methods=["POST"], key_func=limits.name, deduct_when=limits.failed)
def sign_in() -> ResponseReturnValue:
    form, there = SignInForm(), rules.safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return render_template("people/sign_in.html", form=form), 422 if form.errors else 200
    person = actions.sign_in(form.name.data, form.password.data)
    if person is None:
        form.form_errors.append(_("The name and the password do not belong together. Nothing has been changed."))
        return render_template("people/sign_in.html", form=form), 422
    let_in(person)
    answer = redirect(url_for("people.phone", next=there), 303)
    return speak(answer, person.language) if person.language else answer


@bp.route("/sign-in/anew", methods=["GET", "POST"])
@login_required
@limiter.limit("10/15 minutes", methods=["POST"], key_func=lambda: f"anew:{current_user.id}", deduct_when=limits.failed)
def sign_in_anew() -> ResponseReturnValue:
    """The password once more, before what opens the diary is shown."""
    form = PasswordForm()
    if form.validate_on_submit():
        if actions.knows_password(current_user.id, form.password.data):
            prove()
            return redirect(rules.safe_next(request.args.get("next")), 303)
        form.password.errors = [_("That is not your password.")]
    return render_template("people/sign_in_anew.html", form=form), 422 if form.errors else 200


@bp.route("/me/password", methods=["GET", "POST"])
@login_required
def new_password() -> ResponseReturnValue:
    if not is_anew():
        return redirect(url_for("people.sign_in_anew", next=url_for("people.new_password")), 303)
    form, place = NewPasswordForm(), current_user.workplace
    form.also = (current_user.login, current_user.name, place.slug, place.name)
    if not form.validate_on_submit():
        return render_template("people/new_password.html", form=form), 422 if form.errors else 200
    actions.change_password(current_user.id, current_user.session_token, form.password.data)
    flash(_("The new password is in use."))
    return redirect(url_for("people.data"), 303)


@bp.get("/sign-out")
@login_required
def sign_out() -> ResponseReturnValue:
    return render_template("people/sign_out.html")


@bp.post("/sign-out")
def sign_out_now() -> ResponseReturnValue:
    """End the session; what lies on the phone the page has wiped before it came here."""
    if current_user.is_authenticated and Button().validate_on_submit():
        actions.end_session(current_user.session_token)
        logout_user()
        session.clear()
    return redirect("/", 303)
