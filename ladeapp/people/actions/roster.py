"""Who belongs to which team and who holds which role; each change stands in the team's log with the name of who made it."""

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db

from .. import queries, rules
from ..models import Membership, Person, RoleGrant, Team, TeamLog, Unit


class Clash(Exception):
    """She holds a role that this one must not be joined with; `.role` names it."""

    def __init__(self, role: str) -> None:
        super().__init__(role)
        self.role = role


def log(team_id: int, actor: str, what: str, about: str = "") -> None:
    """Write a line in the team's log, committed with what the caller does.

    what   a key of `people.words.LOG`
    about  the name it concerns, where it concerns somebody
    """
    db.session.add(TeamLog(day=clock.today(), team_id=team_id, actor=actor, what=what, about=about))


def place(person: Person, team: Team, actor: str) -> None:
    """Let a person belong to a team, from whichever she was in, or from having left. Counts from the next period: running rosters are frozen."""
    person.left_day = None
    membership = db.session.get(Membership, person.id)
    if membership is None:
        db.session.add(Membership(person_id=person.id, team_id=team.id, since_day=clock.today(), added_by=actor))
        log(team.id, actor, "added", person.name)
    elif membership.team_id != team.id:
        log(membership.team_id, actor, "moved_out", person.name)
        log(team.id, actor, "moved_in", person.name)
        membership.team_id, membership.since_day, membership.added_by = team.id, clock.today(), actor
    db.session.commit()


def remove(person: Person, actor: str) -> None:
    """Let a person belong to no team; her account and her diary stay."""
    membership = db.session.get(Membership, person.id)
    if membership is not None:
        log(membership.team_id, actor, "removed", person.name)
        db.session.delete(membership)
    db.session.commit()


def give_role(person: Person, role: str, actor: str, unit: Unit | None = None, team: Team | None = None) -> None:
    """Let a person hold a role: lead of `team`, safety or union rep of `unit`, supporter or administrator of the workplace.

    A role already held changes nothing, and whoever has left holds none. Raises Clash.
    """
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())  # two grants at once wait for each other
    held = queries.roles_of(person.id)
    unit_id, team_id = unit.id if unit else None, team.id if team else None
    if person.left_day is not None or any((grant.role, grant.unit_id, grant.team_id) == (role, unit_id, team_id) for grant in held):
        return
    if other := rules.clash(role, team.unit_id if team else unit_id, _places(held)):
        raise Clash(other)
    db.session.add(RoleGrant(person_id=person.id, role=role, unit_id=unit_id, team_id=team_id))
    tell(role, "given", actor, person.name, unit_id, team_id)
    db.session.commit()


def revoke_role(grant: RoleGrant, actor: str) -> None:
    """Take a role back."""
    tell(grant.role, "revoked", actor, grant.person.name, grant.unit_id, grant.team_id)
    db.session.delete(grant)
    db.session.commit()


def _places(held: list[RoleGrant]) -> list[tuple[str, int | None]]:
    """Each role with the unit it counts in; a lead's is her team's."""
    units = {grant.team_id: db.session.get_one(Team, grant.team_id).unit_id for grant in held if grant.team_id}
    return [(grant.role, units[grant.team_id] if grant.team_id else grant.unit_id) for grant in held]


def tell(role: str, what: str, actor: str, about: str, unit_id: int | None, team_id: int | None) -> None:
    """The teams a role concerns read it in their logs; a supporter's or an administrator's concerns none more than another."""
    for each in concerned(unit_id, team_id):
        log(each, actor, f"{role}_{what}", about)


def concerned(unit_id: int | None, team_id: int | None) -> list[int]:
    """The teams that somebody with a role in this unit or team leads or represents."""
    if unit_id:
        return list(db.session.scalars(sa.select(Team.id).where(Team.unit_id == unit_id)))
    return [team_id] if team_id else []
