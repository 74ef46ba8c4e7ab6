"""Reads of follow-ups, by whoever leads, guards or speaks for a unit; and of the workplace's own words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from ..accords import queries as accords
from ..db import db
from ..people import queries as people
from ..people.models import Person, RoleGrant, Team, Unit
from .models import Incident, IncidentStep, IncidentWording

KEYS = ("lead", "safety_rep", "union_rep")


@dataclass(frozen=True)
class Seen:
    """One follow-up as somebody sees it who holds `roles` in its unit."""

    incident: Incident
    team: str
    unit: str
    roles: frozenset[str]


def roles_by_unit(person_id: int) -> dict[int, set[str]]:
    """Unit → as what she is of its partsgruppe; a lead of one of its teams leads in it."""
    unit = sa.func.coalesce(RoleGrant.unit_id, Team.unit_id)
    held = sa.select(RoleGrant.role, unit.label("unit_id")).outerjoin(Team, Team.id == RoleGrant.team_id)
    found: dict[int, set[str]] = defaultdict(set)
    for row in db.session.execute(held.where(RoleGrant.person_id == person_id, RoleGrant.role.in_(KEYS))):
        found[row.unit_id].add(row.role)
    return found


def register(person_id: int) -> list[Seen]:
    """Every follow-up of her units, the newest first."""
    return _seen(person_id, sa.true())


def one(person_id: int, incident_id: UUID) -> Seen | None:
    """None where it is not of a unit of hers."""
    return next(iter(_seen(person_id, Incident.id == incident_id)), None)


def running(person_id: int) -> list[Seen]:
    """Those that nobody has ended."""
    return _seen(person_id, Incident.outcome.is_(None))


def steps(incident_id: UUID) -> dict[str, IncidentStep]:
    """Point → that it is done."""
    chosen = sa.select(IncidentStep).where(IncidentStep.incident_id == incident_id)
    return {step.point: step for step in db.session.scalars(chosen)}


def to_be_told(team_id: int) -> list[int]:
    """The leads of the unit's teams; where it has none, its safety reps and union reps."""
    unit = sa.select(Team.unit_id).where(Team.id == team_id).scalar_subquery()
    here = sa.select(RoleGrant.person_id).join(Person).where(Person.left_day.is_(None)).distinct()
    leads = here.join(Team, Team.id == RoleGrant.team_id).where(RoleGrant.role == "lead", Team.unit_id == unit)
    reps = here.where(RoleGrant.role.in_(("safety_rep", "union_rep")), RoleGrant.unit_id == unit)
    return list(db.session.scalars(leads)) or list(db.session.scalars(reps))


def wordings(workplace_id: int) -> Mapping[str, str]:
    """Point → the workplace's own words."""
    chosen = sa.select(IncidentWording.point, IncidentWording.text).where(IncidentWording.workplace_id == workplace_id)
    return {row.point: row.text for row in db.session.execute(chosen)}


def may_reword(person: people.Someone) -> bool:
    """Whoever is of the workplace's partsgruppe: holds lead, safety rep or union rep in it, and is no administrator."""
    return any(person_id == person.id for person_id, _role in accords.holding(person.workplace_id))


def _seen(person_id: int, which: sa.ColumnElement[Any]) -> list[Seen]:
    roles = roles_by_unit(person_id)
    if not roles:
        return []
    chosen = sa.select(Incident, Team.name, Unit.name, Unit.id).join(Team, Team.id == Incident.team_id).join(Unit, Unit.id == Team.unit_id)
    chosen = chosen.where(Unit.id.in_(roles), which).order_by(Incident.day.desc(), Team.name)
    return [Seen(incident, team, unit, frozenset(roles[unit_id])) for incident, team, unit, unit_id in db.session.execute(chosen)]
