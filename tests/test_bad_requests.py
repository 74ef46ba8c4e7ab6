"""More than five hundred invented bad requests, some at every address: never a 5xx, never anything stored, always a clear no."""

import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote, urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ladeapp.db import db
from tests.cast import ADMIN, ANNA, OTHER, SAFETY, SUPPORTER, Member
from tests.conftest import PhoneOf
from tests.ground import PLACE, Ground, ways
from tests.ground import ground as ground
from tests.periods import SEVENTH
from tests.periods import seventh as seventh
from tests.periods import world as world
from tests.test_who_sees_what import SENT, is_gate

SEED = int(os.environ.get("BAD_REQUESTS_SEED", "11"))  # another number makes others
EACH = 8  # requests for every way in
LONG = "x" * 10_000
BIG = 64 * 1024 + 1
VAULT_MAX = 4 * 1024 * 1024

ODD_TEXT = (
    "", " ", "\x00", "a\x00b", LONG, "æ" * 10_000, "🫠", "👩‍⚕️" * 300, "\u202eannA", "مرحبا", "שלום", "\u200b", "\ud800", "\ufeff", "%00", "%s%n",
    "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "${7*7}", "../../etc/passwd", "\r\nSet-Cookie: x=1", "null", "-1", "1e308", "NaN",
)  # fmt: skip
ODD_VALUES = (
    True, False, None, -1, 11, 10, 0, 2**31, 2**63, 10**30, -(10**30), 7.0, 7.5, 1e308, "7", "", [], [7], {}, {"value": 7}, [[[[]]]], *ODD_TEXT
)  # fmt: skip
ODD_BODIES = (
    b"", b" ", b"{", b"}", b"[]", b"null", b"7", b'"7"', b"NaN", b'{"value": NaN}', b'{"value": Infinity}', b'{"value": 1e400}',
    b'{"value": 7, "value": true}', b'{"value": 07}', b"{'value': 7}", b'\xef\xbb\xbf{"value": 7}', b'{"value": "\xff"}', b"\xff\xfe", b"\x00" * 50,
    '{"value": 7}'.encode("utf-16"), b"[" * 50_000, b'{"a":' * 9_000, b"1" * 6_000, b'{"value": ' + b"9" * 5_000 + b"}", b"x" * BIG, b"value=7",
)  # fmt: skip
ODD_KINDS = ("application/json", "text/plain", "", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x",
             "application/x-www-form-urlencoded", "application/json; charset=utf-16", "æ/ø", "application/octet-stream")  # fmt: skip
ODD_IDS = {
    "int": ("0", "-1", "2147483647", "2147483648", "9" * 30, "1.5", "1e3", "٣", "²", "x", "%00", "NULL", LONG),
    "uuid": ("00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "1", "x", "%00", "{}", "g" * 36, LONG),
    "period_id": ("2026-P00", "2026-P14", "2026-P99", "2026-P7", "2026-p07", "２０２６-P07", "٢٠٢٦-P07", "0000-P01", "9999-P13", "2999-P13", "2026-P07%00",
                  "2026-P07%0A", "2026-P06", "2026-P08", "' OR 1=1 --", LONG),
    "text": ("x", "%00", "%FF", "..%2F..", "A" * 22, "0" * 10, "%E2%80%AE", "%ED%A0%80", LONG),
}  # fmt: skip
ODD_HEADERS = (
    ("X-CSRFToken", ""), ("X-CSRFToken", "x"), ("X-CSRFToken", LONG), ("X-CSRFToken", "IjEi.x.y"), ("If-Match", '"x"'), ("If-Match", "*"),
    ("If-Match", 'W/"1", "2"'), ("If-None-Match", "x"), ("Accept-Language", "*;q=x, ÿ;;;"), ("Accept-Language", LONG), ("Accept", "image/*"),
    ("Range", "bytes=5-1"), ("Content-Encoding", "gzip"), ("Cookie", "ladeapp=x"), ("Cookie", "ladeapp=.eJx.x.y; language=\xff"), ("Cookie", "=;=;;"),
    ("Referer", "\xff"), ("Origin", "null"), ("X-Forwarded-For", "x"), ("Last-Event-ID", "9" * 400), ("Cookie", f"ladeapp={LONG}"),
)  # fmt: skip
ODD_QUERIES = (
    "next=//evil.example",
    "next=%0d%0aX:1",
    "next=%00",
    "next=%ff",
    f"next=/{LONG}",
    "x[]=1&x=%zz",
    "%",
    "language=xx&start=//x",
    "new&new=%ED%A0%80",
)


@dataclass
class Bad:
    """One bad request, and how to say it again."""

    method: str
    path: str
    sent: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path[:120]} {str(self.sent)[:300]}"


