"""What the shared screen and the phones in a round say from their scripts."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "gathering_of": _l("%(n)s of %(of)s"),
    "gathering_paused": _l("The time waits."),
    "gathering_over": _l("The time is up. Go on when you are ready."),
    "gathering_start": _l("Start"),
    "gathering_pause": _l("Pause"),
    "gathering_resume": _l("Carry on"),
    "gathering_square": _l("A square for the phones' cameras"),
    "gathering_offline": _l("No coverage. Nothing is lost: try again when there is."),
    "gathering_signed_out": _l("You are signed out. Sign in in another tab, and try again here."),
    "gathering_failed": _l("That did not get through. Try again."),
    "gathering_anew": _l("The round had to be opened anew. The code is another, and those who have answered must answer again."),
    "gathering_before": _l("This is what the round showed that was ended a while ago. Finish the meeting, and you can open a new one."),
    "gathering_few": _l("Too few answers to show anything."),
    "gathering_agree": _l("In agreement"),
    "gathering_spread": _l("You do not all answer alike."),
    "gathering_share_0": _l("few or none"),
    "gathering_share_1": _l("some"),
    "gathering_share_2": _l("many"),
    "gathering_saved": _l("Saved for the team."),
    "gathering_theirs": _l("This is how it reads now: %(lines)s"),
    "gathering_choose": _l("Choose an answer first."),
    "gathering_not_sent": _l("No contact. Your answer is still here; send it again. It counts only once."),
}
