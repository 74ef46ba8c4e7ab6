"""HTTP for the plan: everybody reads it, the partsgruppe lays it, a phone asks what is next."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock
from ..http import Problem
from ..i18n import language
from ..learning import library
from . import actions, pages, queries, rules, words
from .rules import Step

bp = Blueprint("programme", __name__)

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def planner_required(view: View) -> View:
    """Only for the partsgruppe; for anyone else there is nothing here."""

    @login_required
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if not queries.may_plan(current_user.id):
            raise Problem(404, "not-found")
        return view(*args, **kwargs)

    return guarded  # type: ignore[no-any-return]


@bp.get("/api/programme")
@login_required
def told() -> ResponseReturnValue:
    """The same bytes for every member of a workplace."""
    return jsonify(pages.told(current_user.workplace_id, clock.today()))


@bp.get("/learn/plan")
@login_required
def plan() -> ResponseReturnValue:
    place, today = current_user.workplace_id, clock.today()
    return render_template(
        "programme/plan.html",
        rows=pages.rows(place, today),
        log=[(words.line(entry), entry.day) for entry in queries.log(place)],
        may_plan=queries.may_plan(current_user.id),
        may_attach=queries.may_attach(current_user.id),
    )


@bp.get("/learn/plan/change")
@planner_required
def change() -> ResponseReturnValue:
    today = clock.today()
    rows = pages.rows(current_user.workplace_id, today)
    planned = {row.item.key for row in rows}
    return render_template(
        "programme/change.html",
        rows=rows,
        series=library.series(language()),
        planned=planned,
        weeks=[(rules.week_id(monday), words.week(monday, today)) for monday in rules.weeks(today)],
        week_id=rules.week_id,
        moved=(request.args.get("item"), request.args.get("way")),
    )


@bp.post("/learn/plan/proposal")
@planner_required
def propose() -> ResponseReturnValue:
    def act() -> str:
        actions.start(current_user, pages.proposed(rules.monday_in(request.form.get("week", ""))))
        return str(_("Here is a plan. Move, change and leave out as you like."))

    return _changed(act)


@bp.post("/learn/plan/steps")
@planner_required
def put() -> ResponseReturnValue:
    def act() -> str:
        item = _known(request.form.get("item", ""))
        actions.put(current_user, Step(item, rules.monday_in(request.form.get("week", "")), "optional" in request.form))
        return str(_("It is in the plan now."))

    return _changed(act)


@bp.post("/learn/plan/moves")
@planner_required
def move() -> ResponseReturnValue:
    item, way = request.form.get("item", ""), request.form.get("way", "")

    def act() -> str:
        title = pages.shelf()[_known(item)].title
        return str(_("%(title)s is number %(n)s now.", title=title, n=actions.move(current_user, item, up=way == "up")))

    return _changed(act, item=item, way=way)


@bp.post("/learn/plan/removal")
@planner_required
def leave_out() -> ResponseReturnValue:
    def act() -> str:
        actions.leave_out(current_user, request.form.get("item", ""))
        return str(_("Taken out of the plan. It stays open for everybody."))

    return _changed(act)


@bp.post("/learn/plan/end")
@planner_required
def end() -> ResponseReturnValue:
    def act() -> str:
        actions.end(current_user)
        return str(_("The plan is put away. Everything stays open."))

    return _changed(act)


def _known(item: str) -> str:
    if item not in pages.shelf():
        raise ValueError("item")
    return item


def _changed(act: Callable[[], str], **moved: Any) -> ResponseReturnValue:
    """Do it, say what became of it, and come back to where she was."""
    try:
        flash(act())
    except KeyError:
        flash(words.REFUSALS["item"])
    except ValueError as refused:
        flash(words.REFUSALS[str(refused)])
    return redirect(url_for("programme.change", **moved), 303)
