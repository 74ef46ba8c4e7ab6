"""Attack 19: whoever sees what is sent to a phone, and when, tries to tell from it how its owner is, or whether she has answered.

And whoever holds a copy of the database, or two, tries to tell it from there.
"""

import re
from datetime import datetime, timedelta

import pytest

from ladeapp import clock
from ladeapp.push import actions as push
from ladeapp.push import claims, marks, queries
from ladeapp.push.jobs import deliver
from ladeapp.push.models import Answer
from ladeapp.push.rules import Prompt
from ladeapp.reminders import JOBS
from ladeapp.reminders import actions as reminders
from ladeapp.shifts import actions as shifts
from ladeapp.shifts import rules
from tests.cast import ANNA
from tests.periods import SEVENTH
from tests.test_who_sees_what import BROWSER

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # random, made before anything was answered
DAYS = 7
SOON = timedelta(minutes=30)  # a phone answers what is near; tomorrow's it leaves alone


class PushService:
    """What the operator of a push service could write down, and more: he can also read."""

    extra_hosts, works = (), True

    def __init__(self) -> None:
        self.seen, self.answered = [], []

    def post(self, letters):
        for letter, messages in letters:
            self.seen += [(clock.now(), ID.sub("-", one.payload), one.ttl, one.urgency, one.topic, one.endpoint) for one in messages]
            self.answered.append((letter, [Answer(201) for _ in messages], 0.0))

    def collect(self, *patience):
        answered, self.answered = self.answered, []
        return answered


def lived(world, says, minutes):
    """A week of day shifts; each day she says it so many minutes after the shift has ended, if there is a reminder to answer."""
    service = world.app.extensions["push.sender"] = PushService()
    anna = world.phone(ANNA)
    anna.post("/api/push-subscriptions", json={"endpoint": "https://fcm.googleapis.com/fcm/send/x", "keys": BROWSER})
    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    with world.inside():
        me = world.id_of(ANNA)
        shifts.keep_rotation(me, rules.Rotation(start.date() - timedelta(days=start.weekday()), "ddddddd"), clock.now())
        reminders.turn_on(me, clock.now())
    spoken = 0
    for day in range(1, DAYS):
        end = start + timedelta(days=day, hours=13)  # three in the afternoon, by summer time
        for at in sorted([-10, *range(10, 17), 34, minutes + 0.5]):
            world.at(end + timedelta(minutes=at))
            with world.inside():
                JOBS[0].run(clock.now())
                deliver(clock.now())
            if at == minutes + 0.5:
                near = [one for one in anna.get("/api/reminders").json["open"] if datetime.fromisoformat(one["due"]) - clock.now() < SOON]
                spoken += sum(says(anna, one["id"]) for one in near)
    return [(at - start, *rest) for at, *rest in service.seen], spoken


def number(value):
    def says(phone, reminder):
        return phone.put(f"/api/contributions/{SEVENTH.id}", json={"value": value, "reminder": reminder}).status_code == 204

    return says


def not_today(phone, reminder):
    return phone.post(f"/api/reminders/{reminder}/handled").status_code == 204


def nothing(phone, reminder):
    return False


@pytest.mark.parametrize("minutes", [-5, 20], ids=["before it is sent", "after it is sent"])
def test_19_what_is_sent_and_when_is_the_same_whatever_she_answers(seventh, minutes):
    seventh.phone(ANNA)  # the server's own secrets are made at the first visit, before the ways part
    answers = {"0": number(0), "10": number(10), "not today": not_today, "nothing": nothing}
    worlds = {name: seventh.copy(f"says_{index}") for index, name in enumerate(answers)}
    seen = {}
    now = clock.now()
    for name, world in worlds.items():
        seventh.at(now)
        seen[name] = lived(world, answers[name], minutes)
    assert seen["0"] == seen["10"] == seen["not today"]
    assert seen["0"][1] >= 2
    sent = [one[0] for one in seen["nothing"][0]]
    assert len(sent) >= 2
    if minutes > 0:
        assert seen["0"][0] == seen["nothing"][0]
    else:  # what she answers before its time is not sent; nothing comes instead of it
        assert seen["0"][0] == []


OPEN = "SELECT id, person_id, occasion, kind, navigate, tag, urgency, state, service, due_at, expires_at, lease_until, tries FROM push_delivery ORDER BY id"
TABLES = (OPEN, "SELECT * FROM reminder_count", "SELECT * FROM reminder_choice", "SELECT * FROM reminder_offer")


def dump(world):
    return [world.rows(table) for table in TABLES], dict(world.rows("SELECT id, mark FROM push_delivery"))


@pytest.mark.parametrize("minutes", [-5, 20], ids=["before it is sent", "after it is sent"])
def test_a_copy_of_the_database_does_not_tell_whether_she_has_answered_nor_do_two(seventh, minutes):
    anna = seventh.phone(ANNA)
    anna.post("/api/push-subscriptions", json={"endpoint": "https://fcm.googleapis.com/fcm/send/x", "keys": BROWSER})
    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + timedelta(days=1, hours=13)
    seventh.at(end - timedelta(minutes=10))
    with seventh.inside():
        me = seventh.id_of(ANNA)
        shifts.keep_rotation(me, rules.Rotation(start.date() - timedelta(days=start.weekday()), "ddddddd"), clock.now())
        reminders.turn_on(me, clock.now())
    silent, spoken = seventh.copy("silent"), seventh.copy("spoken")
    seen = []
    for world in (silent, spoken):
        world.app.extensions["push.sender"] = PushService()
        dumps = []
        for at in (-5, -4, 1, 17, 20, 24, 29, 31):
            world.at(end + timedelta(minutes=at))
            if at == minutes and world is spoken:
                (one,) = world.phone(ANNA).get("/api/reminders").json["open"]
                assert not_today(world.phone(ANNA), one["id"])
                assert world.phone(ANNA).get("/api/reminders").json["open"] == []
            with world.inside():
                JOBS[0].run(clock.now())
                deliver(clock.now())
                push.mark_anew(clock.now())
            dumps.append(dump(world))
        seen.append(dumps)
        assert len(world.app.extensions["push.sender"].seen) == (0 if world is spoken and minutes < 0 else 1)
    assert [tables for tables, _ in seen[0]] == [tables for tables, _ in seen[1]]
    for dumps in seen:
        before, after = dumps[2][1], dumps[5][1]
        (number,) = before.keys() & after.keys()
        assert before[number] != after[number]
        assert len(before[number]) == len(after[number])


def test_what_is_handled_stays_so_however_often_it_is_marked_anew_and_is_not_sent(seventh):
    with seventh.inside():
        me, now = seventh.id_of(ANNA), clock.now()
        push.plan(me, ["weekly"], [Prompt("weekly 1", "weekly", "/check-in", now, now + SOON)])
        number = next(iter(queries.planned(me, ["weekly"]).values())).id
        push.handled(me, number)
        for _ in range(2):
            push.mark_anew(now)
            assert queries.planned(me, ["weekly"]) == {}
        assert claims.claim(now) == []
        assert not marks.is_handled(number, marks.blank())
