"""Looking at one's shifts, telling a rotation by tapping, changing one day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ... import clock
from ...http import Problem
from ...people import queries as people
from .. import actions, pages, queries, rules, zones
from ..forms import BAD_TIME, Button, DayForm, RotationForm
from ..words import LETTERS, NAMES
from . import bp

UNDO = "shifts.undo"


@bp.get("/shifts")
@login_required
def index() -> ResponseReturnValue:
    today = now().date()
    asked = _day(request.args.get("week", ""))
    first = rules.monday_of(asked if asked and rules.may_edit(asked, today) else today)
    return render_template(
        "shifts/index.html",
        weeks=pages.calendar(current_user.id, first, today),
        coming=pages.coming(current_user.id, now()),
        rotation=queries.rotation(current_user.id),
        given=queries.calendar(current_user.id),
        holiday=next(iter(queries.away_told(current_user.id, today)), None),
        zone=wall().key,
        city=zones.city,
        told=queries.has_any(current_user.id),
        office=pages.as_told(None, True, today) if _word() == "day" else None,
        weekdays=pages.weekdays("EEEEEE"),
        undo=session.pop(UNDO, None),
        earlier=first - timedelta(weeks=pages.WEEKS) if first > today else None,
        later=first + timedelta(weeks=pages.WEEKS),
        pages=pages,
    )


@bp.route("/shifts/rotation", methods=["GET", "POST"])
@login_required
def rotation() -> ResponseReturnValue:
    today = now().date()
    form = RotationForm(data=pages.as_told(queries.rotation(current_user.id), _word() == "day", today))
    form.today = today
    if request.method == "POST" and not form.drawn() and form.validate_on_submit():
        actions.keep_rotation(current_user.id, form.rotation, clock.now())
        flash(_("Your rotation is kept."))
        return redirect(url_for("shifts.index"), 303)
    pattern = rules.with_weeks(form.pattern.data or "", len(form.pattern.data or "") // 7)
    page = render_template(
        "shifts/rotation.html",
        form=form,
        given=queries.calendar(current_user.id),
        pattern=pattern,
        beginnings=pages.beginnings(today),
        weekdays=pages.weekdays("EEEE"),
        short_weekdays=pages.weekdays("EEEEEE"),
        letters=LETTERS,
        names=NAMES,
        most=rules.MOST_WEEKS,
    )
    return page, 422 if form.errors else 200


@bp.route("/shifts/days/<day>", methods=["GET", "POST"])
@login_required
def one_day(day: str) -> ResponseReturnValue:
    that, today = _day(day), now().date()
    if that is None:
        raise Problem(404, "no-such-day")
    if not rules.may_edit(that, today):
        flash(_("You can change a day from yesterday to a year ahead."))
        return redirect(url_for("shifts.index"), 303)
    told, source = queries.rotation(current_user.id), queries.source(current_user.id)
    before = queries.edits(current_user.id, that, that).get(that)
    away = bool(queries.away(current_user.id, that, that))
    changed = queries.changes(current_user.id, that, that).get(that)
    usual = told.hours if told else rules.OFFICE if _word() == "day" else rules.USUAL
    stands = changed if changed is not None else source.on(that) if source else ()
    form = DayForm(data=pages.day_as_told(stands, usual))
    if form.validate_on_submit() and _kept(form, that, usual, stands):
        if away:
            flash(_("Kept. That day is no holiday any more."))
        else:
            session[UNDO] = {"day": that.isoformat(), "hours": None if before is None else " ".join(map(str, before))}
        return redirect(url_for("shifts.index", week=that.isoformat()), 303)
    page = render_template(
        "shifts/day.html",
        form=form,
        day=that,
        now=stands,
        usual=usual,
        edited=changed is not None,
        away=away,
        source=source,
        by_calendar=isinstance(source, rules.Imported),
        names=NAMES,
        pages=pages,
    )
    return page, 422 if form.errors else 200


@bp.post("/shifts/clear")
@login_required
def clear() -> ResponseReturnValue:
    if Button().validate_on_submit():
        actions.clear(current_user.id)
        session.pop(UNDO, None)
        flash(_("All your shifts are deleted."))
    return redirect(url_for("shifts.index"), 303)


@bp.get("/api/shifts")
@login_required
def own() -> ResponseReturnValue:
    """For the phone, so that a check-in without coverage knows which shift it belongs to. `person` tells whose they are."""
    mine = [(start.astimezone(wall()), end.astimezone(wall())) for start, end in queries.own(current_user.id)]
    shifts = [{"start": start.isoformat(), "end": end.isoformat(), "kind": rules.kind(start, end)} for start, end in mine]
    return jsonify(person=str(current_user.key), shifts=shifts)


def _kept(form: DayForm, day: date, usual: tuple[rules.Turn, ...], stands: tuple[rules.Turn, ...]) -> bool:
    """Whether what was chosen could be kept; if not, the form says why."""
    try:
        if form.what.data == "rotation":
            actions.undo_edit(current_user.id, day, clock.now())
        else:
            actions.edit_day(current_user.id, day, form.turns(usual, stands), clock.now())
    except actions.Overlaps as refused:
        one, other = map(pages.long_day, refused.days)
        form.form_errors.append(_("The shift that begins %(day)s has not ended when the one %(next)s begins.", day=one, next=other))
    except ValueError as refused:
        form.form_errors.append(BAD_TIME if str(refused) == "time" else _("A day has two shifts at most. Choose what it shall be instead."))
    return not form.form_errors


def now() -> datetime:
    """By the clock on her wall."""
    return clock.now().astimezone(wall())


def wall() -> ZoneInfo:
    return ZoneInfo(queries.zone_of(current_user.id) or current_user.workplace.zone)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 and text.isascii() else None
    except ValueError:
        return None


def _word() -> str:
    team = people.team_of(current_user.id)
    return team.word if team else "shift"
