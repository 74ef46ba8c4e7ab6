"""HTTP for one's own vault: whole blobs, guarded by entity tags, and the keys that are wrapped for them."""

from typing import Any

from flask import Blueprint, Response, jsonify, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.http import Problem, json_body, raw_body
from ladeapp.people import rules as people

from . import actions, queries, rules

bp = Blueprint("vault", __name__)


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A vault is larger than anything else that is sent; said before anyone looks at the body."""
    if endpoint == "vault.put":
        request.max_content_length = rules.LARGEST


@bp.get("/api/vault")
@login_required
def get() -> ResponseReturnValue:
    found = queries.vault_of(current_user.id)
    if found is None:
        raise Problem(404, "no-vault", _("No diary has been saved here yet."))
    answer = Response(found[0], content_type="application/octet-stream")
    answer.headers["ETag"] = f'"{found[1]}"'
    return answer


@bp.put("/api/vault")
@login_required
def put() -> ResponseReturnValue:
    over = _condition()
    blob = raw_body()
    if not rules.is_padded(len(blob)):
        raise Problem(422, "length", _("A diary is sent with a length that tells nothing: a power of two from 64 KiB."))
    try:
        etag = actions.save(current_user.id, blob, over)
    except actions.Overtaken:
        raise Problem(412, "overtaken") from None
    return Response(status=204, headers={"ETag": f'"{etag}"'})


@bp.get("/api/vault-keys")
@login_required
def get_keys() -> ResponseReturnValue:
    keys = queries.keys_of(current_user.id)
    return jsonify(keys=[{"kind": key.kind, "wrapped": rules.spelled(key.wrapped), "salt": rules.spelled(key.salt)} for key in keys])


@bp.put("/api/vault-keys")
@login_required
def put_key() -> ResponseReturnValue:
    body = json_body()
    if body.get("kind") != "recovery":
        raise Problem(422, "kind", _("That is not a kind of key this version knows."))
    try:
        wrapped, salt = rules.octets(body.get("wrapped"), 32, 256), rules.octets(body.get("salt"), 16, 64)
        proof = rules.octets(body.get("proof"), 32, 32)
    except ValueError:
        raise Problem(422, "key", _("The wrapped key is not as it should be.")) from None
    there = next(((key.wrapped, key.salt, key.proof_sha256) for key in queries.keys_of(current_user.id) if key.kind == "recovery"), None)
    if there not in {None, (wrapped, salt, proof)} and not people.is_anew(session.get(people.SIGNED_IN_AT), clock.now()):
        raise Problem(403, "sign-in-anew", _("Sign in anew, then renew the code. The old code still holds."))
    actions.save_key(current_user.id, "recovery", wrapped, salt, proof)
    return "", 204


def _condition() -> str | None:
    """The etag to save over, or None for the first. Raises Problem 428 without a condition and 412 for one that cannot hold."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None
    given = request.headers.get("If-Match")
    if given is None:
        raise Problem(428, "no-condition", _("Say which version this replaces."))
    over = rules.etag_in(given)
    if over is None:
        raise Problem(412, "overtaken")
    return over
