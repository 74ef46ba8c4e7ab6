"""A year in the life of sixty simulated nurses: what they were sent, judged by a reckoner of the test's own."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from ladeapp.db import db
from ladeapp.people.models import Person, Workplace
from ladeapp.push import actions as push
from ladeapp.push import marks
from ladeapp.push.models import PushDelivery
from ladeapp.reminders import actions, queries
from ladeapp.reminders.rules import Choice
from ladeapp.shifts import actions as shifts
from ladeapp.shifts import queries as shifts_of
from ladeapp.shifts.away import Away
from ladeapp.shifts.rules import Rotation, Span, Turn, monday_of

OSLO = ZoneInfo("Europe/Oslo")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATE_NIGHT = Turn(time(22), time(7))
HOURS = (Turn(time(7), time(15)), Turn(time(14, 30), time(22)), LATE_NIGHT)
LONG = (Turn(time(7), time(19, 30)), Turn(time(14, 30), time(22)), Turn(time(19), time(7, 30)))
PATTERNS = ("ddeennoodddooeeoonnno", "dddddoo", "eedooddddeooee", "nnnooooonnnnoo", "dedodeo", "ddoonnooeeoodd", "doeodon")


@dataclass
class Nurse:
    """One of them: what she has asked for, and what came."""

    id: int
    choice: Choice
    told: bool
    paused_until: date | None = None
    sent: list[tuple[str, datetime, datetime | None]] = field(default_factory=list)  # occasion, when, end of the shift it followed

    def works(self, at: datetime) -> list[Span]:
        return list(shifts_of.spans([self.id], at - 3 * DAY, at + 3 * DAY).get(self.id, ()))


class Ward:
    """They live from one Monday to another; things happen to them, and the worker comes round twice a day."""

    def __init__(self, nurses: int, seed: int, now: datetime) -> None:
        self.chance = random.Random(seed)
        self.monday = monday_of(now.astimezone(OSLO).date())
        self.facts: Counter[str] = Counter()
        self.nurses = [self._nurse(n, now) for n in range(nurses)]

    def _nurse(self, number: int, now: datetime) -> Nurse:
        chance = self.chance
        workplace = db.session.scalars(sa.select(Workplace.id)).first()
        person = Person(
            workplace_id=workplace, login=f"nurse{number}", name="Nurse", joined_day=self.monday, key=UUID(int=chance.getrandbits(128))
        )
        db.session.add(person)
        db.session.commit()
        weekly = chance.random() < 0.2
        choice = Choice(
            after_minutes=chance.choice((10, 10, 10, 10, 0, 20)),
            mid_shift=chance.random() < 0.2,
            weekly_day=chance.randrange(7) if weekly else None,
            weekly_time=time(chance.randrange(24), 30) if weekly else None,
            fixed_time=time(chance.randrange(24)) if chance.random() < 0.15 else None,
            fixed_in_quiet=chance.random() < 0.5,
            per_week=chance.choice((3, 3, 3, 3, 1, 2, 5, 7)),
        )
        nurse = Nurse(person.id, choice, told=number % 15 != 14)
        if nurse.told:
            pattern = chance.choice(PATTERNS).ljust(21, "o") if number % 5 else "nnnoooonnnnooo"
            pattern = pattern[: len(pattern) // 7 * 7]
            shifts.keep_rotation(nurse.id, Rotation(self.monday, pattern, chance.choice((HOURS, HOURS, LONG))), now)
        actions.choose(nurse.id, choice, now)
        return nurse

    def happens(self, nurse: Nurse, now: datetime) -> None:
        """Something that may happen to her any half day."""
        chance, today = self.chance, now.astimezone(OSLO).date()
        drawn = chance.random()
        if drawn < 0.03 and nurse.told:  # another shift, a double one, two in a day, or off
            day = today + chance.randrange(-1, 3) * DAY
            hours = chance.choice(((HOURS[0],), (HOURS[1],), (LATE_NIGHT,), (), (HOURS[0], HOURS[1]), (HOURS[0], Turn(time(18), time(21)))))
            try:
                shifts.edit_day(nurse.id, day, hours, now)
                self.facts["shifts changed"] += 1
            except shifts.Overlaps:
                db.session.rollback()
        elif drawn < 0.035:
            shifts.go_away(nurse.id, Away(today + DAY, today + chance.randrange(2, 20) * DAY), now)
            self.facts["holidays"] += 1
        elif drawn < 0.04:
            nurse.paused_until = today + chance.choice((7, 14)) * DAY
            actions.pause(nurse.id, nurse.paused_until, today, now)
            self.facts["pauses"] += 1
        elif drawn < 0.045:
            nurse.choice = Choice(**{**nurse.choice.__dict__, "per_week": chance.randrange(1, 8)})
            actions.set_per_week(nurse.id, nurse.choice.per_week, now)
            self.facts["caps changed"] += 1
        elif drawn < 0.048:
            actions.offer(nurse.id, today, now)
            self.facts["offers asked for"] += 1
        elif drawn < 0.25:
            for one, _ in queries.open_reminders(nurse.id, now):
                push.handled(nurse.id, one.id)
                self.facts["handled"] += 1

    def sends(self, until: datetime) -> None:
        """What comes due is sent at its moment, and judged."""
        owner = {nurse.id: nurse for nurse in self.nurses}
        due = sa.select(PushDelivery).where(PushDelivery.due_at <= until, PushDelivery.state == "due").order_by(PushDelivery.due_at)
        for row in db.session.scalars(due).all():
            if not marks.is_handled(row.id, row.mark):
                self.judge(owner[row.person_id], row)
        db.session.execute(sa.update(PushDelivery).where(PushDelivery.due_at <= until).values(state="done"))
        db.session.execute(sa.delete(PushDelivery).where(PushDelivery.expires_at <= until))
        db.session.commit()

    def judge(self, nurse: Nurse, row: PushDelivery) -> None:
        at, wall = row.due_at, row.due_at.astimezone(OSLO)
        work = nurse.works(at)
        own = nurse.choice.fixed_in_quiet and row.kind in {"fixed", "weekly"}
        assert own or not is_quiet(at, work, nurse.told), (row.occasion, wall, work)
        assert own or not is_quiet(row.expires_at - timedelta(seconds=1), work, nurse.told), (row.occasion, wall, work)
        assert not shifts_of.away(nurse.id, wall.date(), wall.date()), row.occasion
        assert nurse.paused_until is None or wall.date() >= nurse.paused_until, row.occasion
        week = [one for one, when, _ in nurse.sent if when.astimezone(OSLO).isocalendar()[:2] == wall.isocalendar()[:2]]
        assert len(week) < nurse.choice.per_week, (row.occasion, week)
        assert row.occasion not in {one for one, _, _ in nurse.sent}, row.occasion
        ended = max((end for _, end in work if end <= at), default=None) if row.kind == "after_shift" else None
        if ended:
            late = at - ended - timedelta(minutes=nurse.choice.after_minutes)
            assert timedelta() <= late <= timedelta(minutes=6), (row.occasion, late)
        nurse.sent.append((row.occasion, at, ended))
        self.facts[f"sent {row.kind}"] += 1
        self.facts["in her own quiet choice"] += is_quiet(at, work, nurse.told)


def is_quiet(at: datetime, work: Sequence[Span], told: bool) -> bool:
    """The test's own reckoner, minute by minute where the rules think in spans."""
    if not told:
        return not 7 <= at.astimezone(OSLO).hour < 21
    half = timedelta(minutes=30)
    joined: list[list[datetime]] = []
    for start, end in sorted(work):
        if joined and start <= joined[-1][1] + half:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    slept = all(not (end + half <= at < end + half + 8 * HOUR) for start, end in joined if small_hours(start, end) >= 180)
    return not (slept and any(start <= at < end + half for start, end in joined))


