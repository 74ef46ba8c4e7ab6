"""The contribution's address, the team's page, what my lead sees, the whole workplace's number, and the cards for a meeting."""

from importlib.metadata import version

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock
from ..accords import words as accords
from ..assets import build
from ..config import settings
from ..http import Problem, json_body
from ..i18n import language
from ..push import actions as push
from . import actions, finding, forms, pages, words
from .cards import deck
from .keys import KeyUnusable
from .queries import Place

bp = Blueprint("trends", __name__)
SAID = {
    "moment": words.moment,
    "weekday": words.weekday,
    "log_words": words.log_line,
    "terms_words": words.terms,
    "key_words": accords.KEYS,
}
bp.context_processor(lambda: SAID)

VERSION = version("ladeapp")


@bp.put("/api/contributions/<period_id>")
@login_required
def contribute(period_id: str) -> ResponseReturnValue:
    number = finding.sealed_number(period_id)
    try:
        value, reminder = forms.value_of(json_body())
    except ValueError:
        raise Problem(422, "value", _("Send one whole number from 0 to 10.")) from None
    try:
        actions.contribute(current_user.id, number, value)
    except (actions.NotTaken, KeyUnusable) as refusal:
        raise _refused(refusal) from None
    if reminder:
        push.handled(current_user.id, reminder)  # in a transaction of its own: who answered is nowhere beside an answer
    return Response(status=204)


@bp.delete("/api/contributions/<period_id>")
@login_required
def withdraw(period_id: str) -> ResponseReturnValue:
    number = finding.sealed_number(period_id)
    try:
        actions.withdraw(current_user.id, number)
    except (actions.NotTaken, KeyUnusable) as refusal:
        raise _refused(refusal) from None
    return Response(status=204)


@bp.get("/team")
@login_required
def mine() -> ResponseReturnValue:
    places = finding.places()
    place = finding.only(places)
    return _show(place, places) if place else _choose(places, "trends.team")


@bp.get("/team/<int:team_id>")
@login_required
def team(team_id: int) -> ResponseReturnValue:
    places = finding.places()
    return _show(finding.seen(places, team_id), places)


@bp.get("/team/lead-view")
@login_required
def my_lead_view() -> ResponseReturnValue:
    places = finding.places()
    place = next((place for place in places if place.is_member), finding.only(places))
    return _show_lead_view(place) if place else _choose(places, "trends.lead_view")


@bp.get("/team/<int:team_id>/lead-view")
@login_required
def lead_view(team_id: int) -> ResponseReturnValue:
    return _show_lead_view(finding.seen(finding.places(), team_id))


@bp.get("/team/workplace")
@login_required
def workplace() -> ResponseReturnValue:
    """For everyone who works there, exactly as the administrator reads it."""
    return render_template("trends/workplace.html", page=pages.for_the_workplace(current_user.workplace_id, clock.now()))


@bp.get("/team/cards")
@login_required
def cards() -> ResponseReturnValue:
    """The same whatever the team's number is."""
    return render_template("trends/cards.html", deck=deck(language()))


def _refused(refusal: actions.NotTaken | KeyUnusable) -> Problem:
    """The reason as a problem. Nothing of it depends on what anybody has answered."""
    if isinstance(refusal, KeyUnusable):
        return Problem(503, "key-lost", _("The period starts afresh in a moment. The phone sends again by itself."))
    if refusal.why == "not-counted":
        return Problem(403, "not-counted", _("You are not counted in a team's number for this period. The check-in stays on the phone."))
    if refusal.why == "early":
        return Problem(409, "not-open", _("This period has not opened yet. The check-in stays on the phone."))
    return Problem(409, "closed", _("This period is closed. The check-in stays on the phone."))


def _show(place: Place, places: list[Place]) -> ResponseReturnValue:
    if place.is_lead:
        return _show_lead_view(place)
    teams = [other for other in places if other.sees_numbers and other is not place]
    page = pages.for_members(place, clock.now())
    return render_template("trends/team.html", page=page, places=places, teams=teams, endpoint="trends.team", next_opening=finding.coming())


def _show_lead_view(place: Place) -> ResponseReturnValue:
    now = clock.now()
    page, keys = pages.for_the_lead(place, now), pages.about_keys(now)
    about = {"host": settings().public_url, "version": VERSION, "build": build()}
    return render_template("trends/lead_view.html", page=page, keys=keys, next_opening=finding.coming(), **about)


def _choose(places: list[Place], endpoint: str) -> ResponseReturnValue:
    return render_template("trends/choose.html", places=places, endpoint=endpoint)
