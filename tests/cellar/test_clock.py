"""One clock; only the demo's can be moved."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from ladeapp import clock

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _real_time_again() -> Iterator[None]:
    yield
    clock.use_demo_hand(None)


@time_machine.travel(NEW_YEAR, tick=False)
def test_the_day_is_the_workplaces() -> None:
    assert clock.now() == NEW_YEAR
    assert clock.now().tzinfo is UTC
    assert clock.today() == date(2027, 1, 1)
    assert clock.today("America/New_York") == date(2026, 12, 31)


@time_machine.travel(NEW_YEAR, tick=False)
def test_the_demos_hand_moves_for_every_process(tmp_path: Path) -> None:
    clock.use_demo_hand(tmp_path / "demo-clock.json")
    assert clock.advance(timedelta(days=28)) == timedelta(days=28)
    assert clock.advance(timedelta(hours=6)) == timedelta(days=28, hours=6)
    assert clock.now() == NEW_YEAR + timedelta(days=28, hours=6)
    clock.use_demo_hand(tmp_path / "demo-clock.json")  # as another process finds it
    assert clock.now() == NEW_YEAR + timedelta(days=28, hours=6)


def test_real_time_cannot_be_moved(tmp_path: Path) -> None:
    clock.use_demo_hand(None)
    with pytest.raises(RuntimeError):
        clock.advance(timedelta(days=1))


def test_an_app_without_the_demo_takes_its_hand_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ladeapp import create_app
    from tests.conftest import config_for

    monkeypatch.setattr("ladeapp.ROOMS", ())
    (tmp_path / "demo-clock.json").write_text('{"seconds": 86400}')
    with time_machine.travel(NEW_YEAR, tick=False):
        create_app(config_for(tmp_path, "sqlite://", demo=True))
        assert clock.now() == NEW_YEAR + timedelta(days=1)
        create_app(config_for(tmp_path, "sqlite://"))
        assert clock.now() == NEW_YEAR
