"""People as their administrators see them: name, team, roles – and a new way in for who has lost the password."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp.config import settings
from ladeapp.http import Problem

from .. import actions, queries, rules
from ..forms import ROLES, Button, MoveForm, RoleForm, choices
from ..models import Person, RoleGrant
from ..sessions import admin_required
from . import bp
from .workplace import team_or_404, unit_or_404

NO_TEAM = 0
REPS = ("safety_rep", "union_rep")


@bp.get("/workplace/people")
@admin_required
def people() -> ResponseReturnValue:
    held: dict[int, list[RoleGrant]] = {}
    for grant in queries.grants(current_user.workplace_id):
        held.setdefault(grant.person_id, []).append(grant)
    return render_template("people/people.html", people=queries.people(current_user.workplace_id), held=held, roles=ROLES)


@bp.get("/workplace/people/<int:person_id>")
@admin_required
def person(person_id: int) -> ResponseReturnValue:
    return _page(person_or_404(person_id), RoleForm(formdata=None))


@bp.post("/workplace/people/<int:person_id>/team")
@admin_required
def move(person_id: int) -> ResponseReturnValue:
    """Into a team, from wherever she was, or out of all."""
    person, form = person_or_404(person_id), MoveForm()
    form.team.choices = choices({NO_TEAM: _("No team"), **_teams()})
    if form.validate_on_submit():
        if form.team.data == NO_TEAM:
            actions.remove(person, actor=current_user.name)
        else:
            actions.place(person, team_or_404(form.team.data), actor=current_user.name)
    return redirect(url_for("people.person", person_id=person.id), 303)


@bp.post("/workplace/people/<int:person_id>/roles")
@admin_required
def give_role(person_id: int) -> ResponseReturnValue:
    person, form = person_or_404(person_id), RoleForm()
    form.team.choices, form.unit.choices = choices(_teams()), choices(_units())
    form.team.validate_choice = form.role.data == "lead"
    form.unit.validate_choice = form.role.data in REPS
    if not form.validate_on_submit():
        return _page(person, form)
    role = form.role.data
    team = team_or_404(form.team.data) if role == "lead" else None
    unit = unit_or_404(form.unit.data) if role in REPS else None
    try:
        actions.give_role(person, role, current_user.name, unit=unit, team=team)
    except actions.Clash as clash:
        sentence = _("Already %(role)s there. Nobody can be both: take the other role back first.", role=ROLES[clash.role].lower())
        form.role.errors = [sentence]
        return _page(person, form)
    return redirect(url_for("people.person", person_id=person.id), 303)


@bp.post("/workplace/people/<int:person_id>/roles/<int:grant_id>/revocation")
@admin_required
def revoke_role(person_id: int, grant_id: int) -> ResponseReturnValue:
    person = person_or_404(person_id)
    grant = next((grant for grant in queries.roles_of(person.id) if grant.id == grant_id), None)
    if grant is None:
        raise Problem(404, "not-found")
    form = Button()
    if form.validate_on_submit() and not _is_last_admin(grant):
        actions.revoke_role(grant, current_user.name)
    return redirect(url_for("people.person", person_id=person.id), 303)


@bp.route("/workplace/people/<int:person_id>/reset", methods=["GET", "POST"])
@admin_required
def make_reset(person_id: int) -> ResponseReturnValue:
    """The code stands in this answer and nowhere else."""
    person, code = person_or_404(person_id), None
    if Button().validate_on_submit():
        code = actions.make_reset(person, by=current_user.name)
    address = f"{settings().public_url}{url_for('people.by_reset')}"
    return render_template("people/reset.html", person=person, code=code, reset=queries.pending_reset(person.id), address=address)


def person_or_404(person_id: int) -> Person:
    found = queries.person(current_user.workplace_id, person_id) if person_id < 2**31 else None
    if found is None:
        raise Problem(404, "not-found")
    return found


def _page(person: Person, form: RoleForm) -> ResponseReturnValue:
    team, held = queries.team_of(person.id), queries.roles_of(person.id)
    teams, units = _teams(), _units()
    move = MoveForm(formdata=None, team=team.id if team else NO_TEAM)
    move.team.choices = choices({NO_TEAM: _("No team"), **teams})
    form.team.choices, form.unit.choices = choices(teams), choices(units)
    places = {grant.id: teams.get(grant.team_id or 0) or units.get(grant.unit_id or 0) or "" for grant in held}
    exclusive = any(grant.role in rules.EXCLUSIVE for grant in held)
    page = render_template(
        "people/person.html", person=person, held=held, places=places, roles=ROLES, move=move, form=form, exclusive=exclusive
    )
    return page, 422 if form.errors else 200


def _teams() -> dict[int, str]:
    units = queries.units(current_user.workplace_id)
    return {team.id: f"{unit.name} · {team.name}" for unit in units for team in unit.teams}


def _units() -> dict[int, str]:
    return {unit.id: unit.name for unit in queries.units(current_user.workplace_id)}


def _is_last_admin(grant: RoleGrant) -> bool:
    return grant.role == "workplace_admin" and sum(one.role == "workplace_admin" for one in queries.grants(current_user.workplace_id)) == 1
