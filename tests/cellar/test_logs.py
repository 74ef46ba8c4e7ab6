"""What is written about a run: that something happened, never what anybody said."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.cli import GUNICORN
from ladeapp.jobs import Job, run_once

from .conftest import CANARY


def test_no_canary_reaches_any_log(visitor: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    headers = {"Authorization": CANARY, "X-CSRFToken": CANARY, "User-Agent": CANARY, "Referer": f"https://{CANARY}/"}
    visitor.set_cookie("ladeapp", CANARY)
    visitor.put("/api/fault", data=f'{{"note": "{CANARY}"}}', headers=headers, query_string={"code": CANARY})
    visitor.get(f"/join/{quote(CANARY)}", headers=headers)
    visitor.post("/api/echo", data=CANARY, headers=headers)
    visitor.post("/api/echo", json={"note": CANARY}, headers=headers)
    visitor.get("/api/database-fault", headers=headers)
    out = "".join(capfd.readouterr())
    assert out.count("fault") >= 2, "the faults themselves are told"
    assert CANARY not in out


def test_a_failing_job_is_told_without_its_words_and_the_next_one_runs(cellar: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    ran = []

    def fail(at: object) -> None:
        raise RuntimeError(CANARY)

    jobs = [Job("first", timedelta(minutes=1), fail), Job("second", timedelta(minutes=1), ran.append)]
    assert run_once(cellar, jobs) == 1
    assert len(ran) == 1
    out = "".join(capfd.readouterr())
    assert '"job": "first"' in out
    assert "RuntimeError" in out
    assert CANARY not in out


def test_there_is_no_access_log() -> None:
    assert not [part for part in GUNICORN if "access" in part]
