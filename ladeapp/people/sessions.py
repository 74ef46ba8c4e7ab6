"""Who is asking: Flask-Login in charge, reading the token in the signed cookie; one statement a request."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_required, login_user
from werkzeug.wrappers import Response as BaseResponse

from ladeapp import clock
from ladeapp.http import Problem, wants_json
from ladeapp.i18n import COOKIE

from . import actions, queries, rules, words
from .models import Person
from .queries import SignedIn

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

YEAR = timedelta(days=365)


class Sessions(LoginManager):
    """Flask-Login without its second cookie and without a fingerprint of the phone."""

    def __init__(self) -> None:
        super().__init__()
        self.session_protection = None
        self._session_identifier_generator = lambda: None

    def _update_remember_cookie(self, response: Response) -> Response:
        return response  # the session itself lasts; and a shell page leaves it untouched


def init_app(app: Flask) -> None:
    sessions = Sessions()
    sessions.init_app(app, add_context_processor=False)
    sessions.user_loader(load)
    sessions.unauthorized_handler(turn_away)
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # the cookie is renewed once a day, in load()
    app.add_template_filter(words.shown, "shown")
    app.context_processor(lambda: {"current_user": current_user})  # asked for only where a template uses it


def load(token: str) -> SignedIn | None:
    """The person of this token, if her session lives."""
    if _left_alone():
        return None
    today = clock.today()
    found = queries.signed_in(token, today)
    if found is None:
        return None
    person, last_seen = found
    if last_seen < today:
        actions.touch(token, today)
        session.modified = True
    return person


def _left_alone() -> bool:
    """Whether a shared machine has stood for ten minutes; its cookie says when it was last used, to the minute."""
    used = session.get(rules.SHARED)
    if used is None:
        return False
    idle = clock.now().timestamp() - used
    if 60 <= idle <= rules.IDLE_SECONDS:
        session[rules.SHARED] = int(clock.now().timestamp())
    return bool(idle > rules.IDLE_SECONDS)


def let_in(person: Person) -> None:
    """Make this browser hers: whatever the session held before is gone."""
    session.clear()
    session.permanent = True
    prove()
    login_user(person)


def prove() -> None:
    """She has just given her password; for a quarter of an hour she need not again."""
    session[rules.SIGNED_IN_AT] = int(clock.now().timestamp())


def is_anew() -> bool:
    return rules.is_anew(session.get(rules.SIGNED_IN_AT), clock.now())


def turn_away() -> ResponseReturnValue:
    """An API client is told; a person is asked to sign in and comes back to where she was going."""
    if wants_json():
        raise Problem(401, "signed-out")
    here = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("people.sign_in", next=here), 303)


def admin_required(view: View) -> View:
    """Only for the workplace's administrators; for anyone else there is nothing here."""

    @login_required
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not current_user.is_admin:
            raise Problem(404, "not-found")
        return view(*args, **kwargs)

    return guarded  # type: ignore[no-any-return]


def speak(answer: BaseResponse, language: str) -> BaseResponse:
    """Let this browser go on in a language."""
    answer.set_cookie(COOKIE, language, max_age=YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
    return answer
