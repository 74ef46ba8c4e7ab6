"""How waves, their numbers and their refusals are said."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import dated

day = dated

MONTHS = {
    "0": _l("Where we begin from"),
    "3": _l("After three months"),
    "6": _l("After six months"),
    "12": _l("After a year"),
}
SCALES = {
    "none": _l("Choose at least one."),
    "many": _l("Six at most. Take some away."),
    "unknown": _l("One of these is not offered. Choose again."),
}
REFUSALS = {
    "discussion": _l("First a lead, a safety rep and a union rep must have signed the discussion. Nothing was changed."),
    "another": _l("One round of questions at a time. Nothing was changed."),
    "often": _l("Four rounds in a year is the most. Nothing was changed."),
    "small": _l(
        "No group has twenty people who were counted in a team's number before. Join teams, or wait until the next period. Nothing was changed."
    ),
}
ROLES = {"lead": _l("Sign as team lead"), "safety_rep": _l("Sign as safety rep"), "union_rep": _l("Sign as union rep")}
SURVEY = {
    "survey_place": _l("Part %(n)s of %(of)s"),
    "survey_until": _l("Open until %(day)s at 12."),
    "survey_group": _l("Your answers go into the numbers of %(group)s."),
    "survey_sent": _l("Received. You can change it or take it back until %(day)s at 12."),
    "survey_waits": _l("It lies on the phone, and is sent by itself when there is coverage. Open the app before %(day)s at 12."),
    "survey_withdrawn": _l("Taken back. Nothing of yours is in the numbers."),
    "survey_takes_back": _l("It is taken back when there is coverage. Open the app before %(day)s at 12."),
    "survey_skipped": _l("not answered"),
    "survey_nothing": _l("You have not answered anything. There is nothing to send."),
    "survey_sign_in": _l("Sign in, so that it can be sent."),
}


def weeks(number: int) -> str:
    return str(_("One week") if number == 1 else _("%(n)s weeks", n=number))
