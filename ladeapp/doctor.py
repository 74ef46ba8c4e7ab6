"""What an operator should mend: each finding one line, with ! before what stops something."""

import stat

import sqlalchemy as sa
from flask import Flask

from . import clock
from .db import db, is_current
from .push.models import PushDelivery
from .trends.models import Period


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
        waiting = db.session.scalar(sa.select(sa.func.count()).select_from(PushDelivery).where(PushDelivery.due_at < now))
    lines.append(f"! periods: {', '.join(late)} should be closed – is `ladeapp worker` running?" if late else "  periods: none overdue")
    lines.append(f"{'!' if waiting and waiting > 100 else ' '} push: {waiting or 0} messages wait to be sent")
    for path in sorted(config.key_dir.glob("*")) if config.key_dir.exists() else []:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            lines.append(f"! keys: {path.name} can be read by others – chmod 600")
    return lines
