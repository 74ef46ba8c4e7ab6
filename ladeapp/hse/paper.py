"""The room's words in other shapes: minutes as HTML, measures as a spreadsheet, a meeting as a calendar's invitation."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markupsafe import Markup

from . import words
from .models import WorkMeasure, WorkRecord, WorkRisk

FORMULA = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # as js/people/csv.js
LASTS = timedelta(hours=1)


def minutes(text: str) -> Markup:
    """Markdown as HTML. What is HTML in it stays words, links lead nowhere and pictures are not fetched."""
    return Markup(_markdown().render(text))  # noqa: S704 – made by markdown-it with html off


def sheet(measures: Iterable[WorkMeasure], risks: Mapping[object, WorkRisk]) -> bytes:
    """A file that a spreadsheet opens by a tap: UTF-8 with a mark, semicolons as Norwegian ones expect, and nothing that calculates."""
    file = io.StringIO()
    to = csv.writer(file, delimiter=";", lineterminator="\r\n")
    heads = _("Measure"), _("Risk"), _("Likelihood × consequence"), _("Level"), _("Owner"), _("By when"), _("State")
    to.writerow([*heads, _("Effect looked at"), _("What we saw"), _("Published")])
    for one in measures:
        risk = risks.get(one.risk_id)
        row = one.title, risk.title if risk else "", risk.score if risk else "", words.LEVELS_SHORT[one.level], one.owner, one.due
        rest = words.STATES[one.state], one.look_day or "", one.effect, one.published or ""
        to.writerow([_cell(value) for value in (*row, *rest)])
    return ("\ufeff" + file.getvalue()).encode()


def invitation(record: WorkRecord, agenda: str, zone: str, now: datetime, name: str) -> bytes:
    """One meeting for one's own calendar, with the agenda; who is invited does not stand in it."""
    event = icalendar.Event()
    event.add("uid", f"{record.id}@ladeapp")
    event.add("dtstamp", now)
    event.add("summary", _("Partsgruppa, %(name)s", name=name))
    if record.day and record.at:
        start = datetime.combine(record.day, record.at, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
        event.add("dtstart", start)
        event.add("dtend", start + LASTS)
    elif record.day:
        event.add("dtstart", record.day)
    if record.place:
        event.add("location", record.place)
    event.add("description", agenda)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Ladeapp//Partsgruppa//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink", "html_block", "html_inline"]).enable("table")


def _cell(value: object) -> str:
    """Words that begin like a formula stay words."""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and (FORMULA.match(text) or text[:1] in "\t\r\n") and text else text
