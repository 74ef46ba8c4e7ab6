"""What the matching goes by: who has joined, where each belongs, what keeps two apart, and who has met whom lately."""

import hmac
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from itertools import combinations
from uuid import UUID

import sqlalchemy as sa

from ladeapp.config import settings
from ladeapp.db import db
from ladeapp.pairing import queries as pairing
from ladeapp.pairing.models import PairingChoice
from ladeapp.people.models import Membership, Person, RoleGrant, Team
from ladeapp.shifts import queries as shifts

from .. import rules
from ..models import FirstInLine, Joining, Met, Round, RoundChoice, StandingPair

MANY = 500  # ids in one statement; databases have an upper limit


def tags_of(round_id: UUID) -> Callable[[int, int], bytes]:
    """What two leave behind when they have been brought together in this round; without the server's secret it tells nothing.

    In another round the same two leave another tag.
    """
    key = hmac.digest(settings().secret_key.encode(), b"rounds: met|" + round_id.bytes, sha256)
    return lambda one, other: hmac.digest(key, b"%d|%d" % (min(one, other), max(one, other)), sha256)


def pool_for(round: Round, today: date) -> rules.Pool:
    """Everyone to be matched in a round: who joined or waits in it and, at its start, every standing pair of which nobody rests."""
    waiting = db.session.scalars(sa.select(Joining.person_id).where(Joining.round_id == round.id)).all()
    pairs = standing_pairs(round.workplace_id, today) if round.state != "running" else []
    ids = {*waiting, *(person for pair in pairs for person in pair)}
    people = {joiner.id: joiner for joiner in joiners(round.workplace_id, ids, round.starts_at, round.ends_at)}
    apart = apart_now(people.keys())
    if round.state == "running":  # nobody gets the same colleague twice in one round
        here, tag = _tags([round.id]), tags_of(round.id)
        apart |= {frozenset(two) for two in combinations(people, 2) if tag(*two) in here}
    kept = [pair for pair in pairs if pair <= people.keys() and pair not in apart and rules.may_meet(*(people[each] for each in pair))]
    invited = {*waiting, *(person for pair in kept for person in pair)}
    lately = _lately(round)
    tags, ways = _tags(lately), [tags_of(each) for each in lately]
    return rules.Pool(
        joiners=[joiner for joiner in people.values() if joiner.id in invited],
        apart=apart,
        met=lambda one, other: any(tag(one, other) in tags for tag in ways),
        standing=kept,
    )


def joiners(workplace_id: int, person_ids: Collection[int], since: datetime, until: datetime) -> list[rules.Joiner]:
    """These people as the matching sees them; whoever has left the workplace is absent."""
    chosen = (
        sa.select(Person.id, Membership.team_id, Team.unit_id, RoundChoice.profession, RoundChoice.wish)
        .select_from(Person)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(RoundChoice, RoundChoice.person_id == Person.id)
        .add_columns(
            sa.func.coalesce(
                sa.select(PairingChoice.outside).where(PairingChoice.person_id == Person.id).scalar_subquery(), sa.false()
            ).label("outside")
        )
        .add_columns(sa.exists().where(FirstInLine.person_id == Person.id).label("waited"))
        .where(Person.workplace_id == workplace_id, Person.left_day.is_(None))
    )
    leads = _leads(workplace_id)
    wide = pairing.policy(workplace_id).outside
    found = []
    for some in _portions(person_ids):
        spans = shifts.spans(some, since, until)
        for row in db.session.execute(chosen.where(Person.id.in_(some))):
            found.append(
                rules.Joiner(
                    id=row.id,
                    unit=row.unit_id,
                    team=row.team_id,
                    leads=frozenset(leads.get(row.id, ())),
                    outside=wide and bool(row.outside),
                    profession=row.profession,
                    wish=row.wish or "any",
                    hours=rules.hours(spans.get(row.id, ()), since, until),
                    waited=row.waited,
                )
            )
    return found


def apart_now(person_ids: Collection[int]) -> set[frozenset[int]]:
    """Pairs among these people that are never brought together."""
    return pairing.blocked_pairs(person_ids)


def standing_pairs(workplace_id: int, today: date) -> list[frozenset[int]]:
    """The workplace's pairs that go on together and of which nobody rests today."""
    rests = partial(_rests, today=today)
    chosen = sa.select(StandingPair.a_id, StandingPair.b_id).join(Person, Person.id == StandingPair.a_id)
    chosen = chosen.where(Person.workplace_id == workplace_id, ~rests(StandingPair.a_id), ~rests(StandingPair.b_id))
    return [frozenset((row.a_id, row.b_id)) for row in db.session.execute(chosen)]


def _rests(person_id: sa.SQLColumnExpression[int], today: date) -> sa.ColumnElement[bool]:
    return sa.exists().where(RoundChoice.person_id == person_id, RoundChoice.paused_until > today)


def _leads(workplace_id: int) -> dict[int, set[int]]:
    chosen = sa.select(RoleGrant.person_id, RoleGrant.team_id).join(Person, Person.id == RoleGrant.person_id)
    found: dict[int, set[int]] = defaultdict(set)
    for row in db.session.execute(chosen.where(RoleGrant.role == "lead", Person.workplace_id == workplace_id)):
        found[row.person_id].add(row.team_id)
    return found


def _lately(round: Round) -> Sequence[UUID]:
    """The three rounds before this one."""
    before = sa.select(Round.id).where(Round.workplace_id == round.workplace_id, Round.starts_at < round.starts_at)
    return db.session.scalars(before.order_by(Round.starts_at.desc()).limit(rules.ROUNDS_REMEMBERED)).all()


def _tags(round_ids: Collection[UUID]) -> set[bytes]:
    return set(db.session.scalars(sa.select(Met.tag).where(Met.round_id.in_(round_ids))))


def _portions(person_ids: Collection[int]) -> list[list[int]]:
    ids = sorted(person_ids)
    return [ids[n : n + MANY] for n in range(0, len(ids), MANY)]