def small_hours(start: datetime, end: datetime) -> int:
    """Minutes by the wall between midnight and six."""
    begins, ends = (at.astimezone(OSLO).replace(tzinfo=None) for at in (start, end))
    return sum((begins + timedelta(minutes=n)).hour < 6 for n in range(int((ends - begins).total_seconds() // 60)))


def live(app: Flask, nurses: int, first: datetime, days: int, seed: int = 4) -> Ward:
    with app.app_context(), time_machine.travel(first, tick=False) as clocks:
        ward = Ward(nurses, seed, first)
        now, extended = first, first
        while now < first + days * DAY:
            clocks.move_to(now, tick=False)
            ward.sends(now)
            if now - extended > 21 * DAY:
                extended = now
                for nurse in ward.nurses:
                    shifts.extend(nurse.id, now)
            for nurse in ward.nurses:
                ward.happens(nurse, now)
            actions.replan_all(now)
            now += timedelta(minutes=ward.chance.randrange(8 * 60, 16 * 60))
        db.session.remove()
    return ward


def spreads(ward: Ward) -> tuple[list[float], list[float]]:
    """Minutes between the earliest and the latest after their shift: of ten or more who end together; of twenty or more in a week."""
    ends: dict[object, list[float]] = defaultdict(list)
    weeks: dict[object, list[float]] = defaultdict(list)
    for nurse in ward.nurses:
        for _, at, ended in nurse.sent:
            if ended:
                late = (at - ended).total_seconds() / 60 - nurse.choice.after_minutes
                ends[ended, nurse.choice.after_minutes].append(late)
                weeks[at.astimezone(OSLO).isocalendar()[:2]].append(late)
    together = [max(one) - min(one) for one in ends.values() if len(one) >= 10]
    return together, [max(one) - min(one) for one in weeks.values() if len(one) >= 20]


def after_nights(ward: Ward, morning: date) -> list[str]:
    found = (at.astimezone(OSLO) for nurse in ward.nurses for one, at, _ in nurse.sent if one == f"after_shift {morning - DAY}")
    return sorted(f"{at:%H.%M}" for at in found if at.date() == morning and at.hour < 12)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_three_weeks_over_a_spring_night(app: Flask) -> None:
    ward = live(app, nurses=12, first=datetime(2026, 3, 16, 6, tzinfo=UTC), days=21)
    assert ward.facts["sent after_shift"] >= 30
    assert ward.facts["shifts changed"]
    assert all("07.10" <= at <= "07.56" for at in after_nights(ward, date(2026, 3, 29)))


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_year_of_sixty_nurses(app: Flask, capsys: Any) -> None:
    ward = live(app, nurses=60, first=datetime(2025, 12, 29, 6, tzinfo=UTC), days=371)
    together, weekly = spreads(ward)
    spring, autumn = after_nights(ward, date(2026, 3, 29)), after_nights(ward, date(2026, 10, 25))
    caps = Counter(nurse.choice.per_week for nurse in ward.nurses)
    rows = [
        *((what, str(count)) for what, count in sorted(ward.facts.items())),
        ("nurses by cap at the end", "  ".join(f"{cap}: {count}" for cap, count in sorted(caps.items()))),
        ("prompts a nurse, least to most", f"{min(len(n.sent) for n in ward.nurses)}–{max(len(n.sent) for n in ward.nurses)}"),
        ("in quiet hours, unasked for", "0"),
        ("over the cap, twice about an occasion, in a holiday or pause", "0"),
        ("spread of a week's, minutes: least", f"{min(weekly):.1f} in {len(weekly)} weeks"),
        ("spread of ten or more after one shift: least, median", f"{min(together):.1f}, {sorted(together)[len(together) // 2]:.1f}"),
        ("of these at least four minutes", f"{sum(one >= 4 for one in together)} of {len(together)}"),
        ("after the nights to 29 March and 25 October", f"{' '.join(spring)} / {' '.join(autumn)}"),
    ]
    with capsys.disabled():
        print("\n" + "\n".join(f"{what:<64}{told}" for what, told in rows))
    assert min(weekly) >= 4
    assert spring
    assert autumn
    assert {at[:2] for at in spring + autumn} == {"07"}
