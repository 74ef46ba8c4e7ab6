"""The words of the people room's scripts, and of the team log that every member may read."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from . import rules

WORDS = {
    "people_unsent": _l("Check-ins that have not been sent yet: %(n)s. They are only on this phone."),
    "people_some_unsent": _l("Not all is sent yet"),
    "people_all_sent": _l("All is sent"),
    "people_not_reached": _l("No contact with the server. Try again when there is coverage."),
    "people_mistyped": _l("Something in the code is wrong. Look at it once more."),
    "people_mistyped_ten": _l("It is ten letters and digits. Look at it once more."),
    "people_link_none": _l(
        "No code is waiting for you. It lasts five minutes, is used once, and works when you are signed in as yourself on both phones. Make a new one."
    ),
    "people_link_other": _l("That is not what the other phone shows now. Look at it once more."),
    "people_link_used": _l("That code has been used already, or has ended. Say no on the other phone and make a new one."),
    "people_link_shared": _l("Others use this machine too, so the diary does not come here."),
    "people_link_refused": _l(
        "The other phone did not say yes in time, or said no. Nothing has changed. You can try again with a new code."
    ),
    "people_link_late": _l("The five minutes are over. If the new phone does not have the diary now, try again."),
    "people_link_stopped": _l("You stopped it. Nothing was handed over, and the code opens nothing."),
    "people_link_unsaved": _l(
        "The encrypted copy of this phone's diary is not in order at the server, so it cannot be handed on yet. The page “Check in” shows why."
    ),
    "people_square": _l("A square for the new phone's camera"),
    "people_not_this_code": _l("That code does not open this diary. Is there a newer one?"),
    "people_code_waits": _l(
        "No contact with the server, so the old code may still hold. Keep both papers and try again when there is coverage."
    ),
    "people_code_anew": _l("That took a while. Sign in anew and make the code once more; this one opens nothing."),
    "people_not_the_code": _l("That is not what it says above. Look at it once more."),
    "people_answers": _l("Your answer to the team's number"),
    "people_answer": _l("The period to %(day)s: your answer is %(value)s. You can take it back until %(until)s."),
    "people_no_answer": _l("The period to %(day)s: nothing from your diary to count yet."),
    "people_answer_out": _l("The period to %(day)s: you have taken your answer back. You can change your mind until %(until)s."),
    "people_take_back": _l("Take my answer back"),
    "people_let_in": _l("Let it count after all"),
    "people_stay_out": _l("Keep me out of the team's number"),
    "people_stay_out_hint": _l(
        "Your check-ins stay in the diary, and nothing goes to the team's number until you turn this off. The app shows it to nobody."
    ),
    "people_sheet": _l("Day,Time,Load (0–10),Battery (0–4),Shift,What weighed,What charged,Note,Added later"),
    "people_sheet_answers": _l("Exercise,Question,Answer"),
    "people_found": _l("Entries: %(n)s"),
    "people_export_name": _l("ladeapp-diary"),
}

LOG = {
    "joined": _l("%(about)s came in by invitation"),
    "invited": _l("A new invitation was made"),
    "added": _l("%(about)s was added to the team"),
    "moved_in": _l("%(about)s came from another team"),
    "moved_out": _l("%(about)s went to another team"),
    "removed": _l("%(about)s is no longer in the team"),
    "left": _l("%(about)s has left the workplace"),
    "lead_given": _l("%(about)s became lead"),
    "lead_revoked": _l("%(about)s is no longer lead"),
    "card_written": _l("The team's card was written or changed"),
    "safety_rep_given": _l("%(about)s became safety representative"),
    "safety_rep_revoked": _l("%(about)s is no longer safety representative"),
    "union_rep_given": _l("%(about)s became union representative"),
    "union_rep_revoked": _l("%(about)s is no longer union representative"),
    "reset_made": _l("A code for a new password was made for %(about)s"),
    "reset_used": _l("The code for a new password was used by %(about)s"),
    "reset_cancelled": _l("The code for a new password was cancelled by %(about)s"),
}


def log_line(what: str, about: str) -> str:
    """A line of the team log in the reader's language; a key of another room is shown as it is."""
    return str(LOG[what]) % {"about": shown(about)} if what in LOG else what


def shown(name: str) -> str:
    """A name as pages show it: of whoever has deleted everything, only that she was a member."""
    return _("former member") if name == rules.FORMER else name
