"""What a running station says, for its scripts. On one phone between two there are no names: there is "the one who begins"."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "step_of": _l("Step %(n)s of %(of)s"),
    "now": _l("Now"),
    "paused": _l("Paused. The time waits for you."),
    "pause": _l("Pause"),
    "resume": _l("Carry on"),
    # who shares and who listens
    "share_mine": _l("You share. %(name)s listens."),
    "share_theirs": _l("%(name)s shares. You listen."),
    "mirror_mine": _l("%(name)s says back what mattered most."),
    "mirror_theirs": _l("You say back what mattered most."),
    "share_here_a": _l("The one who begins shares. The other listens."),
    "share_here_b": _l("Now you switch: the one who listened shares."),
    "mirror_here_a": _l("The one who listened says back what mattered most."),
    "mirror_here_b": _l("The one who began says back what mattered most."),
    "turn": _l("One thing each"),
    # one phone, two answers
    "alone_a": _l("Only for the one who begins"),
    "alone_b": _l("Pass the phone. Only for the other."),
    "close_a": _l("First the one who began"),
    "close_b": _l("Pass the phone to the other"),
    # coverage
    "offline": _l("No coverage – the clock goes on."),
    "offline_tap": _l("No coverage. That tap did not get through."),
    "signed_out": _l("You are signed out. The clock goes on; sign in to follow each other again."),
    "online": _l("You are in step again."),
}
