"""A team decides for itself: half of its list makes what its number takes stricter from the next period, low trust included, or takes that back."""

import sqlalchemy as sa

from .. import clock
from ..db import db, insert
from ..people import actions as people
from ..people.models import Team
from . import rules
from .models import Roster, TermsVoice
from .opening import still_counted


class NotOnTheList(Exception):
    """Whoever is not counted on the running period's list has no voice. Nothing has changed."""


def speak(person_id: int, team_id: int, wanted: rules.Terms) -> bool:
    """One counted member's voice for these terms, instead of any she gave before. True when half of the list now wants them.

    Then they are the team's from the next period on, and the team's log says so; who wanted them is forgotten.
    To want what the team has is to want no change.

    raises    ValueError if these terms are not offered, NotOnTheList
    """
    if wanted not in rules.OFFERED:
        raise ValueError(f"no team can choose {wanted}")
    team = db.session.scalars(sa.select(Team).where(Team.id == team_id).with_for_update()).one()  # one voice at a time
    counted = set(db.session.scalars(sa.select(Roster.person_id).where(still_counted(_running().id), Roster.team_id == team_id)))
    if person_id not in counted:
        db.session.rollback()
        raise NotOnTheList
    hers = {"team_id": team_id, "person_id": person_id}
    if wanted == rules.terms(team.mode, team.k, team.low_trust):
        db.session.execute(sa.delete(TermsVoice).filter_by(**hers))
        db.session.commit()
        return False
    voice = insert(TermsVoice).values(**hers, **wanted._asdict())
    db.session.execute(voice.on_conflict_do_update(index_elements=["team_id", "person_id"], set_=wanted._asdict()))
    agree = sa.select(sa.func.count()).select_from(TermsVoice).filter_by(team_id=team_id, **wanted._asdict())
    decided = (db.session.scalar(agree.where(TermsVoice.person_id.in_(counted))) or 0) >= rules.half(len(counted))
    if decided:
        team.mode, team.k, team.low_trust = wanted
        db.session.execute(sa.delete(TermsVoice).filter_by(team_id=team_id))
        people.log(team_id, "", "low_trust_chosen" if wanted.low_trust else f"{wanted.mode}_chosen", str(wanted.k))
    db.session.commit()
    return decided


def _running() -> rules.Span:
    return rules.period_of(clock.today())
