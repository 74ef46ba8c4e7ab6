"""What a period's sealed answers come to: the only place that opens them, called by the close alone."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import sqlalchemy as sa
import structlog

from ..db import db
from . import keys, rules
from .models import Contribution, Period, Roster, RosterConfirmation, Terms
from .opening import still_counted

log = structlog.get_logger()


def levels(period_id: str, key: keys.PeriodKey | None) -> Iterator[tuple[int, int | None]]:
    """(team, level in tenths or None) for every team, or group of a wave, that was frozen when the period opened."""
    values = _values(period_id, key) if key else {}
    is_scale = rules.is_scale(period_id)
    confirmed = set() if is_scale else _confirmed(period_id)
    for team_id, mode_name, own_k, counted, stayed in db.session.execute(_standing(period_id)):
        mode, k = rules.MODES[mode_name], rules.terms(mode_name, own_k).k
        if is_scale:
            allowed = rules.group_allows(counted or 0, stayed or 0)
        else:
            allowed = rules.roster_allows(counted or 0, stayed or 0, k, team_id in confirmed)
        yield team_id, rules.release(values.get(team_id, ()), allowed, k, partial(rules.discrete_laplace, mode.scale))


def _standing(period_id: str) -> sa.Select[int, str, int, int, int]:
    """Each team's terms, how many are counted, and how many of those were counted before: there last period, or in any team before a wave."""
    before = sa.orm.aliased(Roster)
    same = sa.and_(before.person_id == Roster.person_id, before.counted)
    if rules.is_scale(period_id):
        same = sa.and_(same, before.period_id == _before_a_wave(period_id).id)
    else:
        same = sa.and_(same, before.period_id == rules.period(period_id).previous.id, before.team_id == Roster.team_id)
    heads = (
        sa.select(Roster.team_id, sa.func.count().label("counted"), sa.func.count(before.person_id).label("stayed"))
        .outerjoin(before, same)
        .where(still_counted(period_id))
        .group_by(Roster.team_id)
        .subquery()
    )
    return (
        sa.select(Terms.team_id, Terms.mode, Terms.k, heads.c.counted, heads.c.stayed)
        .outerjoin(heads, heads.c.team_id == Terms.team_id)
        .where(Terms.period_id == period_id)
        .order_by(Terms.team_id)
    )


def _before_a_wave(period_id: str) -> rules.Span:
    opens = db.session.scalars(sa.select(Period.opens).where(Period.id == period_id)).one()
    return rules.before_a_wave(opens.astimezone(rules.ZONE).date())


def _values(period_id: str, key: keys.PeriodKey) -> dict[int, list[int]]:
    """Team by team, the values of the counted. A team with one seal that does not open has none."""
    roster = db.session.execute(sa.select(Roster.team_id, Roster.person_id).where(still_counted(period_id)))
    counted = {key.tag(period_id, team_id, person_id) for team_id, person_id in roster}
    sealed = sa.select(Contribution.team_id, Contribution.tag, Contribution.sealed).where(Contribution.period_id == period_id)
    values: dict[int, list[int]] = defaultdict(list)
    broken = set()
    for team_id, tag, seal in db.session.execute(sealed):
        try:
            value = key.unseal(seal, tag)
        except keys.SealBroken:
            broken.add(team_id)
            continue
        if tag in counted:
            values[team_id].append(value)
    if broken:
        log.error("some answers could not be opened; their teams get no number", period=period_id, teams=len(broken))
    return {team_id: found for team_id, found in values.items() if team_id not in broken}


def _confirmed(period_id: str) -> set[int]:
    """Teams whose safety rep and union rep, two people, both confirmed exactly the roster that was frozen."""
    safety, union = sa.orm.aliased(RosterConfirmation), sa.orm.aliased(RosterConfirmation)
    both = sa.and_(
        union.team_id == safety.team_id,
        union.period_id == safety.period_id,
        union.digest == safety.digest,
        union.person_id != safety.person_id,
        union.role == "union_rep",
    )
    agreed = sa.select(safety.team_id, safety.digest).join(union, both).where(safety.period_id == period_id, safety.role == "safety_rep")
    digests = dict(db.session.execute(agreed).all())
    confirmations = sa.select(RosterConfirmation.team_id).where(RosterConfirmation.period_id == period_id)
    frozen = sa.select(Roster.team_id, Roster.person_id, Roster.counted)
    rosters: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for team_id, person_id, counted in db.session.execute(frozen.where(Roster.period_id == period_id, Roster.team_id.in_(confirmations))):
        rosters[team_id].append((person_id, counted))
    return {team_id for team_id, digest in digests.items() if rules.roster_digest(rosters[team_id]) == digest}
