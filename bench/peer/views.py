"""The peer's addresses: a contribution, the home page, the team page."""

import hmac
import json
import os
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods

from .models import Contribution, Membership, Release, Roster

KEY = b"k" * 64
SEALS = AESGCM(KEY[32:])


def problem(status: int, slug: str) -> JsonResponse:
    return JsonResponse({"status": status, "slug": slug}, status=status, content_type="application/problem+json")


@require_http_methods(["PUT"])
@transaction.atomic
def contribute(request: HttpRequest, period: str) -> HttpResponse:
    """One indexed roster lookup, HMAC, AES-GCM, one upsert: what ours does."""
    if not request.user.is_authenticated:
        return problem(401, "signed-out")
    value = json.loads(request.body).get("value")
    if type(value) is not int or not 0 <= value <= 10:
        return problem(422, "value")
    row = Roster.objects.filter(period=period, user_id=request.user.id).first()
    if row is None or not row.counted:
        return problem(403, "not-counted")
    if timezone.now() >= row.closes:
        return problem(409, "closed")
    name = b"\x1f".join((period.encode(), str(row.team_id).encode(), str(request.user.id).encode()))
    tag = hmac.digest(KEY[:32], name, sha256)
    nonce = secrets.token_bytes(12)
    sealed = nonce + SEALS.encrypt(nonce, bytes((value,)), tag)
    Contribution.objects.bulk_create(
        [Contribution(period=period, team_id=row.team_id, tag=tag, sealed=sealed)],
        update_conflicts=True,
        unique_fields=["period", "team_id", "tag"],
        update_fields=["sealed"],
    )
    answer = HttpResponse(status=204)
    add_never_cache_headers(answer)
    return answer


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """A signed-in page over released numbers and the list of the team: two statements after session and user, as ours at most."""
    if not request.user.is_authenticated:
        return HttpResponse(status=302)
    kind = request.resolver_match.url_name
    size, sentences = map(int, os.environ[f"PEER_{kind.upper()}"].split(","))
    mine = Release.objects.filter(team__membership__user=request.user).select_related("team")
    about = {"kind": kind, "releases": list(mine[: LATEST[kind]]), "sentences": range(sentences)}
    team = about["releases"][0].team
    about["members"] = Membership.objects.filter(team=team).select_related("user") if kind == "team" else [team.membership_set.count()]
    answer = render(request, "page.html", about)
    answer.content = answer.content.ljust(size)  # what ours has more of, nearly for nothing
    add_never_cache_headers(answer)
    return answer


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


LATEST = {"home": 1, "team": 13}
urlpatterns = [
    path("api/contributions/<str:period>", contribute),
    path("", page, name="home"),
    path("team", page, name="team"),
    path("healthz", healthz, name="healthz"),
]
