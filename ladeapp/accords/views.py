"""What is in force and what is proposed, for everyone at work; and for whoever holds a key: to propose, sign, refuse."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from flask_wtf import FlaskForm
from wtforms import SelectChoice

from ..http import Problem
from . import actions, forms, queries, rules, words
from .queries import Sheet
from .subjects import SUBJECTS, Subject

bp = Blueprint("accords", __name__)
bp.context_processor(
    lambda: {"weekday": words.weekday, "key_words": words.KEYS, "state_words": words.STATES, "title": words.title, "said": words.value}
)


@bp.get("/accords")
@login_required
def index() -> ResponseReturnValue:
    """For every member of the workplace, the same for all but the way to propose."""
    place = current_user.workplace_id
    held, sheets, standing = queries.holding(place), queries.sheets(place), queries.standing(place)
    return render_template(
        "accords/index.html",
        standing=standing,
        now={key: subject.now(place) if subject.now else standing.said(key) for key, subject in SUBJECTS.items()},
        subjects=SUBJECTS,
        waiting={sheet.accord.subject: sheet for sheet in sheets if sheet.accord.outcome is None},
        log=words.log(sheets),
        are_three=rules.are_three(held),
        offered={key for key, subject in SUBJECTS.items() if queries.may_propose(current_user, subject)},
        is_holder=any(person_id == current_user.id for person_id, _role in held),
    )


@bp.route("/accords/new/<subject_key>", methods=["GET", "POST"])
@login_required
def propose(subject_key: str) -> ResponseReturnValue:
    subject, place = SUBJECTS.get(subject_key), current_user.workplace_id
    if subject is None or not queries.may_propose(current_user, subject):
        raise Problem(404, "not-found")
    form = _form(subject)
    if form.validate_on_submit():
        try:
            return _to(actions.propose(current_user, subject.key, form.value.data or ""))
        except ValueError as refused:
            form.value.errors = [forms.REFUSALS[str(refused)]]
        except actions.Waiting as waiting:
            flash(_("Something is proposed about this already. It has to be settled first."))
            return _to(waiting.accord_id)
        except actions.NoKeys:
            flash(_("There are not three keys yet. Nothing was proposed."))
            return redirect(url_for("accords.index"), 303)
    now = subject.now(place) if subject.now else queries.standing(place).said(subject.key)
    page = render_template("accords/propose.html", form=form, subject=subject, now=now, quiet=rules.QUIET.days)
    return page, 422 if form.errors else 200


@bp.get("/accords/<uuid:accord_id>")
@login_required
def show(accord_id: UUID) -> ResponseReturnValue:
    return _page(accord_id, forms.RefusalForm(formdata=None))


@bp.post("/accords/<uuid:accord_id>/signature")
@login_required
def sign(accord_id: UUID) -> ResponseReturnValue:
    def signed() -> object:
        agreed = actions.sign(current_user, accord_id, request.form.get("role", ""))
        return _("Signed. All three have: it holds in a week, unless somebody refuses.") if agreed else _("Signed. It stands in the log.")

    return _changed(accord_id, signed)


@bp.post("/accords/<uuid:accord_id>/refusal")
@login_required
def refuse(accord_id: UUID) -> ResponseReturnValue:
    form = forms.RefusalForm()

    def refused() -> object:
        actions.refuse(current_user, accord_id, request.form.get("role", ""), form.reason.data or "")
        return _("Refused. Nothing changes, and it stands in the log.")

    try:
        return _changed(accord_id, refused)
    except ValueError as wrong:
        form.reason.errors = [_("That is long. Two hundred characters is the most.") if str(wrong) == "long" else forms.REFUSALS["hidden"]]
        return _page(accord_id, form)


@bp.post("/accords/<uuid:accord_id>/withdrawal")
@login_required
def withdraw(accord_id: UUID) -> ResponseReturnValue:
    def withdrawn() -> object:
        actions.withdraw(current_user, accord_id)
        return _("Taken back. Nothing changes.")

    return _changed(accord_id, withdrawn)


def _changed(accord_id: UUID, change: Callable[[], object]) -> ResponseReturnValue:
    """Do it, and say what became of it on the proposal's page."""
    try:
        flash(str(change()))
    except actions.NotHers:
        raise Problem(404, "not-found") from None
    except actions.Over:
        flash(_("It is settled already. Nothing was changed."))
    except actions.Turned:
        flash(_("Somebody else has signed with that key already. Nothing was changed."))
    return _to(accord_id)


def _page(accord_id: UUID, form: forms.RefusalForm) -> ResponseReturnValue:
    sheet = queries.sheet(current_user.workplace_id, accord_id)
    if sheet is None:
        raise Problem(404, "not-found")
    page = render_template(
        "accords/show.html",
        sheet=sheet,
        now=_now(sheet),
        form=form,
        signed=sheet.signed,
        refusals=[word for word in sheet.accord.words if word.refused],
        roles=sheet.roles_of(current_user.id),
        spoke=any(word.person_id == current_user.id for word in sheet.accord.words),
        is_mine=sheet.accord.by_id == current_user.id,
        came_later=any(person_id == current_user.id for person_id, _role in queries.holding(current_user.workplace_id)),
    )
    return page, 422 if form.errors else 200


def _now(sheet: Sheet) -> str:
    """How it is today, beside what is proposed."""
    subject, place = sheet.subject, sheet.accord.workplace_id
    if subject is None:
        return ""
    return subject.now(place) if subject.now else queries.standing(place).said(subject.key)


def _form(subject: Subject) -> FlaskForm:
    if subject.choices is None:
        return forms.TextForm()
    form = forms.ChoiceForm(value=request.args.get("value"))
    offered = {"": _("Choose"), **subject.choices(current_user.workplace_id)}
    form.value.choices = [SelectChoice(value, label) for value, label in offered.items()]
    return form


def _to(accord_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("accords.show", accord_id=accord_id), 303)
