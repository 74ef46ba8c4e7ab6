"""The contribution's address, the team's page, what my lead sees, and the list that two reps confirm."""

from importlib.metadata import version

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock
from ..accords import words as accords
from ..assets import build
from ..config import settings
from ..http import Problem, json_body
from ..push import actions as push
from . import actions, forms, pages, queries, rules, words
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
    span = _span(period_id)
    try:
        value, reminder = forms.value_of(json_body())
    except ValueError:
        raise Problem(422, "value", _("Send one whole number from 0 to 10.")) from None
    try:
        actions.contribute(current_user.id, span.id, value)
    except (actions.NotTaken, KeyUnusable) as refusal:
        raise _refused(refusal, span) from None
    if reminder:
        push.handled(current_user.id, reminder)  # in a transaction of its own: who answered is nowhere beside an answer
    return Response(status=204)


@bp.delete("/api/contributions/<period_id>")
@login_required
def withdraw(period_id: str) -> ResponseReturnValue:
    span = _span(period_id)
    try:
        actions.withdraw(current_user.id, span.id)
    except (actions.NotTaken, KeyUnusable) as refusal:
        raise _refused(refusal, span) from None
    return Response(status=204)


@bp.get("/team")
@login_required
def mine() -> ResponseReturnValue:
    places = _places()
    place = _only(places)
    return _show(place, places) if place else _choose(places, "trends.team")


@bp.get("/team/<int:team_id>")
@login_required
def team(team_id: int) -> ResponseReturnValue:
    places = _places()
    return _show(_seen(places, team_id), places)


@bp.get("/team/lead-view")
@login_required
def my_lead_view() -> ResponseReturnValue:
    places = _places()
    place = next((place for place in places if place.is_member), _only(places))
    return _show_lead_view(place) if place else _choose(places, "trends.lead_view")


@bp.get("/team/<int:team_id>/lead-view")
@login_required
def lead_view(team_id: int) -> ResponseReturnValue:
    return _show_lead_view(_seen(_places(), team_id))


@bp.get("/team/<int:team_id>/roster")
@login_required
def roster(team_id: int) -> ResponseReturnValue:
    place = _represented(team_id)
    span = _coming()
    return render_template("trends/roster.html", place=place, span=span, coming=queries.coming(team_id, span))


@bp.post("/team/<int:team_id>/confirmation")
@login_required
def confirm(team_id: int) -> ResponseReturnValue:
    place = _represented(team_id)
    span = _span(request.form.get("period", ""))
    try:
        actions.confirm_roster(place.team, span, str(place.rep_role), current_user, request.form.get("list", ""))
        flash(_("Confirmed. It stands in the team's log."))
    except PermissionError:
        raise Problem(404, "not-found") from None
    except actions.RosterChanged:
        flash(_("The list is another than the one you read. Nothing was confirmed: look through it once more."))
    return redirect(url_for("trends.roster", team_id=team_id), 303)


@bp.get("/team/<int:team_id>/terms")
@login_required
def terms(team_id: int) -> ResponseReturnValue:
    team, coming = _belonged_to(team_id).team, _coming()
    voices = queries.voices(current_user.id, team_id, coming.previous)
    return render_template(
        "trends/terms.html", team=team, offered=forms.OFFERED, voices=voices, next_opening=coming, now=rules.terms(team.mode, team.k)
    )


@bp.post("/team/<int:team_id>/terms")
@login_required
def choose_terms(team_id: int) -> ResponseReturnValue:
    team, coming = _belonged_to(team_id).team, _coming()
    try:
        decided = actions.speak(current_user.id, team.id, forms.terms_of(request.form))
        flash(
            _("Half of the list agree: it holds from %(day)s.", day=words.weekday(coming.first_day))
            if decided
            else _("Noted. Only how many is shown.")
        )
    except ValueError:
        flash(_("That is none of the choices. Nothing was changed."))
    except actions.NotOnTheList:
        flash(_("You are not counted on this period's list. Nothing was changed."))
    return redirect(url_for("trends.terms", team_id=team_id), 303)


def _span(period_id: str) -> rules.Span:
    try:
        return rules.period(period_id)
    except ValueError:
        raise Problem(404, "period", _("There is no such period.")) from None


def _refused(refusal: actions.NotTaken | KeyUnusable, span: rules.Span) -> Problem:
    """The reason as a problem. Nothing of it depends on what anybody has answered."""
    if isinstance(refusal, KeyUnusable):
        return Problem(503, "key-lost", _("The period starts afresh in a moment. The phone sends again by itself."))
    if refusal.why == "not-counted":
        return Problem(403, "not-counted", _("You are not counted in a team's number for this period. The check-in stays on the phone."))
    if refusal.why == "early":
        return Problem(409, "not-open", _("This period has not opened yet. The check-in stays on the phone."))
    return Problem(409, "closed", _("This period is closed. The check-in stays on the phone."))


def _places() -> list[Place]:
    return queries.places(current_user.id, clock.now())


def _only(places: list[Place]) -> Place | None:
    """The one team whose numbers this person sees, if it is one."""
    shown = [place for place in places if place.sees_numbers]
    return shown[0] if len(shown) == 1 else None


def _seen(places: list[Place], team_id: int) -> Place:
    """One of them by its id. What she may not see is not there."""
    for place in places:
        if place.team.id == team_id and place.sees_numbers:
            return place
    raise Problem(404, "not-found")


def _belonged_to(team_id: int) -> Place:
    """A team of hers that she does not lead: there the list decides."""
    place = _seen(_places(), team_id)
    if place.is_lead or not place.is_member:
        raise Problem(404, "not-found")
    return place


def _represented(team_id: int) -> Place:
    for place in _places():
        if place.team.id == team_id and place.rep_role:
            return place
    raise Problem(404, "not-found")


def _show(place: Place, places: list[Place]) -> ResponseReturnValue:
    if place.is_lead:
        return _show_lead_view(place)
    teams = [other for other in places if other.sees_numbers and other is not place]
    page = pages.for_members(place, clock.now())
    return render_template("trends/team.html", page=page, places=places, teams=teams, endpoint="trends.team", next_opening=_coming())


def _show_lead_view(place: Place) -> ResponseReturnValue:
    now = clock.now()
    page, keys = pages.for_the_lead(place, now), pages.about_keys(now)
    about = {"host": settings().public_url, "version": VERSION, "build": build()}
    return render_template("trends/lead_view.html", page=page, keys=keys, next_opening=_coming(), **about)


def _choose(places: list[Place], endpoint: str) -> ResponseReturnValue:
    return render_template("trends/choose.html", places=places, endpoint=endpoint)


def _coming() -> rules.Span:
    return rules.period_of(clock.today()).next
