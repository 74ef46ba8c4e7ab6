"""How weeks, changes and refusals are said."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import dated
from .captions import Wrong
from .models import ProgrammeLog

LOG = {
    "plan": _l("%(name)s changed the plan"),
    "end": _l("%(name)s put the plan away"),
    "film": _l("%(name)s attached “%(about)s”"),
    "film_gone": _l("%(name)s removed “%(about)s”"),
}
REFUSALS = {
    "past": _l("That week has passed. Choose this week or a later one."),
    "far": _l("That is far ahead. Choose a week within a year and a half."),
    "none": _l("That year has no week 53. Choose another."),
    "week": _l("Choose a week from the list."),
    "item": _l("Choose a module or an episode from the list."),
    "there": _l("Somebody has laid a plan already. Here it is; change it as you like."),
    "end": _l("It cannot be moved further."),
    "begun": _l("What has begun stays where it is. Give it another week instead."),
}
CAPTIONS = {
    "large": _l("The captions are very large. 256 kB is the most."),
    "utf8": _l("Line %(line)s of the captions cannot be read. Save the file as UTF-8."),
    "header": _l("The captions must begin with WEBVTT on a line of its own."),
    "times": _l("Line %(line)s of the captions: times must look like 00:01.000 --> 00:04.000."),
    "order": _l("Line %(line)s of the captions: a cue ends after it has begun, and none begins before the one above."),
    "empty": _l("There are no cues in the captions. Write at least what is said."),
}


def day(of: date, today: date) -> str:
    """ "30. november", with the year where it is another."""
    return dated(of, "d. MMMM" if of.year == today.year else "d. MMMM y")


def week(monday: date, today: date) -> str:
    return str(_("Week %(week)s, from %(day)s", week=monday.isocalendar().week, day=day(monday, today)))


def line(entry: ProgrammeLog) -> str:
    """One line of the log, without its day."""
    from ..people.words import shown

    return str(LOG[entry.what]) % {"name": shown(entry.actor), "about": entry.about}


def why(wrong: Wrong) -> str:
    return str(CAPTIONS[wrong.why]) % {"line": wrong.line}
