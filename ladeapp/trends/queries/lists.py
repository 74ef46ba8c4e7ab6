"""Who stands on a team's frozen rosters, what the team's log says, and which period can give the next number."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ladeapp.accords import queries as accords
from ladeapp.db import db
from ladeapp.people.models import Membership, Person, RoleGrant, Team, TeamLog, Unit

from .. import decided, rules
from ..decided import LedTo
from ..models import Roster, RosterConfirmation, Terms, of_teams
from ..opening import LEADS_IT
from .numbers import REPS, Reading


@dataclass(frozen=True)
class Listed:
    """Somebody on a roster, and who added her if she is in the team still."""

    period_id: str
    person_id: int
    name: str
    counted: bool
    added_by: str | None


@dataclass(frozen=True)
class Logged:
    """A line of the team's log: `what` is a key of people's words."""

    day: date
    actor: str
    what: str
    about: str


@dataclass(frozen=True)
class Lists:
    """Rosters of the last three periods by name, the safety reps to ask, the log with the newest first,
    (period, digest) that both reps confirmed, the terms frozen with each roster, what the workplace has agreed, and what came of it."""

    listed: list[Listed]
    safety_reps: list[str]
    log: list[Logged]
    confirmed: frozenset[tuple[str, str]]
    terms: dict[str, rules.Terms]
    agreed: accords.Standing
    led_to: list[LedTo]  # the newest first

    def roster(self, span: rules.Span) -> list[Listed]:
        return [person for person in self.listed if person.period_id == span.id]

    def next_number(self, readings: Collection[Reading], current: rules.Span) -> rules.Span:
        """The first period not in `readings` that can give this team a number, judged by its rosters alone."""
        released = {reading.span for reading in readings}
        possible = (span for span in (current.previous, current) if span not in released and self._allows(span))
        return next(possible, current.next)

    def _allows(self, span: rules.Span) -> bool:
        if span.id not in self.terms:
            return False
        roster = self.roster(span)
        counted = {person.person_id for person in roster if person.counted}
        before = {person.person_id for person in self.roster(span.previous) if person.counted}
        digest = rules.roster_digest((person.person_id, person.counted) for person in roster)
        return rules.roster_allows(len(counted), len(counted & before), self.terms[span.id].k, (span.id, digest) in self.confirmed)


@dataclass(frozen=True)
class Coming:
    """The list as it would be frozen at the next opening, and which rep has confirmed exactly this one."""

    people: list[Listed]
    digest: str
    confirmed_by: dict[str, str]


def lists(team: Team, current: rules.Span) -> Lists:
    """The last three rosters, the roles, the log and the confirmations of one team: one statement."""
    spans = (current.previous.previous.id, current.previous.id, current.id)
    parts: tuple[sa.Select[*tuple[Any, ...]], ...] = (
        _rosters(team.id, spans),
        _safety_reps(team),
        _log(team.id),
        _words(team.id, spans),
        _terms(team.id, spans),
        _agreed(team),
    )
    parts += tuple(_led_to(team, rows) for rows in decided.OFFERED)
    rows = db.session.execute(sa.union_all(*parts)).all()
    listed = [Listed(row.period_id, row.person_id, row.name, row.counted, row.text) for row in rows if row.kind == "on"]
    log = [Logged(row.day, row.name, row.text, row.about) for row in rows if row.kind == "log"]
    given: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        if row.kind == "word":
            given[row.period_id, row.name].add(row.person_id)
    return Lists(
        _by_name(listed),
        sorted(row.name for row in rows if row.kind == "rep"),
        sorted(log, key=lambda line: (-line.day.toordinal(), line.what, line.about)),
        frozenset(agreed for agreed, people in given.items() if len(people) == len(REPS)),
        {row.period_id: rules.terms(row.name, row.person_id, row.counted) for row in rows if row.kind == "terms"},
        accords.Standing.of(rows),
        sorted((LedTo(row.day, row.text) for row in rows if row.kind == "led_to"), key=lambda one: (-one.day.toordinal(), one.text)),
    )


def lists_with(person_id: int) -> list[rules.Span]:
    """The periods on whose list this person stands, the newest first."""
    chosen = sa.select(Roster.period_id).where(Roster.person_id == person_id, of_teams(Roster.period_id)).order_by(Roster.period_id.desc())
    return [rules.period(period_id) for period_id in db.session.scalars(chosen)]


def coming(team_id: int, span: rules.Span) -> Coming:
    """The members of now, as they would be frozen when `span` opens, and the reps' words about that list: two statements."""
    members = (
        sa.select(Person.id, Person.name, Membership.added_by, (~LEADS_IT).label("counted"))
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.team_id == team_id, Membership.since_day < span.first_day, Person.left_day.is_(None))
    )
    people = [Listed(span.id, row.id, row.name, row.counted, row.added_by) for row in db.session.execute(members)]
    digest = rules.roster_digest((person.person_id, person.counted) for person in people)
    given = sa.select(RosterConfirmation.role, Person.name).join(Person, Person.id == RosterConfirmation.person_id)
    same = (RosterConfirmation.team_id == team_id, RosterConfirmation.period_id == span.id, RosterConfirmation.digest == digest)
    return Coming(_by_name(people), digest, dict(db.session.execute(given.where(*same)).all()))


