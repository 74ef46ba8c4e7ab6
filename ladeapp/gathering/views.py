"""The shared screen of a ward meeting, the leader's sheet beside it, and what the screen asks for its round."""

from typing import cast

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ..config import settings
from ..http import Problem
from ..i18n import language
from ..learning import library
from . import actions, queries, rules
from .holder import Full, Holder
from .slides import prompts, round_of, slides

bp = Blueprint("gathering", __name__)


@bp.get("/learn/<series>/<slug>/meeting")
@login_required
def meeting(series: str, slug: str) -> ResponseReturnValue:
    item = with_meeting(series, slug)
    card = queries.card_of(current_user.id)
    begins = card.begins(prompts(language())) if card else ()
    return render_template("gathering/meeting.html", item=item, slides=list(slides(item)), card=card, begins=begins, longest=rules.LONGEST)


@bp.get("/learn/<series>/<slug>/meeting/sheet")
@login_required
def sheet(series: str, slug: str) -> ResponseReturnValue:
    return render_template("gathering/sheet.html", item=with_meeting(series, slug))


@bp.put("/api/gatherings/<series>/<slug>")
@login_required
def begin(series: str, slug: str) -> ResponseReturnValue:
    """Open the round, or find it again. While it is open nothing of this answer depends on who has answered."""
    item = with_meeting(series, slug)
    try:
        code, shown = actions.begin(holder(), current_user.id, item.key, len(round_of(item).options))
    except Full:
        raise Problem(409, "full", _("Too many rounds run right now. Wait a few minutes and try again.")) from None
    address = settings().public_url + url_for("gathering.phone", round_code=code)
    return jsonify({"code": code, "address": address, "shown": _told(shown)})


@bp.post("/api/gatherings/<series>/<slug>/end")
@login_required
def end(series: str, slug: str) -> ResponseReturnValue:
    try:
        return jsonify({"shown": _told(actions.end(holder(), current_user.id, with_meeting(series, slug).key))})
    except actions.NoRound:
        raise Problem(404, "no-round", _("The round is gone: it lasts half an hour. You can open a new one.")) from None


@bp.delete("/api/gatherings/<series>/<slug>")
@login_required
def forget(series: str, slug: str) -> ResponseReturnValue:
    actions.forget(holder(), current_user.id, with_meeting(series, slug).key)
    return Response(status=204)


def holder() -> Holder:
    return cast(Holder, current_app.extensions["ladeapp.gathering"])


def with_meeting(series: str, slug: str) -> library.Item:
    """A module that has a meeting. Raises Problem 404."""
    try:
        item = library.item(series, slug, language())
    except KeyError:
        raise Problem(404, "not-found") from None
    if item.meeting is None:
        raise Problem(404, "not-found")
    return item


def _told(shown: rules.Shown | None) -> dict[str, object] | None:
    return {"kind": shown.kind, "shares": list(shown.shares)} if shown else None
