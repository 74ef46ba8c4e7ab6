"""The meeting: when, the station, and getting out of it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.limits import limiter
from ladeapp.stations import queries as stations

from .. import actions, rules
from . import bp
from .mine import gone, here

View = Callable[[UUID], ResponseReturnValue | None]


def hers(word: str) -> Callable[[View], Callable[[UUID], ResponseReturnValue]]:
    """A verb on one's own meeting: afterwards back to the page, unless it says otherwise; a meeting that is not hers is not there."""

    def told(view: View) -> Callable[[UUID], ResponseReturnValue]:
        @bp.post(f"/rounds/meetings/<uuid:meeting_id>/{word}", endpoint=view.__name__)
        @login_required
        @wraps(view)
        def guarded(meeting_id: UUID) -> ResponseReturnValue:
            try:
                return view(meeting_id) or here()
            except actions.NoSuchMeeting:
                return gone()

        return guarded  # type: ignore[no-any-return]

    return told


@hers("time")
def propose(meeting_id: UUID) -> None:
    slot = _slot(request.form.get("own") or request.form.get("slot", ""))
    try:
        actions.propose(meeting_id, current_user.id, slot, clock.now())
    except actions.NotThen:
        late = _("That time has passed, or the round is over by then. Choose another.")
        flash(late if slot else _("Choose a day and a time."))


@hers("agreement")
def agree(meeting_id: UUID) -> None:
    try:
        actions.agree(meeting_id, current_user.id, _slot(request.form.get("slot", "")), clock.now())
    except actions.NotThen:
        flash(_("That time is not there any more. See what stands here now."))


def in_vain(answer: Response) -> bool:
    """She came back to the page, not to a station."""
    return answer.status_code >= 400 or answer.location == url_for("rounds.index")


@hers("station")
@limiter.limit("5/30 minutes", key_func=lambda: f"round-station:{current_user.id}", deduct_when=in_vain)
def begin(meeting_id: UUID) -> ResponseReturnValue | None:
    try:
        station = actions.begin(meeting_id, current_user.id, clock.now())
    except actions.NotNow:
        mine = stations.running_station(current_user.id, clock.now())  # most often the other was first, and it is theirs
        if mine is None:
            flash(_("That did not work just now. Try again a little later."))
            return None
        station = mine
    return redirect(url_for("stations.show", station_id=station), code=303)


@hers("met")
def have_met(meeting_id: UUID) -> None:
    actions.have_met(meeting_id, current_user.id)


@hers("withdrawal")
def cancel(meeting_id: UUID) -> None:
    actions.cancel(meeting_id, current_user.id, clock.now())
    flash(_("That is fine. Nobody is told why."))


@hers("no-show")
def did_not_manage(meeting_id: UUID) -> None:
    actions.did_not_manage(meeting_id, current_user.id, clock.now())


@hers("continuation")
def go_on(meeting_id: UUID) -> None:
    if actions.go_on(meeting_id, current_user.id, request.form.get("wants") == "yes", clock.now()):
        flash(_("You both want to go on. From now on you are put together in each round."))


def _slot(text: str) -> datetime | None:
    """The time that was sent, or None when it is none."""
    try:
        return rules.chosen(text, current_user.workplace.zone)
    except ValueError:
        return None
