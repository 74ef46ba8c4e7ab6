"""Why a calendar could not be read, and what of it was left out, in words that say what to do."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

WHY_NOT = {
    "address": _l("That is no address we can read from. It begins with https:// or webcal:// and is rather long."),
    "silence": _l("Nothing answered there. Is the address right, and is the calendar still there?"),
    "elsewhere": _l("The address sends us on to another one. Open it in a browser, and copy the address you end up at."),
    "refused": _l("The calendar is not open to us. Use its secret or public address, the one for subscribing."),
    "large": _l("It is larger than 2 MB. Choose a calendar with your shifts alone, or only the months ahead."),
    "page": _l("That is no calendar. A calendar's address or file often ends in .ics."),
    "many": _l("There is more in it than one person can work. Choose a calendar with your shifts alone."),
    "heavy": _l("It is so tangled that we gave up. Choose a calendar with your shifts alone."),
    "lost": _l("We can no longer open the address you gave us. Paste it in once more."),
    "none": _l("There is no shift in it for the year ahead."),
    "all_day": _l("There are only whole days in it. A shift needs a time when it begins and one when it ends."),
    "long": _l("All that is in it lasts longer than 24 hours. No shift does."),
    "no_end": _l("Nothing in it has a time when it ends."),
    "backwards": _l("All that is in it ends before it begins."),
    "zone": _l("It uses a time zone that we do not know, so we cannot tell when the shifts are."),
    "often": _l("All that is in it comes back every hour or more often. No shift does."),
    "broken": _l("The times in it cannot be read."),
}

WHERE = (  # whoever keeps calendars, and where the link to one's own is found there
    ("Google", _l("On a computer: open the settings of your calendar, and copy the secret address in iCal format.")),
    ("Outlook", _l("On the web: open settings, Calendar, Shared calendars. Publish yours, and copy the ICS link.")),
    ("Apple", _l("In the Calendar app: tap the i beside the calendar, turn on Public Calendar, and share the link.")),
    (_l("Rota system"), _l("Look for subscribe, iCal or calendar. Ask whoever makes the rota if you do not find it.")),
)


def why_not(why: str) -> str:
    return str(WHY_NOT.get(why, WHY_NOT["heavy"]))


def left_out(reason: str, count: int) -> str:
    """Three that last all day."""
    match reason:
        case "all_day":
            return str(ngettext("%(num)s that lasts all day", "%(num)s that last all day", count))
        case "long":
            return str(ngettext("%(num)s longer than 24 hours", "%(num)s longer than 24 hours", count))
        case "no_end":
            return str(ngettext("%(num)s without an end", "%(num)s without an end", count))
        case "backwards":
            return str(ngettext("%(num)s that ends before it begins", "%(num)s that end before they begin", count))
        case "zone":
            return str(ngettext("%(num)s in a time zone we do not know", "%(num)s in a time zone we do not know", count))
        case "often":
            return str(
                ngettext("%(num)s that comes back every hour or more often", "%(num)s that come back every hour or more often", count)
            )
        case _:
            return str(_("%(num)s that cannot be read", num=count))
