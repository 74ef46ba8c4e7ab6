"""Forgetting in time: what has ended is deleted, not kept in case."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from ladeapp import clock, kept
from ladeapp.db import BLIND, db
from ladeapp.jobs import Job

from .models import DeviceLink, Invitation, Notice, PasswordReset, SetupLink, TeamLog, UserSession

TOLD = kept.SESSION  # then every living phone has told it


def forget(now: datetime) -> None:
    """Delete what has expired; again and again, by any number of workers."""
    today = clock.today()
    for gone in (
        sa.delete(UserSession).where(UserSession.expires_day < today),
        sa.delete(Invitation).where(Invitation.expires_at <= now),
        sa.delete(SetupLink).where(SetupLink.expires_at <= now),
        sa.delete(PasswordReset).where(PasswordReset.expires_at <= now),
        sa.delete(Notice).where(Notice.day < today - TOLD),
        sa.delete(TeamLog).where(TeamLog.day < today - kept.LOG),
    ):
        db.session.execute(gone, execution_options=BLIND)
    db.session.commit()


def end_links(now: datetime) -> None:
    """What two phones had to tell each other is not kept past its five minutes."""
    db.session.execute(sa.delete(DeviceLink).where(DeviceLink.expires_at <= now), execution_options=BLIND)
    db.session.commit()


JOBS = [
    Job("forget what people no longer need", timedelta(hours=1), forget),
    Job("end links between phones", timedelta(minutes=1), end_links),
]
