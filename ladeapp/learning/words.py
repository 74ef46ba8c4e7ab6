"""What the shelves, the reader, the film and the exercises may say from JavaScript."""

from flask_babel import lazy_gettext as _l

SHELVES = {
    "at_card": _l("You were at card %(n)s of %(of)s"),
    "read": _l("You have read it"),
    "all_kept": _l("Everything is on the phone. It opens without coverage too."),
    "fetching": _l("Fetching …"),
    "some_kept": _l("%(n)s of %(of)s are on the phone. Try again when there is better coverage."),
    "not_kept": _l("That needs coverage. Try again when there is some."),
}
READING = {
    "card_of": _l("Card %(n)s of %(of)s"),
    "exercise": _l("Exercise"),
    "sources": _l("Sources"),
    "source": _l("Source %(n)s"),
}
FILM = {
    "pause": _l("Pause"),
    "play": _l("Play"),
    "silent": _l("No sound"),
    "no_voice": _l("This phone has no voice for this language. The film runs without sound."),
    "film_over": _l("That was all."),
}
ANSWERS = {
    "saved": _l("Saved on the phone."),
    "too_long": _l(
        "That is %(n)s characters, and there is room for %(most)s. It stands here as you wrote it, but is not saved until it is shorter."
    ),
    "not_saved": _l("The phone would not store it: it may be full. What you wrote is still here."),
    "deleted": _l("Your answers here are deleted."),
    "brought_back": _l("Brought back."),
    "moved": _l("%(what)s is now number %(n)s."),
    "earlier": _l("The question has been changed since. You answered: %(said)s"),
}

WORDS = SHELVES | READING | FILM | ANSWERS
