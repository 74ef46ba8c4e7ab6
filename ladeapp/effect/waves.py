"""Reads of waves: what is proposed, what runs, what was released. Nothing here looks at a contribution."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..accords import queries as accords
from ..accords.rules import KEYS, Signature, turned
from ..db import db
from ..people.models import Membership, RoleGrant, Team, Unit
from ..trends import rules
from ..trends import waves as trends
from . import asking
from .change import Number
from .models import Wave, WaveSignature

Levels = dict[tuple[tuple[int, ...], str], Number | None]  # (a group's teams, scale) → its number


@dataclass(frozen=True)
class Sheet:
    """A wave with the names under it, as it stands at this moment."""

    wave: Wave
    holding: accords.Holding

    @property
    def turned(self) -> dict[str, Signature]:
        """Key → whose signature counts: of whoever holds it still, while three have not signed."""
        signed = [Signature(each.person_id, each.role, each.day) for each in self.wave.signatures]
        return turned(signed, self.holding)

    @property
    def signed(self) -> dict[str, WaveSignature]:
        """Key → the name that is shown."""
        counting = self.turned
        return {each.role: each for each in self.wave.signatures if self.wave.first_day or each.role in counting}

    @property
    def is_left_open(self) -> bool:
        """Whether three have signed and it is not agreed: one had lost her role when the last of them did, and has it again."""
        return not self.wave.first_day and len(self.turned) == len(KEYS)

    def roles_of(self, person_id: int) -> list[str]:
        """The keys with which she could sign; hers once more where it was left open."""
        hers = [role for role, one in self.turned.items() if one.person_id == person_id]
        if self.wave.first_day or hers:
            return hers if self.is_left_open else []
        return [role for role in asking_keys(self.holding, person_id) if role not in self.turned]


@dataclass(frozen=True)
class Result:
    """What was released of one scale for one group, in tenths; None for "no number". `blur_tenths` is half the width of the band around it.

    begun   what the same teams' number was where they began; None where they had none, or this is where they began
    """

    scale: str
    level_tenths: int | None
    terms: rules.Terms
    begun: Number | None = None

    @property
    def blur_tenths(self) -> int:
        return rules.blur_tenths(self.terms)

    @property
    def number(self) -> Number | None:
        return None if self.level_tenths is None else Number(self.level_tenths, self.terms)


@dataclass(frozen=True)
class Read:
    """A closed wave as one reader may see it: its groups by name with their numbers, and those who were too few to be asked."""

    wave: Wave
    groups: list[tuple[str, list[Result]]]
    not_asked: list[str]


def asking_keys(holding: accords.Holding, person_id: int) -> list[str]:
    return [role for holder, role in sorted(holding) if holder == person_id]


def teams(workplace_id: int) -> dict[int, str]:
    """Team → its name, with its unit's where two have the same; by name."""
    chosen = sa.select(Team.id, Team.name, Unit.name.label("unit")).join(Unit, Unit.id == Team.unit_id)
    rows = db.session.execute(chosen.where(Unit.workplace_id == workplace_id)).all()
    twice = {row.name for row in rows if sum(other.name == row.name for other in rows) > 1}
    named = {row.id: f"{row.name}, {row.unit}" if row.name in twice else row.name for row in rows}
    return dict(sorted(named.items(), key=lambda one: (one[1].casefold(), one[0])))


def sheet(workplace_id: int, wave_id: UUID) -> Sheet | None:
    wave = db.session.scalar(_whole().where(Wave.id == wave_id, Wave.workplace_id == workplace_id))
    return Sheet(wave, accords.holding(workplace_id)) if wave else None


def waves(workplace_id: int) -> Sequence[Wave]:
    """All of them, the newest first: what is proposed, then by first day."""
    found = db.session.scalars(_whole().where(Wave.workplace_id == workplace_id)).all()
    return sorted(found, key=lambda wave: wave.first_day or date.max, reverse=True)


def ahead(workplace_id: int, now: datetime) -> Wave | None:
    """The one that is proposed, agreed or open: there is one at a time."""
    return next((wave for wave in waves(workplace_id) if wave.closes is None or wave.closes > now), None)


def running(workplace_id: int, now: datetime) -> Wave | None:
    """The one that takes answers at this moment."""
    return db.session.scalar(_whole().where(Wave.workplace_id == workplace_id, Wave.closes > now))


def first_days(workplace_id: int) -> list[date]:
    """When each of the workplace's agreed waves opened, or will."""
    return list(db.session.scalars(sa.select(Wave.first_day).where(Wave.workplace_id == workplace_id, Wave.first_day.is_not(None))))


