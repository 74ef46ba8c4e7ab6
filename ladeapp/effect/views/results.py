"""What was released of the waves, the same for everyone who works there; and the next wave, for the partsgruppe."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.accords import queries as accords
from ladeapp.accords.words import KEYS
from ladeapp.http import Problem
from ladeapp.i18n import language
from ladeapp.trends import rules
from ladeapp.trends import words as trends

from .. import actions, asking, pages, sayings, waves
from ..ballot import BallotForm
from ..instruments import instruments
from ..models import Wave
from .door import bp


@bp.get("/effect")
@login_required
def index() -> ResponseReturnValue:
    place, now = current_user.workplace_id, clock.now()
    ahead, sits, hers = waves.ahead(place, now), _sits(), waves.hers(current_user.id)
    return render_template(
        "effect/index.html",
        reads=waves.results(place, now, hers, as_lead=any(hers.values())),
        ahead=ahead if ahead and (ahead.first_day or sits) else None,
        sheet=waves.Sheet(ahead, accords.holding(place)) if ahead and sits else None,
        forecast=_forecast(ahead) if ahead and sits else [],
        sits=sits,
        titles=titles(),
        since_begun=lambda results: pages.since_begun(results, titles()),
        better={each.key for each in instruments(language()) if each.higher_means == "better"},
        level=trends.level,
        give=trends.give,
        day=lambda moment: sayings.day(moment.astimezone(rules.ZONE).date()),
        said=sayings,
        key_words=KEYS,
    )


@bp.route("/effect/waves/new", methods=["GET", "POST"])
@login_required
def new_wave() -> ResponseReturnValue:
    seat_required()
    form = BallotForm()
    form.offer(waves.teams(current_user.workplace_id), request.form, titles())
    if form.validate_on_submit():
        try:
            actions.propose(current_user, int(form.months.data), form.scales.data or (), int(form.weeks.data), form.joined)
        except actions.NotHers:
            raise Problem(404, "not-found") from None
        except actions.Refused as refused:
            form.form_errors.append(sayings.REFUSALS[refused.why])
        else:
            flash(_("Laid down. It opens on the Monday after all three have signed."))
            return redirect(url_for("effect.index"), 303)
    groups = range(1, asking.MOST_GROUPS + 1)
    return render_template("effect/wave.html", form=form, groups=groups), 422 if form.errors or form.form_errors else 200


@bp.post("/effect/waves/<uuid:wave_id>/signature")
@login_required
def sign_wave(wave_id: UUID) -> ResponseReturnValue:
    try:
        is_agreed = actions.sign(current_user, wave_id, request.form.get("role", ""))
        flash(_("Signed by all three. It opens on Monday.") if is_agreed else _("Signed."))
    except actions.NotHers:
        raise Problem(404, "not-found") from None
    except actions.Refused as refused:
        flash(sayings.REFUSALS[refused.why], "refused")
    return redirect(url_for("effect.index"), 303)


@bp.post("/effect/waves/<uuid:wave_id>/withdrawal")
@login_required
def withdraw_wave(wave_id: UUID) -> ResponseReturnValue:
    try:
        actions.withdraw(current_user, wave_id)
    except actions.NotHers:
        raise Problem(404, "not-found") from None
    flash(_("Taken off the table."))
    return redirect(url_for("effect.index"), 303)


def titles() -> dict[str, str]:
    """Scale → its title, in the reader's language."""
    return {each.key: each.title for each in instruments(language()) if each.purpose == "wave"}


def seat_required() -> None:
    """Only for the partsgruppe, which no administrator is of. Raises Problem: to anybody else there is no such page."""
    if not _sits():
        raise Problem(404, "not-found")


def _sits() -> bool:
    return any(holder == current_user.id for holder, _role in accords.holding(current_user.workplace_id))


def _forecast(wave: Wave) -> list[tuple[str, bool]]:
    """Each group by name, and whether it is, or would be, asked."""
    names = waves.teams(wave.workplace_id)
    enough = wave.asked if wave.closes else {head for head, found in waves.heads(wave, clock.today()).items() if found.is_enough}
    return sorted((waves.name_of(group, names), head in enough) for head, group in wave.groups.items())
