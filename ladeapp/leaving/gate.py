"""Before a request is answered: whoever has deleted everything is not there again, and whoever has left finds her own things alone."""

import threading

import structlog
from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ladeapp.db import db, is_current
from ladeapp.http import Problem

from . import actions, erasures

HER_ROOMS = frozenset({"people", "vault", "pwa", "checkins", "leaving"})  # Meg, diary, export, signing in; roles she has none
HERS = frozenset(
    {"home.phone_session", "trends.contribute", "trends.withdraw", "trends.answer", "trends.give"}
)  # her answer, until the list she is on closes
NOBODYS = frozenset(
    {"home.healthz", "home.readyz", "home.fetched_calendar", "push.metrics", "push.confirm_mail", "push.stop_mail"}
    | {"gathering.typed", "gathering.phone", "gathering.answer"}  # who is signed in on a phone in a round is not looked up
)
READY = "ladeapp.nobody_is_back"

log = structlog.get_logger()
_turn = threading.Lock()


def forget_first(app: Flask) -> bool:
    """Delete again, in a database that an older one may have replaced. False where its tables are not this version's yet."""
    with _turn, app.app_context():
        if not app.extensions.get(READY):
            try:
                erasures.folder()
                if erasures.noted() and not is_current():
                    return False
                if again := actions.erase_again():
                    log.warning("an older database had brought back who was deleted; they are deleted again", people=again)
                app.extensions[READY] = True
            finally:
                db.session.remove()
        return True


def nobody_is_back() -> None:
    """Before the first answer of each process. In a thread of its own: inside a request a database may be for reading only."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.extensions.get(READY) or request.endpoint in NOBODYS:
        return
    done: list[bool] = []
    thread = threading.Thread(target=lambda: done.append(forget_first(app)))
    thread.start()
    thread.join()
    if done != [True]:
        raise Problem(503, "not-ready")


def only_her_own() -> ResponseReturnValue | None:
    """For whoever has left the workplace there is nothing else here."""
    there = request.endpoint
    if there is None or request.blueprint in HER_ROOMS or there in HERS | NOBODYS:
        return None
    if getattr(current_app.view_functions[there], "shell", False) or not current_user.is_authenticated or not current_user.left_day:
        return None
    if there == "home.index":
        return redirect("/me", 303)
    raise Problem(404, "not-found")
