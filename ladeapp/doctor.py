"""What an operator should mend: each finding one line, with ! before what stops something."""

import stat
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from flask import Flask

from . import clock
from .config import Config
from .db import db, is_current
from .learning import library
from .push import queries as push
from .push import vapid
from .shifts.models import ShiftCalendar
from .trends.models import Period

LATE = 120  # seconds that a message may be due before somebody should look
TELLTALE = {  # PostgreSQL's settings: what each must be, and what it gives away otherwise
    "track_commit_timestamp": ({"off"}, "it dates every row, so also who was in the app just before an answer came"),
    "log_statement": ({"none", "ddl"}, "its log then holds who sends an answer, and when"),
    "log_min_duration_statement": ({"-1"}, "its log then holds who sends an answer, and when"),
    "log_min_duration_sample": ({"-1"}, "its log then holds who sends an answer, and when"),
    "log_transaction_sample_rate": ({"0"}, "its log then holds who sends an answer, and when"),
    "log_parameter_max_length_on_error": ({"0"}, "its log then holds what was written when something failed"),
}


def findings(app: Flask) -> list[str]:
    """Lines about the database, the keys, the periods and what waits to be sent."""
    config = app.extensions["ladeapp"]
    with app.app_context():
        try:
            lines = ["  database: answers, tables current" if is_current() else "! database: run `ladeapp migrate`"]
        except sa.exc.SQLAlchemyError:
            return ["! database: does not answer"]
        now = clock.now()
        late = db.session.scalars(sa.select(Period.id).where(Period.state == "open", Period.closes < now)).all()
        lines += postgresql(_settings())
        lines += _push(config, now)
        unread = db.session.scalar(sa.select(sa.func.count()).select_from(ShiftCalendar).where(ShiftCalendar.problem.is_not(None)))
        if unread:
            lines.append(f"  calendars: {unread} cannot be read just now; their owners are told")
    lines.append(f"! periods: {', '.join(late)} should be closed – is `ladeapp worker` running?" if late else "  periods: none overdue")
    lines += [f"! learning: left out in every language – {fault}" for fault in library.faults()]
    lines.append(f"  learning: {len(library.items())} texts on the shelf")
    for path in sorted(config.key_dir.rglob("*")) if config.key_dir.exists() else []:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            lines.append(f"! keys: {path.name} can be read by others – chmod 600")
    return lines


def postgresql(settings: Mapping[str, str]) -> list[str]:
    """What a PostgreSQL that is set up so would tell of who took part; its archive is a backup that is not ours."""
    lines = [
        f"! database: {name} = {settings[name]}; set it to {' or '.join(sorted(good))} – {why}"
        for name, (good, why) in TELLTALE.items()
        if settings.get(name, min(good)) not in good
    ]
    if settings.get("archive_mode", "off") != "off":
        lines.append("! database: archive_mode is on; what was deleted stands in the archive – keep it for 35 days at most, or turn it off")
    return lines


def _settings() -> dict[str, str]:
    if db.engine.dialect.name != "postgresql":
        return {}
    return dict(db.session.execute(sa.text("SELECT name, setting FROM pg_settings")).all())


def _push(config: Config, now: datetime) -> list[str]:
    """What waits, what was lost or given up (until it expires), and what stands in the way."""
    at = push.standing(now)
    late = at.waiting and at.oldest > LATE
    lines = [
        f"{'!' if late else ' '} push: {at.waiting} messages wait to be sent, the oldest for {at.oldest} s"
        if at.waiting
        else "  push: nothing waits"
    ]
    if late:
        lines[0] += " – is `ladeapp worker` running?"
    if at.lost:
        lines.append(
            f"! push: {at.lost} messages were on their way when a worker died; whether they arrived nobody knows, they are not sent again"
        )
    if at.dead:
        lines.append(f"! push: {at.dead} messages were given up; the worker's log says which service refused them")
    newest, *older = vapid.keys(config.secrets_dir)
    used = push.keys_in_use()
    if left := sum(used.get(name, 0) for name in older):
        lines.append(f"  push: {left} phones still have an older VAPID key; they move when the app is opened on them")
    if lost := sum(count for name, count in used.items() if name and name not in (newest, *older)):
        lines.append(
            f"! push: {lost} phones have a VAPID key that is not in {config.secrets_dir}; they get nothing until the app is opened on them"
        )
    return lines
