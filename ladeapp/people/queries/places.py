"""Workplaces, units and teams, and who belongs and what they hold in them."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ladeapp.db import db

from ..models import Membership, Person, RoleGrant, Team, TeamLog, Unit, Workplace

if TYPE_CHECKING:
    from .who import Someone


def team_of(person_id: int) -> Team | None:
    """The one team a person is counted in, now."""
    return db.session.scalar(sa.select(Team).join(Membership).where(Membership.person_id == person_id))


def members(team_id: int) -> list[Person]:
    """Everyone in the team now, by shown name."""
    chosen = sa.select(Person).join(Membership, Membership.person_id == Person.id).where(Membership.team_id == team_id)
    return list(db.session.scalars(chosen.order_by(Person.name, Person.id)))


def colleagues(person: "Someone") -> list[Person]:
    """The others in one's own team."""
    team = team_of(person.id)
    return [other for other in members(team.id) if other.id != person.id] if team else []


def memberships() -> Sequence[tuple[int, int]]:
    """(person, team) for everyone who belongs somewhere; what a roster is frozen from."""
    return [(row.person_id, row.team_id) for row in db.session.execute(sa.select(Membership.person_id, Membership.team_id))]


def leads(team_ids: Collection[int] | None = None) -> set[tuple[int, int]]:
    """(person, team) of every lead, or of these teams' leads."""
    chosen = sa.select(RoleGrant.person_id, RoleGrant.team_id).where(RoleGrant.role == "lead")
    if team_ids is not None:
        chosen = chosen.where(RoleGrant.team_id.in_(team_ids))
    return {(row.person_id, row.team_id) for row in db.session.execute(chosen)}


def grants(workplace_id: int) -> list[RoleGrant]:
    """Every role anyone of the workplace holds."""
    return list(db.session.scalars(sa.select(RoleGrant).join(Person).where(Person.workplace_id == workplace_id)))


def reps(unit_id: int, role: str) -> list[Person]:
    """The unit's safety reps or union reps."""
    chosen = sa.select(Person).join(RoleGrant).where(RoleGrant.unit_id == unit_id, RoleGrant.role == role)
    return list(db.session.scalars(chosen.order_by(Person.name)))


def supporters(workplace_id: int) -> list[Person]:
    """Trained supporters of the workplace."""
    chosen = sa.select(Person).join(RoleGrant).where(RoleGrant.role == "supporter", Person.workplace_id == workplace_id)
    return list(db.session.scalars(chosen.order_by(Person.name)))


def people(workplace_id: int) -> list[tuple[Person, Team | None]]:
    """Everyone of the workplace with their team, by name; nothing else about anyone."""
    chosen = sa.select(Person, Team).outerjoin(Membership, Membership.person_id == Person.id).outerjoin(Team, Team.id == Membership.team_id)
    chosen = chosen.where(Person.workplace_id == workplace_id, Person.left_day.is_(None)).order_by(Person.name, Person.id)
    return [(row[0], row[1]) for row in db.session.execute(chosen)]


def units(workplace_id: int) -> list[Unit]:
    """The workplace's units with their teams, in two statements."""
    chosen = sa.select(Unit).where(Unit.workplace_id == workplace_id).order_by(Unit.name)
    return list(db.session.scalars(chosen.options(selectinload(Unit.teams))))


def unit(workplace_id: int, unit_id: int) -> Unit | None:
    return db.session.scalar(sa.select(Unit).where(Unit.id == unit_id, Unit.workplace_id == workplace_id))


def team(workplace_id: int, team_id: int) -> Team | None:
    return db.session.scalar(sa.select(Team).join(Unit).where(Team.id == team_id, Unit.workplace_id == workplace_id))


def team_log(team_id: int) -> list[TeamLog]:
    """What was done to the team, the newest day first. Every member may read it."""
    return list(db.session.scalars(sa.select(TeamLog).where(TeamLog.team_id == team_id).order_by(TeamLog.day.desc(), TeamLog.id)))


def workplace(workplace_id: int) -> Workplace | None:
    return db.session.get(Workplace, workplace_id)


def only_workplace() -> Workplace | None:
    """The install's workplace, where it has exactly one."""
    found = db.session.scalars(sa.select(Workplace).limit(2)).all()
    return found[0] if len(found) == 1 else None


def is_empty() -> bool:
    """Whether this install has no administrator yet."""
    return not db.session.scalar(sa.select(sa.exists().where(RoleGrant.role == "workplace_admin")))
