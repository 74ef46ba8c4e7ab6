"""HTTP for one's own phones: subscribe, unsubscribe, try."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock
from ..config import settings
from ..http import Problem, json_body
from ..limits import limiter
from . import actions, queries, rules, vapid
from .rules import Prompt

bp = Blueprint("push", __name__)

TEST_LASTS = timedelta(minutes=10)


@bp.post("/api/push-subscriptions")
@login_required
def subscribe() -> ResponseReturnValue:
    body = json_body()
    new = actions.subscribe(current_user.id, _endpoint(body), *_keys(body), _vapid(body))
    return "", 201 if new else 204


@bp.delete("/api/push-subscriptions")
@login_required
def unsubscribe() -> ResponseReturnValue:
    actions.unsubscribe(current_user.id, _endpoint(json_body()))
    return "", 204


@bp.post("/api/push-subscriptions/test")
@login_required
@limiter.limit("10/hour", key_func=lambda: f"push-test-{current_user.id}")
def test() -> ResponseReturnValue:
    if not queries.can_reach(current_user.id):
        raise Problem(409, "no-subscription", _("No phone of yours takes messages yet. Turn them on first."))
    now = clock.now()
    trial = Prompt(f"test {uuid4()}", "test", "/me", now, now + TEST_LASTS, urgency="high")
    actions.plan(current_user.id, ["test"], [trial])  # one that is not sent yet gives way
    return "", 202


def _endpoint(body: dict[str, Any]) -> str:
    endpoint = body.get("endpoint")
    try:
        rules.service_of(endpoint if isinstance(endpoint, str) else "", settings().push_extra_hosts)
    except ValueError:
        raise Problem(422, "endpoint", _("That is not the address of a push service this app sends to.")) from None
    return str(endpoint)


def _keys(body: dict[str, Any]) -> tuple[str, str]:
    keys = body.get("keys")
    given = [keys.get(name) if isinstance(keys, dict) else None for name in ("p256dh", "auth")]
    p256dh, auth = (key if isinstance(key, str) and len(key) <= 100 else "" for key in given)
    try:
        return rules.checked_keys(p256dh, auth)
    except ValueError:
        raise Problem(422, "keys", _("The browser's keys are not as they should be. Turn messages off and on again.")) from None


def _vapid(body: dict[str, Any]) -> str:
    """Which of our keys the browser was given; the newest, if it does not say."""
    held = vapid.keys(settings().secrets_dir)
    public = body.get("vapid")
    found = [key.name for key in held.values() if public is None or key.public == public]
    if not found:
        raise Problem(422, "vapid", _("This phone's messages were turned on with a key we no longer have. Turn them off and on again."))
    return found[0]
