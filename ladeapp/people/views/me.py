"""One's own pages: the phone after signing in, Meg, the recovery code, what is kept, what the account has to tell."""

from uuid import UUID

from flask import jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp import clock, i18n
from ladeapp.http import shell

from .. import actions, queries, rules
from ..forms import Button, LanguageForm, choices
from ..sessions import is_anew, speak
from . import bp


@bp.get("/me")
@shell
def me() -> ResponseReturnValue:
    return render_template("people/me.html")


@bp.get("/me/diary")
@shell
def diary() -> ResponseReturnValue:
    return render_template("people/diary.html")


@bp.get("/api/me")
@login_required
def about_me() -> ResponseReturnValue:
    """What Meg asks the server for: whether the account has something to tell, and whether there is a workplace to run."""
    return jsonify(notices=bool(_untold()), admin=current_user.is_admin, left=current_user.left_day is not None)


@bp.get("/me/phone")
@login_required
def phone() -> ResponseReturnValue:
    """Between signing in and going on: has this phone a diary, shall it have one?"""
    return render_template("people/phone.html", next=rules.safe_next(request.args.get("next")), new="new" in request.args)


@bp.post("/me/phone/shared")
@login_required
def shared() -> ResponseReturnValue:
    """This machine is others' too: no diary, and the session ends with the browser, or after ten minutes idle."""
    if Button().validate_on_submit():
        session.permanent = False
        session[rules.SHARED] = int(clock.now().timestamp())
    return redirect(rules.safe_next(request.args.get("next")), 303)


@bp.get("/me/recovery")
@login_required
def recovery() -> ResponseReturnValue:
    if not is_anew():
        return redirect(url_for("people.sign_in_anew", next=url_for("people.recovery")), 303)
    return render_template("people/recovery.html")


@bp.get("/me/data")
@login_required
def data() -> ResponseReturnValue:
    here = rules.digest(current_user.session_token)
    return render_template("people/data.html", sessions=queries.sessions(current_user.id), here=here, team=queries.team_of(current_user.id))


@bp.post("/me/data/other-phones")
@login_required
def end_others() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.end_other_sessions(current_user.id, current_user.session_token)
    return redirect(url_for("people.data"), 303)


@bp.get("/me/notices")
@login_required
def notices() -> ResponseReturnValue:
    return render_template("people/notices.html", notices=_untold())


@bp.post("/me/notices/<uuid:notice_id>/told")
@login_required
def told(notice_id: UUID) -> ResponseReturnValue:
    """This phone has told it; her others still will."""
    if Button().validate_on_submit():
        session["told"] = [*session.get("told", [])[-9:], notice_id.hex]
    return redirect(rules.safe_next(request.args.get("next")), 303)


@bp.post("/me/reset/cancellation")
@login_required
def cancel_reset() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.cancel_reset(current_user)
    return redirect(rules.safe_next(request.args.get("next")), 303)


@bp.route("/me/language", methods=["GET", "POST"])
def language() -> ResponseReturnValue:
    form = LanguageForm(language=i18n.language())
    form.language.choices = choices(i18n.NAMES)
    if not form.validate_on_submit():
        return render_template("people/language.html", form=form), 422 if form.errors else 200
    if current_user.is_authenticated:
        actions.change_language(current_user.id, form.language.data)
    there = "/me" if current_user.is_authenticated else "/"
    return speak(redirect(there, 303), form.language.data)


def _untold() -> list[object]:
    if not current_user.has_notices:
        return []
    done = session.get("told", [])
    return [notice for notice in queries.notices(current_user.id) if notice.id.hex not in done]
