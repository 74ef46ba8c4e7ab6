"""A team's card: read, printed and changed by any of its members, on the shared screen or on her own phone."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ..http import Problem, json_body
from ..i18n import language
from . import actions, queries, rules
from .slides import prompts
from .views import bp


@bp.get("/team/card")
@login_required
def card() -> ResponseReturnValue:
    found = _mine()
    return render_template("gathering/card.html", card=found, days=queries.days(found.team.id))


@bp.get("/team/card/edit")
@login_required
def edit() -> ResponseReturnValue:
    found = _mine()
    return _form(found, [line for _begin, line in found.lines])


@bp.post("/team/card/edit")
@login_required
def save() -> ResponseReturnValue:
    found, given = _mine(), request.form.getlist("line")
    try:
        _write(found, given, request.form.get("seen", ""))
    except ValueError as problem:
        return _form(found, given, _wrong(problem)), 422
    except actions.ChangedMeanwhile:
        found = _mine()
        return _form(found, given, _changed(), theirs=found.lines), 409
    flash(_("Saved. Everyone in the team can read it."))
    return redirect(url_for("gathering.card"), 303)


@bp.put("/api/team-card")
@login_required
def save_from_screen() -> ResponseReturnValue:
    body, found = json_body(), _mine()
    given, seen = body.get("lines"), body.get("seen")
    if not isinstance(given, list) or not all(isinstance(line, str) for line in given) or not isinstance(seen, str):
        raise Problem(422, "lines")
    try:
        _write(found, given, seen)
    except ValueError as problem:
        raise Problem(422, "lines", _wrong(problem)) from None
    except actions.ChangedMeanwhile:
        found = _mine()
        raise Problem(409, "changed", _changed(), lines=[line for _begin, line in found.lines], seen=found.seen) from None
    return jsonify({"seen": _mine().seen})


def _write(found: queries.Card, given: list[str], seen: str) -> None:
    actions.write_card(found.team.id, current_user.name, found.begins(prompts(language())), given, seen)


def _mine() -> queries.Card:
    """The card of the team she is in. Raises Problem 404 for somebody in none."""
    found = queries.card_of(current_user.id)
    if found is None:
        raise Problem(404, "not-found")
    return found


def _form(found: queries.Card, given: list[str], wrong: str | None = None, theirs: tuple[tuple[str, str], ...] = ()) -> str:
    begins = found.begins(prompts(language()))
    if not begins:
        raise Problem(404, "not-found")
    typed = [given[at] if at < len(given) else "" for at in range(len(begins))]
    fields = list(zip(begins, typed, strict=True))
    return render_template("gathering/edit.html", card=found, fields=fields, wrong=wrong, theirs=theirs, longest=rules.LONGEST)


def _wrong(problem: ValueError) -> str:
    if str(problem) == "long":
        return str(_("A line has room for %(n)s characters. Nothing was saved; shorten it and try again.", n=rules.LONGEST))
    if str(problem) == "empty":
        return str(_("Write at least one line."))
    return str(_("The card has other lines than the page you wrote on. Nothing was saved; load it anew."))


def _changed() -> str:
    return str(_("Somebody else in the team has changed the card meanwhile. What you wrote is still here. Save again, and yours holds."))
