"""HTTP for what the list decides: two reps confirm it, and half of it chooses what the number takes."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ..http import Problem
from . import actions, finding, forms, queries, rules, words
from .views import bp


@bp.get("/team/<int:team_id>/roster")
@login_required
def roster(team_id: int) -> ResponseReturnValue:
    place = finding.represented(team_id)
    span = finding.coming()
    return render_template("trends/roster.html", place=place, span=span, coming=queries.coming(team_id, span))


@bp.post("/team/<int:team_id>/confirmation")
@login_required
def confirm(team_id: int) -> ResponseReturnValue:
    place = finding.represented(team_id)
    span = finding.span(request.form.get("period", ""))
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
    team, coming = finding.belonged_to(team_id).team, finding.coming()
    voices = queries.voices(current_user.id, team_id, coming.previous)
    return render_template(
        "trends/terms.html",
        team=team,
        offered=forms.OFFERED,
        voices=voices,
        next_opening=coming,
        now=rules.terms(team.mode, team.k, team.low_trust),
    )


@bp.post("/team/<int:team_id>/terms")
@login_required
def choose_terms(team_id: int) -> ResponseReturnValue:
    team, coming = finding.belonged_to(team_id).team, finding.coming()
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
