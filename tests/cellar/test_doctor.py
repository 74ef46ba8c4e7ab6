"""The doctor looks whether PostgreSQL writes down what we take care not to."""

import pytest
import sqlalchemy as sa
from flask import Flask

from ladeapp.db import db
from ladeapp.doctor import TELLTALE, findings, postgresql


@pytest.mark.parametrize("name", TELLTALE)
def test_a_setting_that_tells_who_took_part_is_to_be_mended(name: str) -> None:
    (line,) = postgresql({"server_version": "16", name: "on"})
    assert line.startswith(f"! database: {name} = on; set it to ")
    assert all(postgresql({name: good}) == [] for good in TELLTALE[name][0])


def test_so_is_an_archive_of_what_was_deleted() -> None:
    assert postgresql({"archive_mode": "off"}) == []
    assert postgresql({"archive_mode": "always"})[0].startswith("! database: archive_mode")


def test_it_asks_the_server_itself(app: Flask) -> None:
    """Whoever runs the server lets one database log all that takes longer than nothing."""
    healthy = findings(app)
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite has no such settings")
        known = set(db.session.scalars(sa.text("SELECT name FROM pg_settings")))
        db.session.execute(sa.text("ALTER DATABASE test SET log_min_duration_statement = 0"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    assert TELLTALE.keys() <= known
    assert not [line for line in healthy if line.startswith("! database")]
    assert [line[:42] for line in findings(app) if line.startswith("! database")] == ["! database: log_min_duration_statement = 0"]