def invent(chance: random.Random, ground: Ground, method: str, rule: str) -> Bad:
    """Something plausible with one or two things wrong."""
    plausible = SENT.get(f"{method} {rule}", {})
    path = ground.address(rule)
    if PLACE.search(rule) and chance.random() < 0.4:
        path = PLACE.sub(lambda place: odd_id(chance, place[0]), rule)
    sent: dict[str, object] = {"headers": {}}
    if method != "GET":
        sent |= odd_body(chance, ground, plausible)
    if method == "GET" or chance.random() < 0.25:
        name, value = chance.choice(ODD_HEADERS)
        sent["headers"] = {name: value.encode("latin-1", "replace").decode("latin-1")}
    if chance.random() < 0.2:
        path += "?" + chance.choice(ODD_QUERIES)
    return Bad(method, path, sent)


def odd_id(chance: random.Random, place: str) -> str:
    kind = "period_id" if "period_id" in place else place[1:].partition(":")[0] if ":" in place else "text"
    return quote(chance.choice(ODD_IDS.get(kind, ODD_IDS["text"])), safe="%")


def odd_body(chance: random.Random, ground: Ground, plausible: dict[str, object]) -> dict[str, object]:
    """A body that is no body, one field gone strange, or the right body as another kind."""
    dice = chance.random()
    if dice < 0.4:
        return {"data": chance.choice(ODD_BODIES), "content_type": chance.choice(ODD_KINDS)}
    if isinstance(plausible.get("json"), dict):
        body = dict(plausible["json"])  # type: ignore[call-overload]
        body[chance.choice(list(body))] = chance.choice(ODD_VALUES)
        return {"data": json.dumps(body).encode(), "content_type": "application/json"}
    fields = plausible.get("data") if isinstance(plausible.get("data"), dict) else {"back": "home", "until": "23:00", "next": "/me"}
    form = {name: str(value).format(**ground.ours) for name, value in fields.items()}  # type: ignore[union-attr]
    form[chance.choice(list(form))] = chance.choice(ODD_TEXT)
    if dice < 0.5:
        return {"data": json.dumps(chance.choice([form, [form], [1, 2], "x", 7])).encode(), "content_type": "application/json"}
    return {"data": urlencode(form, errors="surrogatepass"), "content_type": "application/x-www-form-urlencoded"}


def whoever_may(rule: str) -> Member:
    """So that what is sent is looked at, and not only who sent it."""
    return (
        ADMIN
        if rule.startswith("/workplace")
        else SAFETY
        if rule.endswith(("/roster", "/confirmation")) or rule.startswith(("/accords", "/work/", "/learn/", "/effect/")) or rule == "/work"
        else ANNA
    )


def send(phone: FlaskClient, bad: Bad) -> TestResponse:
    answer = phone.open(bad.path, method=bad.method, buffered=False, **bad.sent)
    if answer.mimetype in {"text/event-stream", "video/mp4"}:
        answer.close()
    return answer


def rows(ground: Ground) -> dict[str, int]:
    """How much stands in every table."""
    with ground.app.app_context():
        counts = [f"SELECT '{name}', count(*) FROM \"{name}\"" for name in db.metadata.tables]
    return dict(ground.world.rows(" UNION ALL ".join(counts)))  # type: ignore[arg-type]


def faults(answer: TestResponse, bad: Bad) -> Iterator[str]:
    """What is wrong with an answer to a bad request."""
    status = answer.status_code
    if status >= 500:
        yield f"{status} for {bad}"
    if bad.path.startswith("/api/") and status >= 400:
        document = answer.get_json(silent=True, force=True) or {}
        if answer.content_type != "application/problem+json" or not {"type", "title", "status", "detail", "slug"} <= set(document):
            yield f"no problem document but {answer.content_type} for {bad}"
        elif document["status"] != status or not document["title"] or not document["detail"]:
            yield f"a problem document that says nothing: {document} for {bad}"
    if status >= 300 and status < 400 and answer.location and not answer.location.startswith("/"):
        yield f"sent away to {answer.location[:60]} for {bad}"
    if status >= 300 and status < 400 and (answer.location or "").startswith("//"):
        yield f"sent away to {answer.location[:60]} for {bad}"


def test_no_bad_request_breaks_or_stores_anything(ground: Ground, phone_of: PhoneOf) -> None:
    chance, found, tried = random.Random(SEED), [], 0
    phones = {member: phone_of(member) for member in (ADMIN, ANNA, SAFETY)}
    before = rows(ground)
    for method, rule in sorted(ways(ground.app)):
        for _ in range(EACH):
            phone = phone_of(whoever_may(rule)) if is_gate(method, rule) else phones[whoever_may(rule)]
            before = rows(ground) if is_gate(method, rule) else before
            bad = invent(chance, ground, method, rule)
            answer = send(phone, bad)
            after = rows(ground)
            found += faults(answer, bad)
            found += [f"{answer.status_code}, but stored, for {bad}"] if answer.status_code >= 400 and after != before else []
            before, tried = after, tried + 1
    assert tried >= 500
    assert found == []


WITHOUT_A_COOKIE = {"/api/gather/<round_code>/answers"}  # a token belongs to one; what counts there is the code


