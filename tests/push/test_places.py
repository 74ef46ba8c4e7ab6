"""A service that does not answer holds few places, and what can go another way does."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.push import actions, claims
from ladeapp.push.models import PushSubscription
from ladeapp.push.places import AT_ONCE, FIRST, LEAST, MOST, Places
from tests.browser.fakes.vapid import Browser
from tests.cast import ANNA, BJORN, Member

IdOf = Callable[[Member], int]


def filled(places: Places, service: str, now: float) -> list[object]:
    """Take every place there is."""
    taken: list[object] = []
    while places.room(service, now):
        taken.append(object())
        places.take(service, taken[-1], now)
    return taken


def test_one_that_is_fast_gets_many_places_and_never_all() -> None:
    places = Places()
    for _ in range(30):
        (first, *rest) = filled(places, "fast", 0.0)
        for ticket in (first, *rest):
            places.give_back("fast", ticket, 0.05, answered=True)
    assert len(filled(places, "fast", 0.0)) == MOST
    assert places.room("another", 0.0) == AT_ONCE - MOST


def test_one_that_is_silent_keeps_fewer_the_longer_it_is_silent() -> None:
    places = Places()
    places.take("silent", 1, 0.0)
    places.give_back("silent", 1, 0.25, answered=True)
    silent = filled(places, "silent", 0.0)
    assert len(silent) == 68
    assert places.sluggish({"silent", "another"}, 1.0) == {"silent"}  # before any of them has given up
    for ticket in silent:
        places.give_back("silent", ticket, 10.0, answered=False)
    assert len(filled(places, "silent", 20.0)) == LEAST


def test_one_that_has_never_answered_takes_no_places_from_one_that_does() -> None:
    places = Places()
    assert [len(filled(places, name, 0.0)) for name in ("dead", "slow")] == [FIRST, FIRST]
    places.take("sound", 1, 0.0)
    places.give_back("sound", 1, 0.05, answered=True)
    assert places.room("sound", 0.0) == AT_ONCE - 2 * FIRST


def test_those_written_to_together_share_the_places_there_are() -> None:
    places = Places()
    for name in ("here", "there"):
        places.take(name, 1, 0.0)
        places.give_back(name, 1, 0.05, answered=True)
    assert places.rooms(["here", "there"], 0.0) == {"here": MOST, "there": AT_ONCE - MOST}
    filled(places, "here", 0.0)
    places.give_back("here", next(iter(places._since["here"])), 0.05, answered=True)
    assert places.rooms(["here"], 0.0) == {}  # one place: it waits until there are more


def test_one_that_refuses_connections_at_once_is_silent_too_and_comes_back_when_it_answers() -> None:
    places = Places()
    for _ in range(20):
        places.take("s", 1, 0.0)
        places.give_back("s", 1, 0.001, answered=False)
    assert places.room("s", 0.0) == LEAST
    for _ in range(40):
        places.take("s", 1, 0.0)
        places.give_back("s", 1, 0.05, answered=True)
    assert places.room("s", 0.0) == MOST


def test_who_has_another_phone_does_not_wait_for_a_service_that_is_silent(app: Flask, id_of: IdOf, browser: Browser) -> None:
    apple, google = "https://web.push.apple.com/a", "https://fcm.googleapis.com/fcm/send/b"
    anna, bjorn = id_of(ANNA), id_of(BJORN)
    with app.app_context():
        for person, endpoint in ((anna, apple), (anna, google + "1"), (bjorn, google + "2")):
            db.session.add(PushSubscription(endpoint=endpoint, person_id=person, **browser.keys))
        now = clock.now()
        actions.enqueue([anna, bjorn], "ask", "ask/1", "/pairings", now, now + timedelta(hours=1))
        assert claims.sort(now) == 2
        claims.sort_anew("fcm.googleapis.com")
        assert claims.sort(now, {"fcm.googleapis.com"}) == 1
        carried = dict(db.session.execute(sa.text("SELECT person_id, service FROM push_delivery")).all())  # type: ignore[arg-type]
        assert carried == {anna: "push.apple.com", bjorn: "fcm.googleapis.com"}
        assert [len(claims.claim(now, 9, service)) for service in ("push.apple.com", "fcm.googleapis.com")] == [1, 1]
