"""What shifts are called: in full, and by the one letter that stands on a tile."""

from flask_babel import lazy_gettext as _l

from .calendar_words import WHY_NOT

NAMES = {
    "d": _l("Day shift"),
    "e": _l("Evening shift"),
    "n": _l("Night shift"),
    "o": _l("Off"),
}
LETTERS = {
    "d": _l("D"),
    "e": _l("E"),
    "n": _l("N"),
    "o": _l("off"),
}
AWAY, AWAY_LETTER = _l("Holiday"), _l("hol.")

WORDS = {
    **{f"shift_{letter}": name for letter, name in NAMES.items()},
    **{f"letter_{letter}": text for letter, text in LETTERS.items()},
    "tile": _l("%(weekday)s, week %(week)s: %(shift)s"),
    "rotation_week": _l("Week %(week)s"),
    "calendar_too_large": WHY_NOT["large"],
}
