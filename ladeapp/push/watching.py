"""GET /metrics: whether messages go out, for a machine that watches; nothing of who takes part, or how many."""

from hmac import compare_digest

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from .. import clock
from ..config import settings
from . import queries
from .views import bp

PROXIED = {"X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip", "Via"}
MEANINGS = {
    "waiting": "Messages that are due and not on their way yet.",
    "oldest": "Seconds that the first of these has been due.",
    "sending": "Messages on their way to a push service.",
    "lost": "Messages on their way when a worker died, until they expire.",
    "dead": "Messages given up after all tries, until they expire.",
}


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    if not _may_watch(settings().metrics_token):
        abort(404)
    from prometheus_client import CollectorRegistry, Gauge, generate_latest  # only where it is asked for

    registry, at = CollectorRegistry(), queries.standing(clock.now())
    for name, meaning in MEANINGS.items():
        Gauge(f"ladeapp_push_{name}{'_seconds' if name == 'oldest' else ''}", meaning, registry=registry).set(getattr(at, name))
    return Response(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_watch(token: str | None) -> bool:
    """With the token; or from this very machine, but not by way of a proxy on it that anyone may ask."""
    given = request.authorization
    if token and given and given.type == "bearer" and given.token:
        return compare_digest(given.token.encode(), token.encode())
    return request.remote_addr in {"127.0.0.1", "::1"} and not any(name in request.headers for name in PROXIED)
