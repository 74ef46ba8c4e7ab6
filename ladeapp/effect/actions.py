"""Verbs of a wave: proposed, signed by three, withdrawn until it opens, opened on its Monday. It closes with the team's number, by the same close."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from .. import clock
from ..accords import discussed
from ..accords import queries as accords
from ..accords.rules import KEYS
from ..db import BLIND, db
from ..people.models import Workplace
from ..people.queries import Someone
from ..people.rules import FORMER
from ..trends import rules
from ..trends import waves as trends
from . import asking, waves
from .models import Wave, WaveSignature, WaveTeam


class Refused(Exception):
    """Nothing has changed. `why`: 'discussion' not signed, 'another' wave is ahead, 'often' enough this year, 'small' – nobody could be asked."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotHers(Exception):
    """There is no such wave here, or no key of hers that could sign it. Nothing has changed."""


def propose(by: Someone, months: int, scales: Iterable[str], weeks: int, joined: Mapping[int, int | None]) -> UUID:
    """Lay a wave before the partsgruppe.

    joined    every team of the workplace → the group it is joined into, None where it stands alone
    raises    NotHers, Refused; ValueError for what is no wave
    """
    if months not in asking.MONTHS or weeks not in asking.WEEKS or set(joined) != set(waves.teams(by.workplace_id)):
        raise ValueError("no such wave")
    chosen, groups = asking.clean_scales(scales), asking.groups_of(joined)
    _wait(by.workplace_id)
    if not any(person_id == by.id for person_id, _role in accords.holding(by.workplace_id)):
        raise NotHers
    _may_be(by.workplace_id, groups)
    wave = Wave(workplace_id=by.workplace_id, day=clock.today(), months=months, weeks=weeks, scales=",".join(chosen))
    wave.teams = [WaveTeam(team_id=team, head_id=head) for head, group in groups.items() for team in group]
    db.session.add(wave)
    db.session.commit()
    return wave.id


def sign(by: Someone, wave_id: UUID, role: str) -> bool:
    """Put her name under it; once more changes nothing. True when all three have: it opens on the next Monday.

    raises    NotHers, Refused
    """
    _wait(by.workplace_id)
    sheet = waves.sheet(by.workplace_id, wave_id)
    if sheet is None or (by.id, role) not in sheet.holding:
        raise NotHers
    wave = sheet.wave
    if wave.first_day:
        db.session.rollback()
        return True
    if all(one.person_id != by.id for one in sheet.turned.values()):
        if role in sheet.turned:
            raise NotHers
        for old in [each for each in wave.signatures if each.role == role or each.person_id == by.id]:
            db.session.delete(old)
        db.session.flush()
        wave.signatures = [each for each in wave.signatures if each.role != role and each.person_id != by.id]
        wave.signatures.append(WaveSignature(person_id=by.id, name=by.name, role=role, day=clock.today()))
    if is_agreed := len(sheet.turned) == len(KEYS):
        _agree(wave)
    db.session.commit()
    return is_agreed


def withdraw(by: Someone, wave_id: UUID) -> None:
    """Any one of the three keys takes it off the table, until it has opened. raises   NotHers"""
    _wait(by.workplace_id)
    sheet = waves.sheet(by.workplace_id, wave_id)
    if sheet is None or not waves.asking_keys(sheet.holding, by.id):
        raise NotHers
    not_yet = sa.delete(Wave).where(Wave.id == wave_id, Wave.closes.is_(None)).returning(Wave.id)  # it may be opening at this moment
    if db.session.scalar(not_yet, execution_options=BLIND) is None:
        raise NotHers
    db.session.commit()


def open_due(at: datetime) -> None:
    """Open every agreed wave whose Monday has come; forget what three have not signed in time."""
    today = at.astimezone(rules.ZONE).date()
    lapsed = sa.and_(Wave.first_day.is_(None), Wave.day <= today - asking.LAPSES)
    db.session.execute(sa.delete(Wave).where(lapsed), execution_options=BLIND)
    due = db.session.scalars(sa.select(Wave.id).where(Wave.first_day <= today, Wave.closes.is_(None))).all()
    db.session.commit()
    for wave_id in due:
        _open(wave_id)


def forget_name(person_id: int) -> None:
    """Nobody knows any more who she was that signed. Joins the caller's transaction."""
    hers = sa.update(WaveSignature).where(WaveSignature.person_id == person_id).values(name=FORMER, person_id=None)
    db.session.execute(hers, execution_options=BLIND)


def _open(wave_id: UUID) -> None:
    claimed = sa.select(Wave).where(Wave.id == wave_id, Wave.closes.is_(None)).with_for_update()
    wave = db.session.scalar(claimed.execution_options(populate_existing=True))
    if wave is None or wave.first_day is None:
        db.session.rollback()
        return
    enough = {head for head, found in trends.heads(wave.groups, wave.first_day).items() if found.is_enough}
    for each in wave.teams:
        each.is_asked = each.head_id in enough
    wave.closes = rules.closes_after(wave.first_day, wave.weeks)
    trends.open_scales(waves.numbers(wave), wave.first_day, wave.weeks, wave.asked)
    db.session.commit()


def _agree(wave: Wave) -> None:
    first_day = asking.monday_after(clock.today())
    if not discussed.is_signed(wave.workplace_id):
        raise Refused("discussion")
    number = asking.number_of(first_day, waves.first_days(wave.workplace_id))
    if number is None:
        raise Refused("often")
    wave.first_day, wave.year, wave.number = first_day, first_day.year, number


def _may_be(workplace_id: int, groups: Mapping[int, Collection[int]]) -> None:
    today: date = clock.today()
    if not discussed.is_signed(workplace_id):
        raise Refused("discussion")
    if waves.ahead(workplace_id, clock.now()):
        raise Refused("another")
    monday = asking.monday_after(today)
    if asking.number_of(monday, waves.first_days(workplace_id)) is None:
        raise Refused("often")
    if not any(found.is_enough for found in trends.heads(groups, monday).values()):
        raise Refused("small")


def _wait(workplace_id: int) -> None:
    """Two who propose or sign at once wait for each other."""
    db.session.execute(sa.select(Workplace.id).where(Workplace.id == workplace_id).with_for_update())
