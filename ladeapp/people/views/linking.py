"""A second phone: the page of the one that has the diary, where the camera lands on the new one, and the box between them."""

from collections.abc import Callable

from flask import jsonify, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.http import Problem, json_body
from ladeapp.vault.rules import octets, spelled

from .. import actions, queries, rules
from ..sessions import is_anew
from . import bp

TAG, POINT, SEALED = 16, 65, 60  # bytes: of the ten characters, of a P-256 key, of nonce ‖ 32 ‖ tag


@bp.get("/me/link")
@login_required
def link() -> ResponseReturnValue:
    if not is_anew():
        return redirect(url_for("people.sign_in_anew", next=url_for("people.link")), 303)
    return render_template("people/link.html")


@bp.get("/link")
def arrive() -> ResponseReturnValue:
    """Where the new phone's camera lands; the code is behind the #, which no browser sends."""
    return render_template("people/arrive.html")


@bp.get("/api/link")
@login_required
def look() -> ResponseReturnValue:
    found = queries.device_link(current_user.id, clock.now())
    if found is None:
        raise Problem(
            404, "no-link", _("No code is waiting. It lasts five minutes and is used once; make a new one on the phone that has the diary.")
        )
    return jsonify({name: part and spelled(part) for name in ("tag", "offer", "reply", "wrapped") for part in [getattr(found, name)]})


@bp.put("/api/link")
@login_required
def offer() -> ResponseReturnValue:
    if not is_anew():
        raise Problem(403, "sign-in-anew", _("Sign in anew, then link the new phone."))
    tag, digest = _given("offer", actions.DIGEST)
    actions.offer_link(current_user.id, tag, digest)
    return "", 204


@bp.post("/api/link/reply")
@login_required
def reply() -> ResponseReturnValue:
    if rules.SHARED in session:
        raise Problem(403, "shared", _("Others use this machine too, so the diary does not come here."))
    return _laid(actions.reply_to_link, *_given("reply", POINT))


@bp.post("/api/link/offer")
@login_required
def show_offer() -> ResponseReturnValue:
    return _laid(actions.show_offer, *_given("offer", POINT))


@bp.post("/api/link/key")
@login_required
def hand_over() -> ResponseReturnValue:
    laid = _laid(actions.hand_over, *_given("wrapped", SEALED))
    session["told"] = [
        *session.get("told", [])[-9:],
        *(one.id.hex for one in queries.notices(current_user.id) if one.kind == "phone_linked"),
    ]
    return laid


@bp.delete("/api/link")
@login_required
def end() -> ResponseReturnValue:
    actions.end_link(current_user.id)
    return "", 204


def _given(what: str, length: int) -> tuple[bytes, bytes]:
    body = json_body()
    try:
        return octets(body.get("tag"), TAG, TAG), octets(body.get(what), length, length)
    except ValueError:
        raise Problem(422, "link", _("That is not what two phones say to each other.")) from None


def _laid(act: Callable[[int, bytes, bytes], None], tag: bytes, thing: bytes) -> ResponseReturnValue:
    try:
        act(current_user.id, tag, thing)
    except actions.Answered:
        raise Problem(409, "used", _("That code has been used, or has ended. Make a new one on the phone that has the diary.")) from None
    return "", 204
