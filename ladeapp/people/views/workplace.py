"""The workplace's units and teams, for its administrators; nobody's anything but names, teams and roles."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp.http import Problem

from .. import actions, queries
from ..forms import InvitationForm, TeamForm, UnitForm
from ..models import Team, Unit
from ..sessions import admin_required
from ..words import log_line
from . import bp


@bp.route("/workplace", methods=["GET", "POST"])
@admin_required
def workplace() -> ResponseReturnValue:
    """Every unit with its teams, and a new unit."""
    form, place = UnitForm(), current_user.workplace
    if form.validate_on_submit():
        try:
            unit = actions.create_unit(place, form.name.data)
            return redirect(url_for("people.unit", unit_id=unit.id), 303)
        except actions.Taken:
            form.name.errors = [_("There is one by that name already.")]
    page = render_template("people/workplace.html", form=form, place=place, units=queries.units(place.id))
    return page, 422 if form.errors else 200


@bp.route("/workplace/units/<int:unit_id>", methods=["GET", "POST"])
@admin_required
def unit(unit_id: int) -> ResponseReturnValue:
    """A unit: its reps, its teams, and a new team."""
    form, unit = TeamForm(), unit_or_404(unit_id)
    if form.validate_on_submit():
        try:
            team = actions.create_team(unit, form.name.data, form.word.data)
            return redirect(url_for("people.team", team_id=team.id), 303)
        except actions.Taken:
            form.name.errors = [_("There is one by that name already.")]
    reps = {role: queries.reps(unit_id, role) for role in ("safety_rep", "union_rep")}
    page = render_template("people/unit.html", form=form, unit=unit, reps=reps)
    return page, 422 if form.errors else 200


@bp.get("/workplace/teams/<int:team_id>")
@admin_required
def team(team_id: int) -> ResponseReturnValue:
    """A team: who belongs, who leads, how to get in, and what has been done to it."""
    found = team_or_404(team_id)
    return render_template(
        "people/team.html",
        team=found,
        members=queries.members(found.id),
        leads={person_id for person_id, _team in queries.leads([found.id])},
        invitations=queries.invitations(found.id),
        log=[(entry.day, entry.actor, log_line(entry.what, entry.about)) for entry in queries.team_log(found.id)[:20]],
        form=InvitationForm(),
    )


def unit_or_404(unit_id: int) -> Unit:
    found = queries.unit(current_user.workplace_id, unit_id) if unit_id < 2**31 else None
    if found is None:
        raise Problem(404, "not-found")
    return found


def team_or_404(team_id: int) -> Team:
    found = queries.team(current_user.workplace_id, team_id) if team_id < 2**31 else None
    if found is None:
        raise Problem(404, "not-found")
    return found
