"""What reminders are called, and times as they are said."""

from datetime import date, datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import clocked, dated

KINDS = {
    "after_shift": _l("After work"),
    "mid_shift": _l("Midway through work"),
    "fixed": _l("At your time of day"),
    "weekly": _l("Your day of the week"),
    "offer": _l("As you asked"),
    "survey": _l("Short questions about work"),
}


def weekday(day: date) -> str:
    """ "Monday", as it stands in the middle of a sentence."""
    return str(format_date(day, "EEEE"))


def long_day(day: date) -> str:
    """ "Thursday 5 March", as the language writes it."""
    return dated(day, "EEEE d. MMMM")


def near_day(at: datetime, now: datetime) -> str:
    """ "today", "this evening", "tonight", "tomorrow", a weekday of the days ahead, else the date; both by her wall."""
    days = (at.date() - now.date()).days
    if at.hour < 6 and timedelta() <= at - now < timedelta(hours=18):
        return str(_("tonight"))
    if days == 0:
        return str(_("this evening") if at.hour >= 18 else _("today"))
    if days == 1:
        return str(_("tomorrow"))
    return weekday(at.date()) if 1 < days < 7 else long_day(at.date())


def moment(at: datetime, now: datetime) -> str:
    """ "this evening at 22:13"."""
    return str(_("%(day)s at %(clock)s", day=near_day(at, now), clock=clocked(at)))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
