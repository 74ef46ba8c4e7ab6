"""What may be sent where, and what an answer means."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladeapp import outside
from ladeapp.push import rules
from ladeapp.push.rules import Outcome
from tests.browser.fakes.vapid import Browser

NOW = datetime(2026, 11, 21, 15, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:APA91b-_x", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/wp/abc", "https://fcm.googleapis.com"),
        ("https://jmt17.google.com/fcm/send/abc", "https://jmt17.google.com"),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAAA", "https://updates.push.services.mozilla.com"),
        ("https://web.push.apple.com/QGx", "https://web.push.apple.com"),
        ("https://wns2-par02p.notify.windows.com/w/?token=BQYA%2bx", "https://wns2-par02p.notify.windows.com"),
    ],
)
def test_the_services_phones_really_use_are_let_through(endpoint: str, origin: str) -> None:
    assert rules.service_of(endpoint).origin == origin


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:444/x",
        "https://fcm.googleapis.com:99999/x",
        "https://fcm.googleapis.com./x",
        "https://fcm.googleapis.com.evil.no/x",
        "https://evilfcm.googleapis.com/x",
        "https://notpush.apple.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.no/x",
        "https://fcm.googleapis.com\\@evil.no/x",
        "https://evil.no/fcm.googleapis.com",
        "https://evil.no#.fcm.googleapis.com/x",
        "https://evil.no?.push.apple.com/x",
        "https://127.0.0.1/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://localhost/x",
        "https://fcm.googleapis.com/x\r\nHost: evil.no",
        "https://fcm.googleapis.com/x y",
        "https://fcm。googleapis。com/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "HTTPS://FCM.GOOGLEAPIS.COM/x",
        "//fcm.googleapis.com/x",
        "file:///etc/passwd",
    ],
)
def test_anything_else_is_refused(endpoint: str) -> None:
    with pytest.raises(ValueError):
        rules.service_of(endpoint)


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_let_through_leads_to_a_known_service(before: str, after: str) -> None:
    try:
        service = rules.service_of(f"https://{before}push.apple.com{after}")
    except ValueError:
        return
    parts = urlsplit(f"https://{before}push.apple.com{after}")
    assert service.host == parts.hostname
    assert service.host == "push.apple.com" or service.host.endswith(".push.apple.com")
    assert parts.username is None
    assert parts.port in (None, 443)


def test_a_test_host_is_known_by_host_and_port_only() -> None:
    extra = ("127.0.0.1:8443",)
    assert rules.service_of("https://127.0.0.1:8443/x", extra).origin == "https://127.0.0.1:8443"
    with pytest.raises(ValueError):
        rules.service_of("https://127.0.0.1/x", extra)
    assert outside.may_connect("127.0.0.1", 8443, "127.0.0.1", extra)
    assert not outside.may_connect("push.apple.com", 443, "127.0.0.1", extra)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:1::1"],
)  # fmt: skip
def test_addresses_inside_are_not_spoken_to(address: str) -> None:
    assert not outside.is_public(address)


@pytest.mark.parametrize("address", ["142.250.74.74", "2a00:1450:400f:80c::200a", "::ffff:142.250.74.74", "64:ff9b::8efa:4a4a"])
def test_public_addresses_are(address: str) -> None:
    assert outside.is_public(address)


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (201, Outcome.ACCEPTED), (200, Outcome.ACCEPTED), (202, Outcome.ACCEPTED), (404, Outcome.GONE), (410, Outcome.GONE),
        (403, Outcome.DENIED), (401, Outcome.DENIED), (429, Outcome.LATER), (408, Outcome.LATER), (500, Outcome.LATER),
        (503, Outcome.LATER), (None, Outcome.LATER), (413, Outcome.IMPOSSIBLE), (400, Outcome.IMPOSSIBLE), (301, Outcome.IMPOSSIBLE),
    ],
)  # fmt: skip
def test_each_answer_has_its_meaning(status: int | None, meaning: Outcome) -> None:
    assert rules.outcome(status) is meaning


def test_pauses_double_and_end_at_a_quarter_of_an_hour() -> None:
    pauses = [(rules.next_try(NOW, tries) - NOW).total_seconds() for tries in range(1, 11)]
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses[-1] == 900


def test_a_service_that_asks_for_patience_gets_at_most_six_hours_of_it() -> None:
    waits = [(rules.next_try(NOW, 1, asked) - NOW).total_seconds() for asked in (0, 4, 120, 21_600, 2**40)]
    assert waits == [5, 5, 120, 21_600, 21_600]


def test_the_time_to_live_is_what_is_left_and_never_nought() -> None:
    assert rules.ttl(NOW + timedelta(minutes=15), NOW) == 900
    assert rules.ttl(NOW + timedelta(seconds=0.9), NOW) is None
    assert rules.ttl(NOW - timedelta(days=1), NOW) is None


def test_one_text_serves_both_the_system_and_our_worker() -> None:
    text = rules.payload(title="Har du fem minutter?", body="Ø", navigate="https://lade.no/pairings", lang="nb", tag="t")
    assert len(text.encode()) == 512
    assert re.sub(' +(?="}$)', "", text) == (
        '{"web_push":8030,"notification":{"title":"Har du fem minutter?","body":"Ø",'
        '"navigate":"https://lade.no/pairings","lang":"nb","tag":"t"},"mutable":true,"pad":""}'
    )
    with pytest.raises(ValueError):
        rules.payload(title="x" * 2000, body="", navigate="/", lang="nb", tag="t")


def test_only_a_browsers_real_keys_are_taken() -> None:
    keys = Browser().keys
    assert rules.checked_keys(keys["p256dh"] + "=", keys["auth"] + "==") == (keys["p256dh"], keys["auth"])
    flipped = keys["p256dh"][:-4] + ("AAAA" if keys["p256dh"][-4:] != "AAAA" else "BBBB")
    for p256dh, auth in [
        (flipped, keys["auth"]), (keys["auth"], keys["auth"]), (keys["p256dh"], keys["p256dh"]), ("", ""),
        (keys["p256dh"], "AAAA"), (keys["p256dh"], "é" * 22), (keys["p256dh"], "A" * 21), ("A" * 87, keys["auth"]),
    ]:  # fmt: skip
        with pytest.raises(ValueError):
            rules.checked_keys(p256dh, auth)
