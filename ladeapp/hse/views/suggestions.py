"""The box's suggestions with what becomes of them: one tap to a measure, a risk with the words carried, an answer that staff read, or kept."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from .. import actions, forms, suggestions
from ..suggestions import Suggested
from .door import bp, missing, seat_required


@bp.get("/work/suggestions")
@seat_required
def suggested() -> ResponseReturnValue:
    return _page()


@bp.post("/work/suggestions/<delivered>/<int:number>/measure")
@seat_required
def take_up(delivered: str, number: int) -> ResponseReturnValue:
    one = _one(delivered, number)
    measure_id = actions.make_measure(current_user, one.delivered, one.number)
    flash(_("It is a measure now. You see to it until you choose somebody else."))
    return redirect(url_for("hse.measure", measure_id=measure_id), 303)


@bp.post("/work/suggestions/<delivered>/<int:number>/answer")
@seat_required
def answer(delivered: str, number: int) -> ResponseReturnValue:
    one, form = _one(delivered, number), forms.AnswerForm()
    if not form.validate_on_submit():
        return _page(one, form)
    actions.answer(current_user, one.delivered, one.number, form.text.data)
    flash(_("Answered. Everybody at the workplace can read it, on home and on the team's page."))
    return _back(one)


@bp.post("/work/suggestions/<delivered>/<int:number>/answer/end")
@seat_required
def take_back(delivered: str, number: int) -> ResponseReturnValue:
    one = _one(delivered, number)
    actions.take_back(current_user, one.delivered, one.number)
    flash(_("Taken back. The log says so, with today's date."))
    return _back(one)


@bp.post("/work/suggestions/<delivered>/<int:number>/keeping")
@seat_required
def keep(delivered: str, number: int) -> ResponseReturnValue:
    one = _one(delivered, number)
    actions.keep_suggestion(current_user, one.delivered, one.number, True)
    flash(_("Kept without an answer. You can answer it later."))
    return _back(one)


@bp.post("/work/suggestions/<delivered>/<int:number>/keeping/end")
@seat_required
def take_out(delivered: str, number: int) -> ResponseReturnValue:
    one = _one(delivered, number)
    actions.keep_suggestion(current_user, one.delivered, one.number, False)
    return _back(one)


def _one(delivered: str, number: int) -> Suggested:
    found = suggestions.named(current_user.workplace_id, f"{delivered}.{number}")
    if found is None:
        raise missing()
    return found


def _page(refused: Suggested | None = None, sent: forms.AnswerForm | None = None) -> ResponseReturnValue:
    """All of them; where an answer was refused, with what was typed."""
    found = suggestions.suggested(current_user.workplace_id)
    days: dict[date, list[tuple[Suggested, forms.AnswerForm]]] = {}
    for one in found:
        is_sent = refused is not None and one.name == refused.name
        form = sent if is_sent and sent else forms.AnswerForm(formdata=None, text=one.reply.text if one.reply else "")
        form.stand_at(one.name)
        days.setdefault(one.delivered, []).append((one, form))
    page = render_template("hse/suggestions.html", days=days, waiting=sum(one.is_open for one in found))
    return page, 422 if sent is not None and sent.errors else 200


def _back(one: Suggested) -> ResponseReturnValue:
    return redirect(url_for("hse.suggested", _anchor=f"s{one.name}"), 303)
