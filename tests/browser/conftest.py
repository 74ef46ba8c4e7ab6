"""A real server on a port of its own, and real phones: Chromium at 360 × 800, signed in as whoever is named."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Playwright, expect

from ladeapp import cli, clock, config, create_app, jobs_of
from ladeapp.db import db
from ladeapp.jobs import run_once
from ladeapp.push.jobs import deliver
from ladeapp.push.sending import Sender
from ladeapp.push.vapid import vapid_key
from tests.browser.fakes.autopush import FakeAutopush
from tests.browser.fakes.fcm import FakeFCM
from tests.browser.fakes.loopback import certificate
from tests.cast import Member
from tests.chromium import as_root
from tests.conftest import signed_in
from tests.databases import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PHONE = {"viewport": {"width": 360, "height": 800}, "locale": "nb-NO", "timezone_id": "Europe/Oslo", "has_touch": True}

PATIENCE = 30_000  # ms; only what never comes is waited for so long, however busy the machine is
expect.set_options(timeout=PATIENCE)

PhoneOf = Callable[..., BrowserContext]


class Server:
    """gunicorn as `ladeapp run` starts it, over a SQLite file with the cast; `app` is the same house, seen from this process.

    `more` are settings, like LADEAPP_DEMO="1".
    """

    entry = "wsgi:app"

    def __init__(self, folder: Path, template: Path, **more: str) -> None:
        (folder / "db").mkdir()
        self.database = Path(shutil.copy(template, folder / "db" / "ladeapp.sqlite3"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "LADEAPP_INSTANCE": str(folder),
            "LADEAPP_DATABASE_URL": f"sqlite:///{self.database}",
            "LADEAPP_BIND": f"127.0.0.1:{self.port}",
            "LADEAPP_VAPID_SUBJECT": "mailto:drift@fjordvik.no",
        } | more
        self.app: Flask = create_app(config.load(self.settings))
        self._log = (folder / "gunicorn.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with gunicorn's words when it will not start. A second time changes nothing."""
        if self._process:
            return
        outside = {name: value for name, value in os.environ.items() if not name.startswith("LADEAPP_")}
        command = [sys.executable, "-m", "gunicorn", self.entry, *cli.GUNICORN, "--bind", f"127.0.0.1:{self.port}"]
        self._process = subprocess.Popen(
            [*command, "--graceful-timeout", "1"], cwd=ROOT, env=outside | self.settings, stdout=self._log, stderr=self._log
        )
        while not self._answers():
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
                raise RuntimeError(Path(self._log.name).read_text())

    def stop(self) -> None:
        """No coverage: nothing listens on the port any more. A second time changes nothing."""
        if self._process:
            self._process.terminate()
            self._process.wait(PATIENCE / 1000)
            self._process = None

    def run_jobs(self) -> None:
        """One round of everything the worker does, push apart."""
        assert run_once(self.app, [job for job in jobs_of(self.app) if job.name != "push"]) == 0

    def deliver(self, fcm: FakeFCM | FakeAutopush) -> None:
        """One round of the worker's push job; Google's or Mozilla's address leads to the stand-in."""
        settings = self.app.extensions["ladeapp"]
        sender = Sender(
            vapid_key(settings.secrets_dir),
            settings.vapid_subject,
            fcm.hosts,
            leads_to=f"127.0.0.1:{fcm.sends_port}",
            trust=str(certificate()),
        )
        self.app.extensions["push.sender"] = sender
        try:
            with self.app.app_context():
                deliver(clock.now())
        finally:
            sender.close()

    def close(self) -> None:
        self.stop()
        self._log.close()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Server]:
    """One server for the tests of a file. Stop it for no coverage; start it again before the test ends."""
    server = Server(tmp_path_factory.mktemp("server"), sqlite_template)
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def phone(server: Server, chromium: Browser) -> Iterator[PhoneOf]:
    """`phone()` is a new phone, `phone(ANNA)` one where Anna is signed in; more arguments are Playwright's.

    When the test ends, no page may have thrown or broken the content security policy.
    """
    with ExitStack() as stack:

        def make(member: Member | None = None, **more: object) -> BrowserContext:
            context = chromium.new_context(**({"base_url": server.url} | PHONE | more))  # type: ignore[arg-type]
            stack.callback(context.close)
            return ready(context, server, member, stack)

        yield make


@pytest.fixture
def fcm() -> Iterator[FakeFCM]:
    with FakeFCM() as fcm:
        yield fcm


@pytest.fixture
def phone_with_push(
    server: Server, playwright: Playwright, chromium_path: str, fcm: FakeFCM, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PhoneOf]:
    """Like `phone`, but a browser of its own that subscribes to the stand-in `fcm`; messages may be shown."""
    with ExitStack() as stack:

        def make(member: Member | None = None, **more: object) -> BrowserContext:
            context = playwright.chromium.launch_persistent_context(
                tmp_path_factory.mktemp("profile"),
                executable_path=chromium_path,
                args=[*fcm.flags, *as_root()],
                ignore_default_args=["--disable-background-networking"],
                base_url=server.url,
                **(PHONE | more),  # type: ignore[arg-type]
            )
            stack.callback(context.close)
            context.grant_permissions(["notifications"], origin=server.url)
            return ready(context, server, member, stack)

        yield make


def ready(context: BrowserContext, server: Server, member: Member | None, stack: ExitStack) -> BrowserContext:
    """Sign `member` in and watch the pages for faults."""
    faults: list[str] = []
    context.on("weberror", lambda problem: faults.append(str(problem.error)))
    context.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    context.set_default_timeout(PATIENCE)
    if member:
        cookie = signed_in(server.app, member).get_cookie("ladeapp")
        assert cookie
        context.add_cookies([{"name": "ladeapp", "value": cookie.value, "url": server.url, "httpOnly": True, "sameSite": "Lax"}])

    def no_faults() -> None:
        for page in context.pages:  # what a test that failed was looking at
            with suppress(Error):
                print(page.url, page.locator("body").inner_text(timeout=1000), sep="\n")
        assert faults == []

    stack.callback(no_faults)
    return context
