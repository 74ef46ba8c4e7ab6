"""The year as a wheel, another round of the programme, and the papers of those that have been."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ladeapp import clock

from .. import actions, pages, queries, year
from .door import bp, missing, seat_required, work


@bp.get("/work/year")
@seat_required
def wheel() -> ResponseReturnValue:
    here = work()
    if not here.phases:
        raise missing()
    return render_template("hse/year.html", work=here, year=year.of(here, queries.points(current_user.workplace_id, here.round)))


@bp.post("/work/year/<point_key>/tick", defaults={"done": True}, endpoint="tick_point")
@bp.post("/work/year/<point_key>/tick/end", defaults={"done": False}, endpoint="untick_point")
@seat_required
def tick_point(point_key: str, done: bool) -> ResponseReturnValue:
    try:
        actions.tick_point(current_user, point_key, done)
    except KeyError:
        raise missing() from None
    return redirect(url_for("hse.wheel", _anchor=point_key), 303)


@bp.post("/work/rounds")
@seat_required
def begin_again() -> ResponseReturnValue:
    try:
        actions.begin_again(current_user, pages.present(queries.holding(current_user.workplace_id)))
    except actions.Early as early:
        if str(early) == "evaluation":
            flash(_("First look at what came of the round that runs, and tick it as done. Nothing was changed."), "refused")
            return redirect(url_for("hse.index"), 303)
        flash(_("First a lead, a safety rep and a union rep must have signed the discussion. Nothing was changed."), "refused")
        return redirect(url_for("hse.index"), 303)
    flash(_("A new round has begun. What is open goes along; what you signed before stands as it was."))
    return redirect(url_for("hse.index"), 303)


@bp.get("/work/rounds/<int:which>")
@seat_required
def earlier(which: int) -> ResponseReturnValue:
    """What was signed in a round, and what of its plan was done; to read, not to change."""
    if not 1 <= which <= work().round:
        raise missing()
    phases, sheet = queries.phases(current_user.workplace_id, which), queries.discussion(current_user.workplace_id, which)
    return render_template("hse/round.html", number=which, phases=phases, sheet=sheet, today=clock.today())
