"""Verbs of a follow-up: start it, say who leads it, tick a step, end it, forget it; and the workplace's own words."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from .. import clock, kept
from ..db import db, insert
from ..people import queries as people
from ..people.rules import clean_name
from ..push import actions as push
from . import content, queries, rules
from .models import Incident, IncidentStep, IncidentWording
from .queries import Seen

NEWS_LASTS = timedelta(hours=12)


class NoTeam(Exception):
    """Whoever belongs to no team has none to be followed up. Nothing has changed."""


class NotHers(Exception):
    """It is not hers to change, or it is over. Nothing has changed."""


def start(person: people.Someone, day: date, now: datetime) -> None:
    """Her team is followed up from this day on, and the unit's leads are told – that, and nothing else.

    Who started it is written nowhere, nor when; a second tap about the same team and day changes nothing. One that had been ended runs
    again, and they are told again: whoever taps is promised that they are.
    raises    ValueError for a day that is not now, NoTeam
    """
    if not rules.is_timely(day, clock.today(person.workplace.zone)):
        raise ValueError("not a day of now")
    team = people.team_of(person.id) or next(iter(people.teams_led_by(person.id)), None)
    if team is None:
        raise NoTeam
    row = insert(Incident).values(team_id=team.id, day=day)
    reopened = {"set_": {"outcome": None}, "where": Incident.outcome.is_not(None)}
    begun = db.session.execute(
        row.on_conflict_do_update(index_elements=[Incident.team_id, Incident.day], **reopened).returning(Incident.id)
    ).scalar_one_or_none()
    if begun is None:
        db.session.rollback()
        return
    told = queries.to_be_told(team.id)
    push.enqueue(told, "matched", f"incident {uuid4()}", "/incidents/register", now, now + NEWS_LASTS, "high")


def lead(seen: Seen, led_by: str) -> None:
    """Who leads the follow-up from now on, as a role. Any of the unit's partsgruppe says so. Raises NotHers, ValueError."""
    _must_run(seen)
    if led_by not in rules.LED_BY:
        raise ValueError("no such role")
    seen.incident.led_by = led_by
    db.session.commit()


def tick(seen: Seen, point: str, done: bool, day: date) -> None:
    """A step is done, or is not after all. Raises NotHers; ValueError for what is no step of a leader."""
    role = rules.may_tick(set(seen.roles), seen.incident.led_by)
    _must_run(seen)
    if role is None:
        raise NotHers
    told = content.point(point)
    if told is None or told.role != "leader":
        raise ValueError("no such step")
    if done:
        row = insert(IncidentStep).values(incident_id=seen.incident.id, point=point, role=role, day=day)
        db.session.execute(row.on_conflict_do_nothing(index_elements=[IncidentStep.incident_id, IncidentStep.point]))
    else:
        db.session.execute(sa.delete(IncidentStep).where(IncidentStep.incident_id == seen.incident.id, IncidentStep.point == point))
    db.session.commit()


def end(seen: Seen, outcome: str) -> None:
    """It is over, or was not needed. Raises NotHers, ValueError."""
    _must_run(seen)
    if rules.may_tick(set(seen.roles), seen.incident.led_by) is None:
        raise NotHers
    if outcome not in rules.OUTCOMES:
        raise ValueError("no such outcome")
    seen.incident.outcome = outcome
    db.session.commit()


def resume(seen: Seen) -> None:
    """It was not over after all. Raises NotHers."""
    if rules.may_tick(set(seen.roles), seen.incident.led_by) is None:
        raise NotHers
    seen.incident.outcome = None
    db.session.commit()


def reword(workplace_id: int, point: str, words: str, ours: str) -> None:
    """The workplace says one point in its own words; with none, or with ours, in ours again. Raises ValueError("long" | "hidden")."""
    text = " ".join(words.split())
    mine = {"workplace_id": workplace_id, "point": point}
    if not text or text == ours:
        db.session.execute(sa.delete(IncidentWording).filter_by(**mine))
    else:
        told = {"text": clean_name(text, rules.WORDING_MAX)}
        row = insert(IncidentWording).values(**mine, **told)
        db.session.execute(row.on_conflict_do_update(index_elements=list(mine), set_=told))
    db.session.commit()


def forget(now: datetime) -> None:
    """Nothing is left of a follow-up once its last step is long due, whether it was ended or not."""
    old = clock.today() - kept.INCIDENT
    gone: list[UUID] = list(db.session.scalars(sa.select(Incident.id).where(Incident.day < old)))
    for table, column in ((IncidentStep, IncidentStep.incident_id), (Incident, Incident.id)):
        db.session.execute(sa.delete(table).where(column.in_(gone)))
    db.session.commit()


def _must_run(seen: Seen) -> None:
    if seen.incident.outcome is not None:
        raise NotHers
