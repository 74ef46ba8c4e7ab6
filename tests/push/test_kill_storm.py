"""Workers are killed while reminders come due: none arrives twice, none goes missing untold."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp import clock
from ladeapp.db import db
from ladeapp.doctor import findings
from ladeapp.people.models import Person
from ladeapp.push import actions, places
from ladeapp.push.models import PushDelivery, PushSubscription
from tests.browser.fakes.loopback import certificate
from tests.browser.fakes.service import FakePushService, Received
from tests.browser.fakes.vapid import Browser
from tests.push.storm import pauses

ROOT = Path(__file__).parents[2]
HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Storm:
    """How hard it blows. Reminders come due in waves as long as it kills, and one more wave when it is over."""

    workers: int
    kills: int
    pause: float  # seconds between kills, on average
    lease: float
    people: int  # a wave is one reminder to each
    waves: int
    patience: float  # seconds until all must be settled
    seed: int = 4

    @property
    def lasts(self) -> float:
        return sum(pauses(vars(self)))


class Unsteady(FakePushService):
    """Refuses every thirtieth message the first time, when it is `moody`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.moody, self.refused = False, set[str]()

    def answer(self, one: Received) -> int:
        topic = one.headers["Topic"]
        if not self.moody or topic in self.refused or sum(map(ord, topic)) % 30:
            return 201
        self.refused.add(topic)
        return 503


@pytest.fixture
def service() -> Iterator[Unsteady]:
    with Unsteady(delay=0.05) as service:
        yield service


@pytest.fixture
def ward(app: Flask, service: FakePushService, browser: Browser) -> Callable[[int], list[int]]:
    """So many people with a phone each."""

    def populate(count: int) -> list[int]:
        with app.app_context():
            place = db.session.scalar(sa.select(Person.workplace_id).limit(1))
            rows = [Person(workplace_id=place, login=f"vakt{n}", name=f"Vakt {n}", joined_day=date(2026, 1, 5)) for n in range(count)]
            db.session.add_all(rows)
            db.session.flush()
            db.session.add_all(
                PushSubscription(endpoint=f"https://{service.host}/push/{row.id}", person_id=row.id, **browser.keys) for row in rows
            )
            db.session.commit()
            return [row.id for row in rows]

    return populate


@contextmanager
def keeper(storm: Storm, app: Flask, service: FakePushService) -> Iterator["subprocess.Popen[str]"]:
    """The process that starts and kills; its workers believe the stand-in and have this app's database."""
    config = app.extensions["ladeapp"]
    environ = {
        "SSL_CERT_FILE": str(certificate()),
        "LADEAPP_INSTANCE": str(config.instance),
        "LADEAPP_DATABASE_URL": config.database_url,
        "LADEAPP_VAPID_SUBJECT": str(config.vapid_subject),
        "LADEAPP_PUSH_EXTRA_HOSTS": service.host,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LADEAPP_")}
    command = [sys.executable, "-m", "tests.push.storm", json.dumps(vars(storm))]
    process = subprocess.Popen(command, cwd=ROOT, env={**kept, **environ}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.communicate(timeout=90)  # as systemd has it


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def states(app: Flask) -> dict[str, str]:
    """What became of each message, by its tag. Looking waits for no worker: it is a GET."""
    with app.test_request_context():
        return {row.tag: row.state for row in db.session.execute(sa.select(PushDelivery.tag, PushDelivery.state))}


def plan(app: Flask, storm: Storm, people: list[int]) -> None:
    """Wave after wave comes due while it kills; the last one when it is over, a lease after."""
    begin = clock.now()
    due = [begin + timedelta(seconds=storm.lasts * n / storm.waves) for n in range(storm.waves)]
    with app.app_context():
        for number, moment in enumerate(due):
            actions.enqueue(people, "after_shift", f"wave/{number}", "/check-in", moment, moment + HALF_A_DAY)


def calm_wave(app: Flask, people: list[int]) -> set[str]:
    """One more reminder each, now that nobody is killed any more; their tags."""
    before = set(states(app))
    now = clock.now()
    with app.app_context():
        actions.enqueue(people, "after_shift", "calm", "/check-in", now, now + HALF_A_DAY)
    return set(states(app)) - before


def weather(storm: Storm, app: Flask, service: FakePushService, people: list[int]) -> set[str]:
    """Let it blow until everything is settled; returns what came due after the last kill."""
    with keeper(storm, app, service) as process:
        assert said(process) == "ready"
        plan(app, storm, people)
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
        assert said(process) == "over"
        calm = calm_wave(app, people)
        end = time.monotonic() + storm.patience
        while {"due", "sending"} & set(states(app).values()):
            assert time.monotonic() < end, Counter(states(app).values())
            time.sleep(0.2)  # the workers are processes of their own
    return calm


def table(rows: Mapping[str, object]) -> str:
    return "\n" + "\n".join(f"{name:<46}{value:>10}" for name, value in rows.items())


def run(storm: Storm, app: Flask, service: FakePushService, people: list[int]) -> None:
    begin = time.monotonic()
    calm = weather(storm, app, service, people)
    accepted = Counter(one.headers["Topic"] for one in service.received if one.status == 201)
    became = states(app)
    counted = Counter(became.values())
    lost = {tag for tag, state in became.items() if state == "lost"}
    silent = set(became) - set(accepted) - lost
    rows = {
        f"{storm.workers} workers on {db_name(app)}, killed": storm.kills,
        "reminders": len(became),
        "accepted by the service": len(accepted),
        "accepted twice": sum(times > 1 for times in accepted.values()),
        "refused once, taken later": sum(one.status == 503 for one in service.received),
        "lost with a worker, and told": len(lost),
        "– of these arrived all the same": len(lost & set(accepted)),
        "neither arrived nor told": len(silent),
        "lost after the last kill": len(lost & calm),
        "seconds": round(time.monotonic() - begin),
    }
    print(table(rows))
    assert service.faults == []
    assert max(accepted.values()) == 1
    assert silent == set()
    assert len(lost) <= storm.kills * places.AT_ONCE
    assert lost & calm == set()
    assert counted == {"done": len(became) - len(lost), **({"lost": len(lost)} if lost else {})}
    assert len(became) == len(people) * (storm.waves + 1)
    told = [line for line in findings(app) if "when a worker died" in line]
    assert [f"push: {len(lost)} messages" in line for line in told] == [True] * bool(lost)


def db_name(app: Flask) -> str:
    return str(app.extensions["ladeapp"].database_url).partition(":")[0].partition("+")[0]


@pytest.mark.slow
def test_six_workers_and_two_hundred_kills(
    app: Flask, service: Unsteady, ward: Callable[[int], list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    service.moody = True
    storm = Storm(workers=6, kills=200, pause=0.25, lease=12, people=1000, waves=19, patience=120)
    with capsys.disabled():
        run(storm, app, service, ward(1000))
