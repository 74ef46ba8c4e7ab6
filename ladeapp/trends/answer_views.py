"""HTTP for a machine that others use too: no diary, so one number for the whole period, given once."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from .. import clock
from ..people.rules import SHARED
from . import actions, finding, forms, queries, rules
from .keys import KeyUnusable
from .views import bp


@bp.get("/team/answer")
@login_required
def answer() -> ResponseReturnValue:
    """Nothing on it tells whether she has answered. Where she has a diary of her own, that works the number out."""
    if SHARED not in session:
        return redirect("/check-in", 303)
    told = queries.session_periods(current_user.id, clock.now())
    spans = [rules.period(each["id"]) for each in told["periods"] if each["counted"]]
    counts_from = rules.period(told["counts_from"]) if told["counts_from"] else None
    return render_template("trends/answer.html", spans=spans, counts_from=counts_from)


@bp.post("/team/answer")
@login_required
def give() -> ResponseReturnValue:
    """The answer is the same whatever was given, first or again, or taken back."""
    if SHARED not in session:
        return redirect("/check-in", 303)
    span = finding.span(request.form.get("period", ""))
    try:
        value = forms.whole_number(request.form)
        if value is None:
            actions.withdraw(current_user.id, span.id)
        else:
            actions.contribute(current_user.id, span.id, value)
        flash(_("Received. Sign out when you are done."))
    except ValueError:
        flash(_("That is none of the choices. Nothing was changed."), "refused")
    except actions.NotTaken:
        flash(_("This period does not take your answer. Nothing was changed."), "refused")
    except KeyUnusable:
        flash(_("The period starts afresh in a moment. Try again in a minute; nothing was changed."), "refused")
    return redirect(url_for("trends.answer"), 303)
