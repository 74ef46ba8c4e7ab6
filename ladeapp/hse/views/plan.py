"""The front of the room with the next step first, the phases of the programme, and the whole on paper."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp.accords import queries as accords
from ladeapp.accords.subjects import SUBJECTS

from .. import actions, forms, pages, queries, words
from .door import bp, missing, seat_required, work


@bp.get("/work")
@seat_required
def index() -> ResponseReturnValue:
    return render_template("hse/index.html", work=work())


@bp.post("/work")
@seat_required
def begin() -> ResponseReturnValue:
    said = accords.standing(current_user.workplace_id).values.get("purpose", "")
    proposed = {key: str(text) for key, text in words.PROPOSED.items()} | ({"purpose": SUBJECTS["purpose"].shown(said)} if said else {})
    held = queries.holding(current_user.workplace_id)
    actions.begin(current_user, {key: str(text) for key, text in words.TEMPLATE.items()}, proposed, pages.present(held))
    flash(_("Here is a plan to start from. Change what does not fit you."))
    return redirect(url_for("hse.index"), 303)


@bp.route("/work/phases/<key>", methods=["GET", "POST"])
@seat_required
def phase(key: str) -> ResponseReturnValue:
    here = work()
    chosen = next((one for one in here.phases if one.key == key), None)
    if chosen is None:
        raise missing()
    form = forms.PhaseForm(about=chosen.about, due=chosen.due.isoformat())
    form.offer(queries.names(here.holding), here.today, chosen, chosen.due)
    if form.validate_on_submit():
        fell = actions.keep_phase(current_user, key, form.about.data, **form.owned)
        flash(_("Kept. The plan is another now, so the signatures under it are gone.") if fell else _("Kept."))
        return redirect(url_for("hse.index"), 303)
    order = [one.key for one in here.phases]
    page = render_template("hse/phase.html", form=form, phase=chosen, number=order.index(key) + 1, count=len(order))
    return page, 422 if form.errors else 200


@bp.post("/work/phases/<key>/state")
@seat_required
def turn_phase(key: str) -> ResponseReturnValue:
    state = request.form.get("state", "")
    try:
        actions.turn_phase(current_user, key, state)
    except KeyError:
        raise missing() from None
    except ValueError:
        flash(_("That could not be read. Nothing was changed."), "refused")
    except actions.Early as early:
        if str(early) == "discussion":
            flash(_("First write down what you discussed: need, purpose, consequences and duration. Nothing was changed."), "refused")
        else:
            flash(_("First a lead, a safety rep and a union rep must have signed the discussion. Nothing was changed."), "refused")
        return redirect(url_for("hse.discussion"), 303)
    return redirect(url_for("hse.phase", key=key) if state == "open" else url_for("hse.index"), 303)


@bp.get("/work/published")
@login_required
def published() -> ResponseReturnValue:
    """For everyone who works there, the same."""
    return render_template("hse/published.html", published=queries.published(current_user.workplace_id))
