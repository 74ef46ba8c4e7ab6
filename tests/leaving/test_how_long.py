"""Privacy.md, section 9, row by row: the clock is moved to just before its time, when it is still there, and to just after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from ladeapp import clock, jobs_of, kept
from ladeapp.db import db
from ladeapp.incidents import actions as incidents
from ladeapp.leaving import erasures
from ladeapp.pairing import actions as pairing
from ladeapp.people import actions as people
from ladeapp.people.models import Person
from ladeapp.push import actions as push
from ladeapp.trends import rules
from tests.cast import ANNA, BJORN
from tests.ground import a_round
from tests.leaving import kari as karis
from tests.periods import SEVENTH, SIXTH, World

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NOT_HERE = {"push", "mail", "calendars"}  # they would speak to the outside


@dataclass(frozen=True)
class Row:
    """A line of the table: how it comes about, where it is counted, and until when it is there, given now."""

    table: str
    begin: Callable[[World], object]
    until: Callable[[datetime], datetime]


def work(world: World) -> None:
    """Every job of every room, as the worker runs them; but nothing is sent."""
    for job in jobs_of(world.app):
        if job.name not in NOT_HERE:
            with world.inside():
                job.run(clock.now())


def count(world: World, table: str) -> int:
    return int(world.rows(f'SELECT count(*) FROM "{table}"')[0][0])


def midnight(day: datetime, days: timedelta) -> datetime:
    """The first instant of the day on which something that holds `days` more is over."""
    local = day.astimezone(rules.ZONE) + days
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + DAY


def answer(world: World) -> None:
    world.answer([5] * 12)


def ask(world: World) -> None:
    pairing.ask(world.id_of(ANNA), clock.now(), clock.today())


def meet(world: World) -> None:
    a_round(1, world.id_of(ANNA), world.id_of(BJORN))


def remind(world: World) -> None:
    push.enqueue([world.id_of(ANNA)], "account", "x", "/me", clock.now(), clock.now() + timedelta(hours=2))


def subscribe(world: World) -> None:
    push.subscribe(world.id_of(ANNA), "https://fcm.googleapis.com/fcm/send/x", "p", "a")


def sign_in(world: World) -> None:
    people.begin_session(db.session.get_one(Person, world.id_of(ANNA)))


def follow_up(world: World) -> None:
    incidents.start(db.session.get_one(Person, world.id_of(ANNA)), clock.today(), clock.now())


def decide(world: World) -> None:
    people.log(world.team().id, "Adam", "removed", "Anna")
    db.session.commit()


ROWS = {
    "contribution: to its close": Row("contribution", answer, lambda now: SEVENTH.closes),
    "ask: to its end": Row("ask", ask, lambda now: now + timedelta(minutes=30)),
    "who met: six weeks from the round's start": Row("meeting_seat", meet, lambda now: now - timedelta(days=3) + kept.MET),
    "reminder occasion: to its expiry": Row("push_delivery", remind, lambda now: now + timedelta(hours=2)),
    "session: thirty days idle": Row("user_session", sign_in, lambda now: midnight(now, kept.SESSION)),
    "follow-up: three months and a fortnight": Row("incident", follow_up, lambda now: midnight(now, kept.INCIDENT)),
    "team log: five years": Row("team_log", decide, lambda now: midnight(now, kept.LOG)),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_it_is_there_until_its_time_and_then_no_more(seventh: World, row: Row) -> None:
    now = clock.now()
    with seventh.inside():
        row.begin(seventh)
    before = count(seventh, row.table)
    assert before
    seventh.at(row.until(now) - SECOND)
    forget(seventh, row)
    assert count(seventh, row.table) == before
    seventh.at(row.until(now) + SECOND)
    forget(seventh, row)
    assert count(seventh, row.table) == 0


def forget(world: World, row: Row) -> None:
    if row.table == "push_delivery":  # the courier's own sweep; it would send before it forgets
        from ladeapp.push import claims

        with world.inside():
            db.session.execute(claims.EXPIRED, {"now": clock.now()})
            db.session.commit()
        return
    work(world)


def test_push_subscription_sixty_days_unseen_told_by_the_week(seventh: World) -> None:
    """The day is a Monday: the table tells in which week a phone was used last, and no day."""
    with seventh.inside():
        subscribe(seventh)
    now = clock.now()
    ((until,),) = seventh.rows("SELECT kept_until FROM push_subscription")
    assert datetime.fromisoformat(str(until)).weekday() == 0
    seventh.at(now + kept.SUBSCRIPTION - DAY)
    work(seventh)
    assert count(seventh, "push_subscription") == 1
    seventh.at(now + kept.SUBSCRIPTION + timedelta(days=7))
    work(seventh)
    assert count(seventh, "push_subscription") == 0


def test_a_phone_that_is_used_keeps_its_subscription(seventh: World) -> None:
    for _ in range(4):
        with seventh.inside():
            subscribe(seventh)
        seventh.at(clock.now() + kept.SUBSCRIPTION - DAY)
        work(seventh)
        assert count(seventh, "push_subscription") == 1


def test_roster_fourteen_periods_then_how_many_alone(world: World) -> None:
    world.live_through(SIXTH)
    listed = world.rows("SELECT count(*) FROM roster WHERE period_id = :id", id=SIXTH.id)
    counted = world.rows("SELECT count(*) FROM roster WHERE period_id = :id AND counted GROUP BY team_id ORDER BY 1", id=SIXTH.id)
    last = SIXTH
    for _ in range(kept.ROSTER_PERIODS):
        last = last.next
    world.at(last.next.opens - SECOND)
    work(world)
    assert world.rows("SELECT count(*) FROM roster WHERE period_id = :id", id=SIXTH.id) == listed
    world.at(last.next.opens + SECOND)
    work(world)
    assert world.rows("SELECT count(*) FROM roster WHERE period_id = :id", id=SIXTH.id) == [(0,)]
    assert world.rows("SELECT heads FROM terms WHERE period_id = :id AND heads > 0 ORDER BY 1", id=SIXTH.id) == counted
    assert count(world, "roster") > 0  # the later ones


def test_an_empty_row_goes_with_the_last_list_it_stands_on(world: World) -> None:
    kari = karis.come_in(world)
    world.live_through(SIXTH)
    with world.inside():
        from ladeapp.leaving import actions

        actions.erase(kari)
    assert world.rows("SELECT count(*) FROM person WHERE id = :id", id=kari) == [(1,)]
    world.at(rules.period("2027-P08").opens + SECOND)
    work(world)
    assert world.rows("SELECT count(*) FROM person WHERE id = :id", id=kari) == [(0,)]


def test_that_somebody_deleted_everything_is_kept_longer_than_any_backup_and_no_longer(seventh: World) -> None:
    now = clock.now()
    with seventh.inside():
        from uuid import uuid4

        erasures.note(uuid4(), clock.today())
    seventh.at(now + kept.BACKUP + DAY)
    work(seventh)
    with seventh.inside():
        assert len(erasures.noted()) == 1
    seventh.at(now + kept.ERASURE + DAY)
    work(seventh)
    with seventh.inside():
        assert erasures.noted() == set()


def test_release_is_for_good(world: World) -> None:
    world.live_through(SIXTH, SEVENTH)
    world.close(SEVENTH)
    released = world.rows("SELECT * FROM release ORDER BY 1, 2")
    world.at(clock.now() + timedelta(days=6 * 366))
    with world.inside():
        for job in jobs_of(world.app):
            if job.name.startswith("forget"):
                job.run(clock.now())
    assert world.rows("SELECT * FROM release ORDER BY 1, 2") == released


def test_the_clock_on_her_page_is_made_of_the_same_numbers(seventh: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def said() -> str:
        return seventh.read(ANNA, "/me/data")

    until = rules.roster_until(SEVENTH) - DAY
    assert f"until {until:%-d %B %Y}, then only how many you were" in said()
    assert f"out of the last one on {clock.today() + timedelta(days=35):%-d %B %Y}" in said()
    assert "60 days without the app" in said()
    assert f"sealed until {SEVENTH.closes:%-d %B %Y}" in said()
    monkeypatch.setattr(kept, "BACKUP", timedelta(days=20))
    monkeypatch.setattr(kept, "SUBSCRIPTION", timedelta(days=30))
    assert f"out of the last one on {clock.today() + timedelta(days=20):%-d %B %Y}" in said()
    assert "30 days without the app" in said()
