"""What the room may say from JavaScript, and how roles, outcomes and checklists are called."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "incident_sending": _l("One moment …"),
    "incident_sent": _l("Started. Your unit's leads have been told. Look after those concerned – and yourself."),
    "incident_waiting": _l("No coverage. It is stored on this phone, and is sent by itself when you open the app with coverage."),
    "incident_sign_in": _l("Sign in, and it is sent."),
    "incident_no_team": _l("You belong to no team here. Tell your lead directly."),
    "incident_failed": _l("It was not sent. Tell your lead directly, or try again."),
    "incident_offered": _l("Yes. A quiet reminder comes around the third, tenth and thirtieth day."),
    "incident_not_offered": _l("That did not work. Sign in and check that you have coverage, then try again."),
}
ROLES = {
    "lead": _l("Team lead"),
    "safety_rep": _l("Safety rep"),
    "union_rep": _l("Union rep"),
    "occupational_health": _l("Occupational health"),
}
OUTCOMES = {"done": _l("Ended"), "not_needed": _l("Ended: was not needed")}
SHEETS = {"leader": _l("For whoever leads"), "colleague": _l("For a colleague"), "self": _l("For you it happened to")}
