"""The buttons on a reminder, for the worker: it has no page that could tell it the language."""

from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from ..config import LANGUAGES

BUTTONS: dict[str, Any] = {
    "open": _l("Open"),
    "not_today": _l("Not today"),
    "light": _l("Light"),
    "heavy": _l("Heavy"),
}


def buttons() -> dict[str, dict[str, str]]:
    """Every button in every language we speak."""
    spoken = {}
    for language in LANGUAGES:
        with force_locale(language):
            spoken[language] = {name: str(text) for name, text in BUTTONS.items()}
    return spoken
