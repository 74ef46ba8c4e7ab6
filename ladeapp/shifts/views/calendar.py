"""A calendar as the source of shifts: a file or a link, what we understood of it, and taking it away."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ... import clock, outside
from ...config import settings
from ...limits import limiter
from .. import calendar_page, importing, links, pages, queries, reading
from ..calendar_words import WHERE, why_not
from ..forms import Button, FileForm, LinkForm
from . import bp

ROOM = reading.LARGEST + 64 * 1024  # what a form takes around its file


class TooLarge(Exception):
    """The file is larger than any calendar we read; said before anyone looks at it."""


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint != "shifts.calendar" or request.mimetype != "multipart/form-data":
        return  # whatever brings no file is as short as everything else
    request.max_content_length = request.max_form_memory_size = ROOM  # the second also bounds what is read of a file at once
    if (request.content_length or 0) > ROOM:
        raise TooLarge


@bp.errorhandler(TooLarge)
def too_large(problem: TooLarge) -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return redirect("/sign-in", 303)
    form = FileForm(formdata=None)
    form.file.errors = [why_not("large")]
    return _page(form, LinkForm(formdata=None)), 413


@bp.route("/shifts/calendar", methods=["GET", "POST"])
@login_required
@limiter.limit("30/hour", methods=["POST"], key_func=lambda: f"calendar-{current_user.get_id()}")
def calendar() -> ResponseReturnValue:
    by_file = "file" in request.files
    file, link = FileForm() if by_file else FileForm(formdata=None), LinkForm()
    link.extra = _door().extra
    if request.method == "POST" and (_read(file) if by_file else _told(link)):
        return redirect(url_for("shifts.calendar"), 303)
    return _page(file, link), 422 if file.errors or link.errors else 200


@bp.post("/shifts/calendar/again")
@login_required
@limiter.limit("30/hour", key_func=lambda: f"calendar-{current_user.get_id()}")
def calendar_again() -> ResponseReturnValue:
    if Button().validate_on_submit():
        importing.ask_again(current_user.id, clock.now())
    return redirect(url_for("shifts.calendar"), 303)


@bp.post("/shifts/calendar/end")
@login_required
def end_calendar() -> ResponseReturnValue:
    if Button().validate_on_submit():
        importing.remove(current_user.id, clock.now())
        flash(_("The calendar is removed."))
    return redirect(url_for("shifts.calendar"), 303)


def _page(file: FileForm, link: LinkForm) -> str:
    told = calendar_page.told(current_user.id, clock.now())
    if told and told.typed and not link.link.data:
        link.link.data = told.typed
    rotation = queries.rotation(current_user.id)
    return render_template("shifts/calendar.html", told=told, file=file, link=link, rotation=rotation, where=WHERE, pages=pages)


def _read(form: FileForm) -> bool:
    """Whether the file could be kept; if not, the form says why."""
    if not form.validate_on_submit():
        return False
    try:
        understood = reading.read(form.file.data.read(reading.LARGEST + 1), queries.zone_of(current_user.id) or "UTC", clock.now())
    except reading.Unreadable as problem:
        form.file.errors = [why_not(problem.why)]
        return False
    if understood.why_none:
        form.file.errors = [why_not(understood.why_none)]
        return False
    importing.keep_file(current_user.id, understood, clock.now())
    return True


def _told(form: LinkForm) -> bool:
    if not form.validate_on_submit():
        return False
    importing.keep_link(current_user.id, links.seal(settings().secret_key, current_user.id, form.checked), clock.now())
    return True


def _door() -> outside.Door:
    door: outside.Door = current_app.extensions.get("outside", outside.Door())
    return door
