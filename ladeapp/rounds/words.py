"""The one sentence on why these meet, and the names of what can be chosen."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import clocked, dated
from .queries import MyMeeting

PROFESSIONS = {
    "": _l("I would rather not say"),
    "nurse": _l("Nurse"),
    "care_assistant": _l("Care assistant"),
    "social_educator": _l("Social educator"),
    "child_welfare": _l("Child welfare worker"),
    "welfare": _l("Welfare caseworker"),
    "other": _l("Something else"),
}
WISHES = {
    "any": _l("It does not matter"),
    "other": _l("Another profession than mine"),
    "same": _l("The same profession as mine"),
}
CADENCES = {
    "0": _l("No rounds"),
    "1": _l("Every week"),
    "2": _l("Every other week"),
    "4": _l("Every four weeks"),
}


def why(meeting: MyMeeting) -> str:
    """Why she meets these, in one sentence. Of the others' shifts it says nothing but the one they share."""
    if meeting.why == "shift":
        return _shared(meeting)
    reasons = {
        "standing": _("You two go on together."),
        "new": _("You have not met in the last few rounds."),
        "again": _("You have met before; this time it was you two who fitted."),
        "three": _("The number was odd, so there are three of you."),
    }
    return str(reasons[meeting.why])


def _shared(meeting: MyMeeting) -> str:
    if meeting.common is None:
        return str(_("You have shifts in common."))
    day = weekday(meeting.common.day)
    if not meeting.is_pair:
        return str(_("All three of you are at work on %(day)s.", day=day))
    shifts = {
        "day": _("You both have the day shift on %(day)s.", day=day),
        "evening": _("You both have the evening shift on %(day)s.", day=day),
        "night": _("You both have the night shift on %(day)s.", day=day),
        None: _("You are both at work on %(day)s.", day=day),
    }
    return str(shifts[meeting.common.kind])


def weekday(day: date) -> str:
    """ "Thursday 5 March", as the language writes it."""
    return dated(day, "EEEE d. MMMM")


def names(people: Sequence[str]) -> str:
    """ "Bjørn", or "Bjørn and Stein"."""
    return str(_("%(first)s and %(last)s", first=people[0], last=people[1])) if len(people) == 2 else people[0]


def moment(at: datetime) -> str:
    """A time on the wall: "Thursday 5 March at 15:30"."""
    said = str(_("%(day)s at %(clock)s", day=weekday(at.date()), clock=clocked(at)))
    return said[0].upper() + said[1:]
