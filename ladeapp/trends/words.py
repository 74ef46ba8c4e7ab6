"""How levels, moments and the lines of a team's log are said: '4.5', '2 or lower', 'Wednesday 15 July at 12:00'."""

from datetime import date, datetime

from flask_babel import format_date, format_datetime, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import dated
from ..people import words as people
from . import rules

LOG = {
    "safety_rep_confirmed": _l("The safety rep confirmed the list for period %(about)s"),
    "union_rep_confirmed": _l("The union rep confirmed the list for period %(about)s"),
    "standard_chosen": _l("Half of the list chose at least %(about)s answers, from the next period"),
    "low_trust_chosen": _l(
        "Half of the list turned on low-trust mode, from the next period: at least %(about)s answers, and no part of the workplace's number"
    ),
    "strict_chosen": _l("Half of the list chose at least %(about)s answers and a stronger blur, from the next period"),
}


def level(tenths: int | None) -> str:
    """A level in tenths as a person reads it."""
    if tenths is None:
        return str(_("no number"))
    if tenths == rules.FLOOR_TENTHS:
        return str(_("2 or lower"))
    if tenths == rules.CEILING_TENTHS:
        return str(_("8 or higher"))
    return str(format_decimal(tenths / 10, format="0.0"))


def give(tenths: int) -> str:
    """How far a level may lie from what it stands for: '± 0.9', never broken over two lines."""
    return f"±\u00a0{format_decimal(tenths / 10, format='0.0')}"


def headline(tenths: int | None) -> str:
    """The same, as the first line of a card."""
    return str(_("No number this time") if tenths is None else _("Load %(level)s", level=level(tenths)))


def terms(chosen: rules.Terms) -> str:
    """What a team's number takes, in one line."""
    if chosen.low_trust:
        return str(_("At least %(k)s answers, a stronger blur, and no part of the workplace's number", k=chosen.k))
    if chosen.mode == "strict":
        return str(_("At least %(k)s answers, and a stronger blur", k=chosen.k))
    return str(_("At least %(k)s answers", k=chosen.k))


def moment(at: datetime) -> str:
    """A weekday, a day and a clock time in Oslo; Norwegian says only the hour, for numbers come at noon."""
    return str(format_datetime(at, format=_("EEEE d MMMM 'at' HH:mm")))


def weekday(day: date) -> str:
    return dated(day, "EEEE d. MMMM")


def month(day: date) -> str:
    """A month in three or four letters, as an axis has room for."""
    return str(format_date(day, format="MMM")).rstrip(".")


def period(span: rules.Span) -> str:
    """A period by its number and its days, as a table's row names it."""
    return f"{span.number} · {dated(span.first_day, 'd. MMM')} – {dated(span.last_day, 'd. MMM y')}"


def log_line(what: str, about: str) -> str:
    """What was done to a team, in words: this room's own lines, and those of people."""
    return str(LOG[what]) % {"about": about} if what in LOG else people.log_line(what, about)
