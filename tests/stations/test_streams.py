"""Open streams on a real gunicorn with few threads: many phones follow, and nobody else notices."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import pytest
from flask import Flask

from ladeapp import cli, clock, config, create_app, jobs_of
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.stations import actions
from tests.cast import ANNA, BJORN
from tests.conftest import signed_in
from tests.databases import free_port
from tests.stations.conftest import id_of

THREADS = int(cli.GUNICORN[cli.GUNICORN.index("--threads") + 1])
ROOT = Path(__file__).resolve().parent.parent.parent


class House:
    """gunicorn as `ladeapp run` starts it, on the test's database; `app` is the same house from here."""

    def __init__(self, folder: Path, url: str) -> None:
        self.port = free_port()
        settings = {"LADEAPP_INSTANCE": str(folder), "LADEAPP_DATABASE_URL": url, "LADEAPP_VAPID_SUBJECT": "mailto:drift@fjordvik.no"}
        self.app: Flask = create_app(config.load(settings))
        outside = {name: value for name, value in os.environ.items() if not name.startswith("LADEAPP_")}
        command = [sys.executable, "-m", "gunicorn", "wsgi:app", *cli.GUNICORN, "--bind", f"127.0.0.1:{self.port}"]
        self.log = folder / "gunicorn.log"
        self.open = ExitStack()
        words = self.open.enter_context(self.log.open("wb"))
        self.process = subprocess.Popen([*command, "--graceful-timeout", "2"], cwd=ROOT, env=outside | settings, stderr=words)
        while not self._answers():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
                raise RuntimeError(self.log.read_text())
        self.cookies = {member: signed_in(self.app, member).get_cookie("ladeapp").value for member in (ANNA, BJORN)}

    def connect(self, station, member) -> "Stream":
        return self.stream(f"/api/stations/{station}/events", member)

    def stream(self, path: str, member=ANNA, version: str = "1.1") -> "Stream":
        stream = Stream(self.port, path, self.cookies[member], version)
        self.open.callback(stream.close)
        return stream

    def station(self):
        with self.app.app_context():
            station = actions.seat((id_of(ANNA), id_of(BJORN)), clock.now())
            db.session.commit()
            return station

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict | None = None) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, {"Cookie": f"ladeapp={self.cookies[ANNA]}"} | (headers or {}))
        answer = connection.getresponse()
        status, text = answer.status, answer.read()
        connection.close()
        return status, text

    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(15)
        self.open.close()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


class Stream:
    """A phone's open connection: its bytes as they come, taken out of their chunks."""

    def __init__(self, port: int, path: str, cookie: str, version: str = "1.1") -> None:
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.sock.sendall(f"GET {path} HTTP/{version}\r\nHost: 127.0.0.1\r\nCookie: ladeapp={cookie}\r\n\r\n".encode())
        self.file = self.sock.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = dict(line.decode().strip().lower().split(": ", 1) for line in iter(self.file.readline, b"\r\n"))
        self.chunked = self.headers.get("transfer-encoding") == "chunked"

    def state(self) -> dict | None:
        """The next state; None when the stream has ended."""
        text = self._piece() if self.chunked else b"".join(iter(self.file.readline, b"\n"))
        data = [line for line in text.decode().splitlines() if line.startswith("data: {")]
        return json.loads(data[0].removeprefix("data: ")) if data else None

    def _piece(self) -> bytes:
        size = int(self.file.readline() or b"0", 16)
        text = self.file.read(size)
        self.file.readline()
        return text

    def close(self) -> None:
        self.file.close()
        self.sock.close()


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[House]:
    house = House(tmp_path, database_url)
    try:
        yield house
    finally:
        house.close()


def tap(house: House, station, kind: str, step: int, member=ANNA) -> None:
    with house.app.app_context():
        actions.move(station, id_of(member), kind, step, clock.now())


def test_a_tap_reaches_the_other_phone_and_the_end_closes_the_stream(house: House):
    station = house.station()
    anna, bjorn = house.connect(station, ANNA), house.connect(station, BJORN)
    assert (anna.status, anna.headers["content-type"]) == (200, "text/event-stream")
    assert [anna.state()["version"], bjorn.state()["version"]] == [1, 1]
    tap(house, station, "ready", 0)
    assert anna.state()["ready"] == bjorn.state()["ready"] != []
    tap(house, station, "stop", 0, BJORN)
    assert anna.state()["ended"] == bjorn.state()["ended"] == "stopped"
    assert (anna.state(), anna.file.read()) == (None, b"")
    assert house.log.read_text() == ""  # gunicorn let go without a word


def test_old_proxies_are_served_without_chunks(house: House):
    station = house.station()
    anna = house.stream(f"/api/stations/{station}/events", version="1.0")
    assert not anna.chunked
    assert anna.state()["version"] == 1
    tap(house, station, "ready", 0)
    assert anna.state()["version"] == 2


def test_two_hundred_streams_hold_no_thread_and_no_connection(house: House):
    stations = [house.station() for _ in range(100)]
    assert run_once(house.app, [job for job in jobs_of(house.app) if job.name != "push"]) == 0  # opens the period
    before = connections(house)
    streams = {station: [house.connect(station, member) for member in (ANNA, BJORN)] for station in stations}
    assert all(stream.state()["version"] == 1 for pair in streams.values() for stream in pair)
    assert connections(house) - before <= len(house.workers()) * (1 + THREADS)  # the one that notices, and a thread's own
    waits = [contributed(house) for _ in range(20)]
    steps = []
    for station in stations[:20]:
        begun = time.monotonic()
        tap(house, station, "ready", 0)
        assert [stream.state()["version"] for stream in streams[station]] == [2, 2]
        steps.append(time.monotonic() - begun)
    print(f"\n200 streams: a contribution {median(waits):.3f} s, worst {max(waits):.3f}; a step on both phones {median(steps):.3f} s")
    assert median(waits) < 0.3, waits
    assert median(steps) < 0.5, steps


def test_phones_that_leave_are_let_go(house: House):
    station = house.station()
    before = files(house)
    streams = [house.connect(station, ANNA) for _ in range(100)]
    assert all(stream.state() for stream in streams)
    assert files(house) - before >= 100
    for stream in streams:
        stream.close()
    for _ in range(100):
        if files(house) - before < 50:
            break
        house.ask("GET", "/api/pairing")
    assert files(house) - before < 50  # what is left are the threads' own connections


def contributed(house: House) -> float:
    """How long it takes until a check-in's contribution is answered, in seconds."""
    about = json.loads(house.ask("GET", "/api/session")[1])
    running = [period["id"] for period in about["periods"] if period["key"]][-1]
    begun = time.monotonic()
    status, _ = house.ask("PUT", f"/api/contributions/{running}", b'{"value": 7 }', {"X-CSRFToken": about["csrf"]})
    assert status == 204
    return time.monotonic() - begun


def files(house: House) -> int:
    """What the workers hold open."""
    return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in house.workers())


def connections(house: House) -> int:
    """Database connections of the workers: sessions of PostgreSQL, or handles on SQLite's file."""
    with house.app.app_context():
        if db.engine.dialect.name == "postgresql":
            counted = db.session.scalar(db.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
            db.session.remove()
            return counted
        name = str(Path(db.engine.url.database).resolve())
    return sum(is_open_at(Path(f"/proc/{pid}/fd/{fd}"), name) for pid in house.workers() for fd in os.listdir(f"/proc/{pid}/fd"))


def is_open_at(handle: Path, name: str) -> bool:
    """False for a handle that was closed since it was listed."""
    with suppress(FileNotFoundError):
        return os.readlink(handle) == name
    return False
