"""The room's words in other shapes: minutes as HTML, measures as a spreadsheet, a meeting as a calendar's invitation."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markupsafe import Markup

from ..sheets import cell
from . import words
from .models import WorkMeasure, WorkRecord, WorkRisk

LASTS = timedelta(hours=1)

Cell = str | int | date


def minutes(text: str) -> Markup:
    """Markdown as HTML. What is HTML in it stays words, links lead nowhere and pictures are not fetched."""
    return Markup(_markdown().render(text))  # noqa: S704 – made by markdown-it with html off


def minutes_under(text: str, level: int) -> Markup:
    """The same below a heading of this level: its own headings go on from there, and none is skipped."""
    markdown, above, tokens = _markdown(), list[int](), _markdown().parse(text)
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1])
            above = [each for each in above if each < own] + [own]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(level + len(above), 6)}"
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704 – as above


def heads() -> list[str]:
    """What the columns of the measures are called."""
    first = _("Measure"), _("Risk"), _("Likelihood × consequence"), _("Level"), _("Owner"), _("By when"), _("State")
    return [*first, _("Effect looked at"), _("What we saw"), _("Published"), _("Risk closed")]


def rows(measures: Iterable[WorkMeasure], risks: Mapping[object, WorkRisk]) -> Iterator[list[Cell]]:
    """One measure a row, in the order of `heads`."""
    for one in measures:
        risk = risks.get(one.risk_id)
        about = (risk.title, risk.score) if risk else ("", "")
        closed = risk and risk.closed_day
        level, state = str(words.LEVELS_SHORT[one.level]), str(words.STATES[one.state])
        yield [one.title, *about, level, one.owner, one.due, state, one.look_day or "", one.effect, one.published or "", closed or ""]


def risk_heads() -> list[str]:
    """What the columns of the risks are called."""
    first = _("Risk"), _("Factor"), _("Kind of source"), _("Which one"), _("Likelihood"), _("Consequence"), _("Product")
    return [*first, _("Why we think so"), _("Day"), _("Closed"), _("Why")]


def risk_rows(risks: Iterable[WorkRisk]) -> Iterator[list[Cell]]:
    """One risk a row, in the order of `risk_heads`; the open ones first."""
    for one in sorted(risks, key=lambda risk: risk.closed_day is not None):
        source = str(words.SOURCES[one.source]), one.source_name
        judged = one.likelihood, one.consequence, one.score, one.reasoning, one.day
        yield [one.title, words.factor(one.factor), *source, *judged, one.closed_day or "", one.closed_why or ""]


def sheet(measures: Iterable[WorkMeasure], risks: Mapping[object, WorkRisk]) -> bytes:
    """A file that a spreadsheet opens by a tap: UTF-8 with a mark, semicolons as Norwegian ones expect, and nothing that calculates."""
    file = io.StringIO()
    to = csv.writer(file, delimiter=";", lineterminator="\r\n")
    to.writerow(heads())
    to.writerows([cell(value) for value in row] for row in rows(measures, risks))
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