def test_without_its_token_nothing_is_changed(ground: Ground, phone_of: PhoneOf) -> None:
    phones = {member: phone_of(member) for member in (ADMIN, ANNA, SAFETY)}
    theirs = phone_of(OTHER).token
    before = rows(ground)
    for method, rule in ways(ground.app):
        for token in ("", theirs) if method != "GET" and rule not in WITHOUT_A_COOKIE else ():
            bad = Bad(method, ground.address(rule), {**SENT.get(f"{method} {rule}", {}), "headers": {"X-CSRFToken": token}})
            answer = send(phones[whoever_may(rule)], bad)
            assert answer.status_code == 403, str(bad)
            assert not bad.path.startswith("/api/") or answer.json["slug"] == "csrf"
    assert rows(ground) == before


def test_only_a_whole_number_from_0_to_10_is_an_answer(ground: Ground, phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    for value in ODD_VALUES:
        answer = anna.put("/api/contributions/2026-P07", json={"value": value})
        lawful = type(value) is int and 0 <= value <= 10
        assert answer.status_code == (204 if lawful else 422), repr(value)[:80]
        assert ground.world.rows("SELECT count(*) FROM contribution") == [(int(lawful),)]
        anna.delete("/api/contributions/2026-P07")


FIRST = {"If-None-Match": "*"}
VAULTS: tuple[tuple[int, dict[str, str], int], ...] = (
    (VAULT_MAX + 1, FIRST, 413), (VAULT_MAX * 2, FIRST, 413), (65_535, FIRST, 422), (65_537, FIRST, 422), (0, FIRST, 422),
    (65_536, {}, 428), (65_536, {"If-Match": '"0"'}, 412), (65_536, {"If-Match": LONG}, 412), (VAULT_MAX, FIRST, 204),
)  # fmt: skip


def test_a_vault_of_another_length_or_without_its_condition_is_refused(ground: Ground, phone_of: PhoneOf) -> None:
    anna = phone_of(ANNA)
    for length, condition, status in VAULTS:
        answer = anna.put("/api/vault", data=bytes(length), content_type="application/octet-stream", headers=condition)
        assert answer.status_code == status, (length, condition)
        assert ground.world.rows("SELECT count(*) FROM vault") == [(int(status == 204),)]


def test_more_than_64_kib_is_refused_wherever_a_body_is_read(ground: Ground, phone_of: PhoneOf) -> None:
    phones, before = {member: phone_of(member) for member in (ADMIN, ANNA, SAFETY)}, rows(ground)
    for way, sent in SENT.items():
        method, rule = way.split()
        if rule == "/api/vault":
            continue
        large = {"json": {**sent["json"], "note": "x" * BIG}} if "json" in sent else {"data": {**sent["data"], "note": "x" * BIG}}  # type: ignore[dict-item]
        assert send(phones[whoever_may(rule)], Bad(method, ground.address(rule), large)).status_code == 413, way
    assert rows(ground) == before


def test_what_was_used_or_has_ended_opens_nothing(ground: Ground, phone_of: PhoneOf, stranger: FlaskClient) -> None:
    world, anna = ground.world, phone_of(ANNA)
    kept = anna.get_cookie("ladeapp")
    assert anna.post("/sign-out").status_code == 303
    anna.set_cookie("ladeapp", kept.value)
    assert anna.get("/api/session").status_code == 401
    assert anna.put("/api/contributions/2026-P07", json={"value": 7}).status_code == 401
    sara = phone_of(SUPPORTER)
    first = stranger_with_token(stranger, f"/setup/{ground.ours['setup']}")
    given = SENT["POST /setup/<code>"]["data"]
    assert first.post(f"/setup/{ground.ours['setup']}", data=given).status_code == 303
    assert ground.app.test_client().get(f"/setup/{ground.ours['setup']}").status_code == 404
    world.at(SEVENTH.opens + timedelta(days=60))
    assert sara.get("/api/session").status_code == 401
    for gone in ("/join/{code}", "/join/{typed}"):
        assert ground.app.test_client().get(gone.format(**ground.ours)).status_code == 404


def test_a_name_is_any_that_can_be_read(ground: Ground) -> None:
    door = f"/join/{ground.ours['code']}"
    for number, name in enumerate(("مرحبا", "שלום", "👩‍⚕️", "Ø", "x" * 80, "", " ", LONG, "\u202eannA", "a\x00b")):
        phone, login = stranger_with_token(ground.app.test_client(), door), f"ny-{number}"
        answer = phone.post(door, data={"name": name, "login": login, "password": "tre troll under brua"})
        assert answer.status_code == (303 if number < 5 else 422), repr(name)[:80]
        assert ground.world.rows(f"SELECT count(*) FROM person WHERE login = '{login}'") == [(int(number < 5),)]
        assert number < 5 or f'value="{login}"' in answer.text, "what was typed stands there still"


def stranger_with_token(phone: FlaskClient, page: str) -> FlaskClient:
    """Somebody who opened a page before sending what is on it."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', phone.get(page).text)
    assert token
    phone.environ_base["HTTP_X_CSRFTOKEN"] = token[1]
    return phone
