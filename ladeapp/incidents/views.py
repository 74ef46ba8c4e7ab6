"""The door with the first lines, for everyone and without coverage; starting a follow-up; and the follow-up for the unit's partsgruppe."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock, kept
from ..http import Problem, json_body, shell
from ..i18n import language
from ..pwa.queries import help_lines
from . import actions, content, forms, pages, queries, rules, words
from .queries import Seen

bp = Blueprint("incidents", __name__)
bp.context_processor(lambda: {"role_words": words.ROLES, "outcome_words": words.OUTCOMES, "sheet_words": words.SHEETS})


@bp.get("/incidents")
@shell
def index() -> ResponseReturnValue:
    """The same for everyone; nothing is asked."""
    lines = {role: list(pages.lines(role, {})) for role in ("self", "colleague", "leader")}
    return render_template("incidents/index.html", advice=content.advice(language()), lines=help_lines(language()), sheets=lines)


@bp.post("/api/incidents")
@login_required
def start() -> ResponseReturnValue:
    """One tap. The answer is the same whether somebody had started it already."""
    try:
        actions.start(current_user, date.fromisoformat(str(json_body().get("day"))), clock.now())
    except ValueError:
        raise Problem(422, "day", _("Send the day on which it was started, within the last week.")) from None
    except actions.NoTeam:
        raise Problem(409, "no-team", _("You belong to no team here. Tell your lead directly.")) from None
    return "", 204


@bp.get("/api/incidents/words")
@login_required
def own_words() -> ResponseReturnValue:
    """What the workplace says in its own words, for the page that a phone has with it."""
    return jsonify(points=queries.wordings(current_user.workplace_id))


@bp.get("/incidents/sheets/<audience>")
@login_required
def sheet(audience: str) -> ResponseReturnValue:
    """One role's checklist, on one sheet of paper."""
    if audience not in rules.AUDIENCES:
        raise Problem(404, "not-found")
    stretches = pages.lines(audience, queries.wordings(current_user.workplace_id))
    return render_template("incidents/sheet.html", audience=audience, stretches=stretches, lines=help_lines(language()))


@bp.get("/incidents/register")
@login_required
def register() -> ResponseReturnValue:
    """For whoever is of a unit's partsgruppe; for anyone else there is nothing here."""
    if not queries.roles_by_unit(current_user.id):
        raise Problem(404, "not-found")
    sheets = [pages.sheet(seen, current_user.workplace_id) for seen in queries.register(current_user.id)]
    return render_template("incidents/register.html", sheets=sheets, kept=kept.INCIDENT.days, may_reword=queries.may_reword(current_user))


@bp.get("/incidents/<uuid:incident_id>")
@login_required
def show(incident_id: UUID) -> ResponseReturnValue:
    page = pages.sheet(_seen(incident_id), current_user.workplace_id)
    today = clock.today(current_user.workplace.zone)
    return render_template(
        "incidents/show.html", sheet=page, incident=page.seen.incident, today=today, kept=kept.INCIDENT.days, led=rules.LED_BY
    )


@bp.post("/incidents/<uuid:incident_id>/steps")
@login_required
def tick(incident_id: UUID) -> ResponseReturnValue:
    done, today = request.form.get("done"), clock.today(current_user.workplace.zone)
    point = done or request.form.get("undone", "")
    return _changed(incident_id, lambda seen: actions.tick(seen, point, bool(done), today), point)


@bp.post("/incidents/<uuid:incident_id>/leader")
@login_required
def lead(incident_id: UUID) -> ResponseReturnValue:
    return _changed(incident_id, lambda seen: actions.lead(seen, request.form.get("led_by", "")))


@bp.post("/incidents/<uuid:incident_id>/termination")
@login_required
def end(incident_id: UUID) -> ResponseReturnValue:
    return _changed(incident_id, lambda seen: actions.end(seen, request.form.get("outcome", "")))


@bp.post("/incidents/<uuid:incident_id>/termination/end")
@login_required
def resume(incident_id: UUID) -> ResponseReturnValue:
    return _changed(incident_id, actions.resume)


@bp.get("/incidents/wording")
@login_required
def wording() -> ResponseReturnValue:
    """The workplace's own routine, point by point, for its partsgruppe."""
    _must_reword()
    own = queries.wordings(current_user.workplace_id)
    warned = {key for key, text in own.items() if rules.prescribes_session(text)}
    sheets = {role: list(pages.lines(role, own)) for role in rules.AUDIENCES}
    return render_template("incidents/wording.html", sheets=sheets, own=own, warned=warned)


@bp.route("/incidents/wording/<point>", methods=["GET", "POST"])
@login_required
def reword(point: str) -> ResponseReturnValue:
    _must_reword()
    ours = content.point(point, language())
    if ours is None:
        raise Problem(404, "not-found")
    own = queries.wordings(current_user.workplace_id).get(point)
    form = forms.WordingForm(text=own or ours.text)
    if form.validate_on_submit():
        try:
            actions.reword(current_user.workplace_id, point, form.text.data or "", ours.text)
            flash(_("Saved. It stands in the checklists from now on."))
            return redirect(url_for("incidents.reword", point=point), 303)
        except ValueError as refused:
            form.text.errors = [forms.REFUSALS[str(refused)]]
    warned = rules.prescribes_session(form.text.data or "")
    page = render_template("incidents/reword.html", form=form, ours=ours, own=own, warned=warned, why=content.advice(language()).why)
    return page, 422 if form.errors else 200


def _seen(incident_id: UUID) -> Seen:
    seen = queries.one(current_user.id, incident_id)
    if seen is None:
        raise Problem(404, "not-found")
    return seen


def _must_reword() -> None:
    if not queries.may_reword(current_user):
        raise Problem(404, "not-found")


def _changed(incident_id: UUID, change: Callable[[Seen], None], anchor: str | None = None) -> ResponseReturnValue:
    """Do it, and show the follow-up where she was."""
    try:
        change(_seen(incident_id))
    except (actions.NotHers, ValueError):
        raise Problem(404, "not-found") from None
    return redirect(url_for("incidents.show", incident_id=incident_id, _anchor=anchor), 303)