def _by_name(people: list[Listed]) -> list[Listed]:
    return sorted(people, key=lambda person: (person.name.casefold(), person.person_id))


def _rosters(team_id: int, spans: Collection[str]) -> sa.Select[*tuple[Any, ...]]:
    still = sa.and_(Membership.person_id == Roster.person_id, Membership.team_id == Roster.team_id)
    return (
        sa.select(
            sa.literal_column("'on'").label("kind"),
            Roster.period_id.label("period_id"),
            Roster.person_id.label("person_id"),
            Person.name.label("name"),
            Roster.counted.label("counted"),
            Membership.added_by.label("text"),
            sa.cast(sa.null(), sa.Date).label("day"),
            sa.cast(sa.null(), sa.String).label("about"),
        )
        .join(Person, Person.id == Roster.person_id)
        .outerjoin(Membership, still)
        .where(Roster.team_id == team_id, Roster.period_id.in_(spans))
    )


def _safety_reps(team: Team) -> sa.Select[*tuple[Any, ...]]:
    none = sa.null()
    held: sa.Select[*tuple[Any, ...]] = sa.select(
        sa.literal_column("'rep'"), none, RoleGrant.person_id, Person.name, none, none, none, none
    )
    return held.join(Person, Person.id == RoleGrant.person_id).where(RoleGrant.unit_id == team.unit_id, RoleGrant.role == "safety_rep")


def _log(team_id: int) -> sa.Select[*tuple[Any, ...]]:
    none = sa.null()
    return sa.select(sa.literal_column("'log'"), none, none, TeamLog.actor, none, TeamLog.what, TeamLog.day, TeamLog.about).where(
        TeamLog.team_id == team_id
    )


def _words(team_id: int, spans: Collection[str]) -> sa.Select[*tuple[Any, ...]]:
    none, word = sa.null(), RosterConfirmation
    return sa.select(sa.literal_column("'word'"), word.period_id, word.person_id, word.digest, none, word.role, none, none).where(
        word.team_id == team_id, word.period_id.in_(spans)
    )


def _terms(team_id: int, spans: Collection[str]) -> sa.Select[*tuple[Any, ...]]:
    none = sa.null()
    frozen: sa.Select[*tuple[Any, ...]] = sa.select(
        sa.literal_column("'terms'"), Terms.period_id, Terms.k, Terms.mode, Terms.low_trust, none, none, none
    )
    return frozen.where(Terms.team_id == team_id, Terms.period_id.in_(spans))


def _agreed(team: Team) -> sa.Select[*tuple[Any, ...]]:
    none, agreed = sa.null(), accords.standing_rows(_workplace(team)).subquery()
    return sa.select(agreed.c.kind, none, none, agreed.c.name, none, agreed.c.text, none, none)


def _led_to(team: Team, rows: decided.Rows) -> sa.Select[*tuple[Any, ...]]:
    none, told = sa.null(), rows(_workplace(team)).subquery()
    return sa.select(sa.literal_column("'led_to'"), none, none, none, none, told.c.text, told.c.day, none)


def _workplace(team: Team) -> Any:
    return sa.select(Unit.workplace_id).where(Unit.id == team.unit_id).scalar_subquery()
