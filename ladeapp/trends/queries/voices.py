"""What a team's list wants its number to take: how many want what, and what she wants herself; never who."""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from ladeapp.db import db

from .. import rules
from ..models import Roster, TermsVoice
from ..opening import still_counted


@dataclass(frozen=True)
class Voices:
    """`counted` on the list, `needed` of them decide; `mine` is None where she has asked for no change."""

    counted: int
    needed: int
    is_counted: bool
    mine: rules.Terms | None
    given: Counter[rules.Terms]


def voices(person_id: int, team_id: int, span: rules.Span) -> Voices:
    """Of the list of `span`, the running period: one statement."""
    said = sa.and_(TermsVoice.team_id == Roster.team_id, TermsVoice.person_id == Roster.person_id)
    rows = db.session.execute(
        sa.select(Roster.person_id, TermsVoice.mode, TermsVoice.k, TermsVoice.low_trust)
        .outerjoin(TermsVoice, said)
        .where(still_counted(span.id), Roster.team_id == team_id)
    ).all()
    wanted = {row.person_id: rules.Terms(row.mode, row.k, row.low_trust) if row.mode else None for row in rows}
    given = Counter(terms for terms in wanted.values() if terms)
    return Voices(len(rows), rules.half(len(rows)), person_id in wanted, wanted.get(person_id), given)
