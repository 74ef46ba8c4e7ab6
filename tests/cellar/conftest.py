"""The cellar with one invented room above it, so that what all answers share is seen without any room of ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from ladeapp import create_app
from ladeapp.db import db
from ladeapp.http import Problem, json_body, shell
from tests.conftest import config_for

CANARY = "kanarifugl-8"


def probe() -> Blueprint:
    """A room where everything goes wrong on request."""
    bp = Blueprint("probe", __name__)

    @bp.get("/page")
    def page() -> ResponseReturnValue:
        return "<p>a page</p>"

    @bp.get("/shell")
    @shell
    def kept() -> ResponseReturnValue:
        return "<p>a shell</p>"

    @bp.get("/api/problem/<int:status>")
    @bp.get("/problem/<int:status>")
    def problem(status: int) -> ResponseReturnValue:
        raise Problem(status, "invented", left=3)

    @bp.route("/api/fault", methods=["GET", "PUT"])
    @bp.get("/fault")
    def fault() -> ResponseReturnValue:
        body = request.get_data(as_text=True)
        raise ValueError(f"{CANARY} {body} {request.url}")

    @bp.get("/api/database-fault")
    def database_fault() -> ResponseReturnValue:
        db.session.execute(db.text("INSERT INTO nowhere VALUES (:note)"), {"note": CANARY})
        return ""

    @bp.route("/api/lock", methods=["GET", "POST"])
    def lock() -> ResponseReturnValue:
        return {"one": db.session.execute(db.text("SELECT 1")).scalar_one()}

    @bp.post("/api/echo")
    def echo() -> ResponseReturnValue:
        return json_body()

    return bp


@pytest.fixture
def cellar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An app with no room but the invented one."""
    monkeypatch.setattr("ladeapp.ROOMS", ())
    (tmp_path / "db").mkdir()
    app = create_app(config_for(tmp_path, f"sqlite:///{tmp_path}/db/cellar.sqlite3"))
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.register_blueprint(probe())
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(cellar: Flask) -> FlaskClient:
    return cellar.test_client()
