"""What the card says by itself when something has happened."""

from flask_babel import lazy_gettext as _l

WORDS = {
    "someone_ready": _l("Someone is ready for you."),
    "someone_asks": _l("A colleague is asking for five minutes."),
    "nobody": _l("Nobody could right now."),
}