def hers(person_id: int) -> dict[int, bool]:
    """The teams that she belongs to or leads → whether she leads it."""
    member = sa.select(Membership.team_id, sa.false().label("leads")).where(Membership.person_id == person_id)
    lead = sa.select(RoleGrant.team_id, sa.true()).where(RoleGrant.person_id == person_id, RoleGrant.role == "lead")
    both: sa.CompoundSelect[int, bool] = sa.union(member, lead)
    return {team: bool(leads) for team, leads in sorted(map(tuple, db.session.execute(both)))}  # that she leads it stands last


def heads(wave: Wave, today: date) -> Mapping[int, trends.Heads]:
    """How many each group counts, if it opened on the next Monday."""
    return trends.heads(wave.groups, wave.first_day or asking.monday_after(today))


def numbers(wave: Wave) -> list[rules.Scale]:
    """Its scales as sealed numbers. Raises ValueError before three have signed."""
    if wave.year is None or wave.number is None:
        raise ValueError("a wave has no number before it is agreed")
    return [rules.Scale(wave.year, wave.number, key, wave.workplace_id) for key in wave.keys]


def name_of(group: Collection[int], names: Mapping[int, str]) -> str:
    return " + ".join(names[team] for team in sorted(group, key=lambda team: names.get(team, "")) if team in names)


def results(workplace_id: int, now: datetime, hers: Collection[int], as_lead: bool) -> list[Read]:
    """Every wave whose numbers this reader may see, the newest first: from `release` alone.

    hers       her teams. What a team in low-trust mode was in is "no number" elsewhere
    as_lead    whoever leads any reads a day later
    """
    names, found, begun = teams(workplace_id), list[Read](), Levels()
    for wave in reversed(waves(workplace_id)):
        if wave.closes is None:
            continue
        if wave.months == 0:
            begun = {}
        seen = trends.released(numbers(wave), now, as_lead)
        told = {group: _results(wave, head, seen, begun, hers) for head, group in wave.groups.items()}
        if wave.months == 0:
            begun = {(group, one.scale): one.number for group, results in told.items() for one in results}
        if any(told.values()):
            small = sorted(name_of(group, names) for head, group in wave.groups.items() if head not in wave.asked)
            found.append(Read(wave, sorted((name_of(group, names), results) for group, results in told.items() if results), small))
    return found[::-1]


def _results(wave: Wave, head: int, seen: trends.Released, begun: Levels, hers: Collection[int]) -> list[Result]:
    """One group's, in the order in which they were asked."""
    group = wave.groups[head]
    told = [(scale.key, *seen[head, scale.id]) for scale in numbers(wave) if (head, scale.id) in seen]
    is_hers = any(team in hers for team in group)
    return [Result(key, level if is_hers or not terms.low_trust else None, terms, begun.get((group, key))) for key, level, terms in told]


def told(person_id: int, workplace_id: int, now: datetime) -> dict[str, Any] | None:
    """What her phone must know of the running wave; None where none runs. The same whether she has answered or not."""
    wave = running(workplace_id, now)
    if wave is None or wave.closes is None or wave.first_day is None:
        return None
    names, listed = teams(workplace_id), trends.listed(person_id, now)  # who was moved meanwhile stays where she was asked
    group = listed[0] if listed else _group_of(wave, person_id)
    standing = trends.standing(person_id, numbers(wave))
    return {
        "wave": wave.name,
        "months": wave.months,
        "closes": wave.closes.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "group": name_of(wave.groups[group], names) if group else None,
        "counted": any(one["counted"] for one in standing.values()),
        "is_asked": group in wave.asked,
        "scales": [{"scale": scale.key, "period": scale.said, **standing[scale.said]} for scale in numbers(wave) if scale.said in standing],
    }


def home_rows(person_id: int, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    """(kind, id, text, n), one row where she is asked just now; for home's own statement. The same whether she has answered or not."""
    none, nothing = sa.cast(sa.null(), sa.Uuid), sa.cast(sa.null(), sa.String)
    leads = sa.exists().where(RoleGrant.person_id == person_id, RoleGrant.role == "lead")
    listed = trends.listed_rows(person_id, now).subquery()
    return sa.select(sa.literal_column("'wave'"), none, nothing, sa.literal_column("0")).where(sa.exists().where(listed.c.counted), ~leads)


def _group_of(wave: Wave, person_id: int) -> int | None:
    team = db.session.scalar(sa.select(Membership.team_id).where(Membership.person_id == person_id))
    return next((each.head_id for each in wave.teams if each.team_id == team), None)


def _whole() -> sa.Select[Wave]:
    return sa.select(Wave).options(selectinload(Wave.teams), selectinload(Wave.signatures)).execution_options(populate_existing=True)
