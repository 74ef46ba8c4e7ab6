"""Which of a person's teams, and which period, an address is about. What she may not see is not there."""

from flask_babel import gettext as _
from flask_login import current_user

from .. import clock
from ..http import Problem
from . import queries, rules
from .queries import Place


def places() -> list[Place]:
    return queries.places(current_user.id, clock.now())


def only(places: list[Place]) -> Place | None:
    """The one team whose numbers this person sees, if it is one."""
    shown = [place for place in places if place.sees_numbers]
    return shown[0] if len(shown) == 1 else None


def seen(places: list[Place], team_id: int) -> Place:
    """One of them by its id. What she may not see is not there."""
    for place in places:
        if place.team.id == team_id and place.sees_numbers:
            return place
    raise Problem(404, "not-found")


def belonged_to(team_id: int) -> Place:
    """A team of hers that she does not lead: there the list decides."""
    place = seen(places(), team_id)
    if place.is_lead or not place.is_member:
        raise Problem(404, "not-found")
    return place


def represented(team_id: int) -> Place:
    for place in places():
        if place.team.id == team_id and place.rep_role:
            return place
    raise Problem(404, "not-found")


def span(period_id: str) -> rules.Span:
    try:
        return rules.period(period_id)
    except ValueError:
        raise Problem(404, "period", _("There is no such period.")) from None


def sealed_number(written: str) -> str:
    """The id of the period, or of the scale of a wave at her workplace, that is written in an address."""
    if not rules.is_scale(written):
        return span(written).id
    try:
        return rules.scale(written, current_user.workplace_id).id
    except ValueError:
        raise Problem(404, "period", _("There is no such period.")) from None


def coming() -> rules.Span:
    return rules.period_of(clock.today()).next
