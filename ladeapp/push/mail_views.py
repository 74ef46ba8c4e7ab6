"""HTTP for e-mail instead of messages on a phone: turn on, prove the address, turn off; nothing of it where no mail server is set."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ..config import settings
from ..limits import limiter
from . import actions, mail, queries
from .forms import AddressForm
from .views import bp


@bp.get("/me/mail")
@login_required
def mail_page() -> ResponseReturnValue:
    _only_with_a_server()
    return _page(AddressForm())


@bp.post("/me/mail")
@login_required
@limiter.limit("5/hour;10/day", key_func=lambda: f"mail-{current_user.id}")
def ask_for_mail() -> ResponseReturnValue:
    _only_with_a_server()
    form = AddressForm()
    if not form.validate_on_submit():
        return _page(form), 422
    actions.ask_for_mail(current_user.id, mail.seal(settings().secret_key, current_user.id, str(form.address.data)))
    return redirect(url_for("push.mail_page"), code=303)


@bp.post("/me/mail/off")
@login_required
def stop_own_mail() -> ResponseReturnValue:
    _only_with_a_server()
    actions.stop_mail(current_user.id)
    flash(_("You get no e-mail from here any more."))
    return redirect(url_for("push.mail_page"), code=303)


@bp.route("/mail/confirm/<signature>", methods=["GET", "POST"])
@limiter.limit("30/minute")
def confirm_mail(signature: str) -> ResponseReturnValue:
    """Opening a link asks for a tap: mail programs open links by themselves."""
    return _link("confirm", signature, actions.confirm_mail)


@bp.route("/mail/stop/<signature>", methods=["GET", "POST"])
@limiter.limit("30/minute")
def stop_mail(signature: str) -> ResponseReturnValue:
    return _link("stop", signature, actions.stop_mail_by)


def _link(what: str, signature: str, act: Callable[[UUID], None]) -> ResponseReturnValue:
    _only_with_a_server()
    token = mail.token_of(settings().secret_key, signature, what)
    if token is None:
        abort(404)
    done = request.method == "POST"
    if done:
        act(token)
    return render_template("push/mail_link.html", what=what, done=done)


def _page(form: AddressForm) -> str:
    kept, state = queries.mail_address(current_user.id), queries.mail_state(current_user.id)
    if kept and mail.opened(settings().secret_key, current_user.id, kept) is None:
        state = None  # the service has another secret by now: she is asked again, since nothing would come
    return render_template("push/mail.html", form=form, state=state, phone=queries.can_reach(current_user.id))


def _only_with_a_server() -> None:
    if not settings().smtp:
        abort(404)
