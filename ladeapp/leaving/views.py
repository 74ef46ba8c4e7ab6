"""HTTP of leaving: deleting everything, leaving the workplace, and an administrator who ends a membership."""

from flask import Blueprint, Flask, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required, logout_user
from werkzeug.wrappers import Response

from ladeapp import clock, kept
from ladeapp.accords import queries as keys
from ladeapp.http import Problem
from ladeapp.people import queries as people
from ladeapp.people.sessions import admin_required, is_anew

from . import actions, gate, until
from .forms import Button, EraseForm

bp = Blueprint("leaving", __name__)


def init_app(app: Flask) -> None:
    app.before_request(gate.nobody_is_back)
    app.before_request(gate.only_her_own)
    app.context_processor(
        lambda: {"kept_until": lambda: until.clock_of(current_user), "left_until": lambda: until.left_until(current_user)}
    )


@bp.route("/me/data/erasure", methods=["GET", "POST"])
@login_required
def erase() -> ResponseReturnValue:
    """Delete everything, after the password once more and a page that says what goes, what stays and what nobody brings back."""
    if not is_anew():
        return redirect(url_for("people.sign_in_anew", next=url_for("leaving.erase")), 303)
    form = EraseForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        actions.erase(current_user.id)
    except actions.OnlyAdministrator:
        return _page(form), 409
    return _gone()


@bp.post("/me/data/leaving")
@login_required
def leave() -> ResponseReturnValue:
    """She leaves the workplace herself, and keeps her diary for a while."""
    if not is_anew():
        return redirect(url_for("people.sign_in_anew", next=url_for("leaving.erase")), 303)
    form = Button()
    try:
        if form.validate_on_submit():
            actions.leave(current_user.id, current_user.name)
    except actions.OnlyAdministrator:
        return _page(EraseForm(formdata=None)), 409
    return redirect(url_for("people.data"), 303)


@bp.post("/workplace/people/<int:person_id>/termination")
@admin_required
def end(person_id: int) -> ResponseReturnValue:
    """An administrator ends a membership; diary and phone stay hers."""
    person = people.person(current_user.workplace_id, person_id) if person_id < 2**31 else None
    if person is None:
        raise Problem(404, "not-found")
    if Button().validate_on_submit() and not people.is_only_admin(person):
        actions.leave(person.id, current_user.name)
    return redirect(url_for("people.person", person_id=person_id), 303)


def _page(form: EraseForm) -> str:
    return render_template(
        "leaving/erase.html",
        form=form,
        roles=people.roles_of(current_user.id),
        is_only_admin=people.is_only_admin(current_user),
        are_three=keys.are_three(current_user.workplace_id),
        others=len(people.sessions(current_user.id)) - 1,
        backups_until=clock.today() + kept.BACKUP,
        leaving_until=clock.today() + kept.LEFT,
    )


def _gone() -> Response:
    """The last page she gets; its script empties the phone. The browser is asked for cookies alone: told to clear storage too, Chromium
    ends the worker under its own navigation and sends the form a second time."""
    logout_user()
    session.clear()
    page = render_template("leaving/gone.html", backups_until=clock.today() + kept.BACKUP)
    answer = Response(page, content_type="text/html; charset=utf-8")
    answer.headers["Clear-Site-Data"] = '"cookies"'
    return answer
