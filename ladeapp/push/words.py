"""What a lock screen may say, and the words of the card: no name, no word about health."""

from typing import Any

from flask_babel import lazy_gettext as _l

TEXTS: dict[str, tuple[Any, Any]] = {
    "ask": (_l("Do you have five minutes?"), _l("A colleague is asking. Tap to see.")),
    "support": (_l("Do you have five minutes?"), _l("Someone at work is asking. Tap to see.")),
    "unanswered": (_l("Nobody could right now"), _l("That is not about you. Tap for numbers that are open.")),
    "answered": (_l("Someone said yes"), _l("Tap to begin when you are ready.")),
    "matched": (_l("There is something new for you"), _l("Tap to see.")),
    "booked": (_l("A time you agreed on is near"), _l("Tap to see.")),
    "after_shift": (_l("A minute before you go home?"), _l("Tap when it suits you.")),
    "mid_shift": (_l("Time for a short break?"), _l("Two minutes are enough.")),
    "weekly": (_l("Your weekly moment"), _l("Tap when it suits you.")),
    "fixed": (_l("A moment for you"), _l("Tap when it suits you.")),
    "offer": (_l("Five minutes, if you like"), _l("Tap to see.")),
    "survey": (_l("A few minutes, if you like"), _l("Tap to see.")),
    "measure": (_l("Something of yours has waited"), _l("Tap to see.")),
    "account": (_l("Your account was changed"), _l("Tap to read what happened.")),
    "test": (_l("It works"), _l("Messages reach this phone.")),
}

REMINDERS = frozenset({"after_shift", "mid_shift", "weekly", "fixed", "offer", "survey"})  # the phone knows these by their id
MAILED = REMINDERS | {"booked", "measure"}  # what may go by e-mail instead

WORDS = {
    "push_title": _l("Would you like to know when someone needs five minutes?"),
    "push_here": _l("Messages on this phone"),
    "push_why": _l("The message says only that a colleague is asking – no names, nothing about how anyone is."),
    "push_on": _l("Yes, let me know"),
    "push_later": _l("Not now"),
    "push_off": _l("Turn off on this phone"),
    "push_is_on": _l("This phone gets a message when someone needs five minutes."),
    "push_try": _l("Send a test message"),
    "push_tried": _l("Sent. It should be here in a few seconds."),
    "push_try_failed": _l("The test message could not be sent. Check that you have coverage, and try again."),
    "push_try_often": _l("That was many test messages in a row. Wait an hour, and try again."),
    "push_failed": _l("That did not work. Check that you have coverage, and try again."),
    "push_denied": _l(
        "Messages are blocked for this app. Open the phone's settings, find the app under notifications and allow them there."
    ),
    "push_install": _l("On iPhone and iPad messages come once the app is on the home screen."),
    "push_install_how": _l("Show me how"),
    "push_unsupported": _l("This browser cannot show messages. Everything else works as usual."),
}
