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
from .models import Wave, WaveSignature, WaveTeam


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
    """What was released of one scale for one group, in tenths; None for "no number". `blur_tenths` is half the width of the band around it."""

    scale: str
    level_tenths: int | None
    blur_tenths: int


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


def team_of(person_id: int) -> int | None:
    return db.session.scalar(sa.select(Membership.team_id).where(Membership.person_id == person_id))


def leads(person_id: int) -> bool:
    """Whether she reads a wave's numbers as a lead does: a day after the others."""
    return bool(db.session.scalar(sa.select(sa.exists().where(RoleGrant.person_id == person_id, RoleGrant.role == "lead"))))


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


def results(workplace_id: int, now: datetime, as_lead: bool) -> list[Read]:
    """Every wave whose numbers this reader may see, the newest first: from `release` alone."""
    names, found = teams(workplace_id), []
    for wave in waves(workplace_id):
        if wave.closes is None:
            continue
        seen = trends.released(numbers(wave), now, as_lead)
        groups = {name_of(group, names): head for head, group in wave.groups.items()}
        read = [
            (name, [_result(scale, *seen[head, scale.id]) for scale in numbers(wave) if (head, scale.id) in seen])
            for name, head in groups.items()
        ]
        if any(levels for _name, levels in read):
            small = sorted(name for name, head in groups.items() if head not in wave.asked)
            found.append(Read(wave, sorted((name, levels) for name, levels in read if levels), small))
    return found


def _result(scale: rules.Scale, level_tenths: int | None, terms: rules.Terms) -> Result:
    return Result(scale.key, level_tenths, rules.blur_tenths(terms))


def told(person_id: int, workplace_id: int, now: datetime) -> dict[str, Any] | None:
    """What her phone must know of the running wave; None where none runs. The same whether she has answered or not."""
    wave = running(workplace_id, now)
    if wave is None or wave.closes is None or wave.first_day is None:
        return None
    team, names = team_of(person_id), teams(workplace_id)
    group = next((each.head_id for each in wave.teams if each.team_id == team), None)
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
    """(kind, id, text, n), one row where her team is asked just now; for home's own statement. The same whether she has answered or not."""
    none, nothing = sa.cast(sa.null(), sa.Uuid), sa.cast(sa.null(), sa.String)
    hers = sa.select(Membership.team_id).where(Membership.person_id == person_id).scalar_subquery()
    leads = sa.exists().where(RoleGrant.person_id == person_id, RoleGrant.role == "lead")
    asked = WaveTeam.wave_id == Wave.id, WaveTeam.team_id == hers, WaveTeam.is_asked
    rows = sa.select(sa.literal_column("'wave'"), none, nothing, sa.literal_column("0")).select_from(Wave)
    return rows.where(Wave.closes > now, ~leads, sa.exists().where(*asked))


def _whole() -> sa.Select[Wave]:
    return sa.select(Wave).options(selectinload(Wave.teams), selectinload(Wave.signatures)).execution_options(populate_existing=True)
