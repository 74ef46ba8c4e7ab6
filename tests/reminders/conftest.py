"""Monday 23 November 2026, eight in the morning, Anna at work; and what stands in the due table for her."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import clock
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.push import marks
from ladeapp.push.models import PushDelivery
from ladeapp.reminders import JOBS
from ladeapp.reminders import actions as reminders
from ladeapp.shifts import actions, rules
from tests.cast import ANNA, Member
from tests.conftest import PhoneOf
from tests.periods import World

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


class Ward:
    """The house, its clock, its worker, and what is planned and was sent."""

    def __init__(self, app: Flask, phone_of: PhoneOf, clocks: Any) -> None:
        self.app, self.phone_of, self.clocks = app, phone_of, clocks

    def phone(self, member: Member = ANNA) -> FlaskClient:
        """Her phone, with reminders turned on."""
        phone = self.phone_of(member)
        assert phone.post("/reminders").status_code == 303
        return phone

    def works(self, pattern: str, member: Member = ANNA, hours: tuple[rules.Turn, ...] = rules.USUAL) -> None:
        with self.app.app_context():
            actions.keep_rotation(World.id_of(member), rules.Rotation(MONDAY, pattern, hours), clock.now())

    def works_on(self, day: date, *hours: str, member: Member = ANNA) -> None:
        with self.app.app_context():
            actions.edit_day(World.id_of(member), day, tuple(map(rules.Turn.parse, hours)), clock.now())

    def at(self, moment: datetime) -> None:
        """Time passes; what comes due meanwhile is taken by the push services, and the worker comes round."""
        self.clocks.move_to(moment, tick=False)
        self.run(sa.update(PushDelivery).where(PushDelivery.due_at <= moment, PushDelivery.state == "due").values(state="done"))
        self.run(sa.delete(PushDelivery).where(PushDelivery.expires_at <= moment))
        self.work()

    def work(self) -> None:
        assert run_once(self.app, JOBS) == 0

    def wall(self, text: str) -> None:
        """Time passes to "Tue 15:20" of this week."""
        day, at = text.split()
        hour, minute = map(int, at.split(":"))
        days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].index(day)
        self.at(datetime.combine(MONDAY, datetime.min.time(), UTC) + timedelta(days=days, hours=hour - 1, minutes=minute))

    def planned(self, member: Member = ANNA, state: str = "due") -> list[str]:
        """ "after_shift Mon 15:10" for what stands there, jitter apart."""
        with self.app.app_context():
            mine = PushDelivery.person_id == World.id_of(member), PushDelivery.state == state
            rows = db.session.scalars(sa.select(PushDelivery).where(*mine).order_by(PushDelivery.due_at)).all()
            rows = [row for row in rows if not marks.is_handled(row.id, row.mark)]
        return [f"{row.kind} {row.due_at + timedelta(hours=1) - timedelta(minutes=row.due_at.minute % 10):%a %H:%M}" for row in rows]

    def offer(self, member: Member = ANNA) -> None:
        with self.app.app_context():
            reminders.offer(World.id_of(member), MONDAY, clock.now())

    def run(self, statement: sa.Executable) -> None:
        with self.app.app_context():
            db.session.execute(statement)
            db.session.commit()


@pytest.fixture
def ward(app: Flask, phone_of: PhoneOf) -> Iterator[Ward]:
    with time_machine.travel(NOW, tick=False) as clocks:
        yield Ward(app, phone_of, clocks)
