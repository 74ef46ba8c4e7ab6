"""Languages: which one this answer speaks, and the words that JavaScript may say."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_date, get_locale
from markupsafe import Markup

from .config import LANGUAGES, settings
from .http import csp_nonce

TRANSLATIONS = Path(__file__).parent / "translations"
COOKIE = "language"
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

Words = Mapping[str, Any]

babel = Babel()


def init_app(app: Flask, words: Mapping[str, Words]) -> None:
    """Speak nb, nn and en; `words` are the rooms' words for JavaScript."""
    domains = sorted({path.stem for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po")}) or ["cellar"]
    app.config["BABEL_DOMAIN"] = ";".join(domains)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(TRANSLATIONS) for _ in domains)
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Oslo"
    app.config["BABEL_DEFAULT_LOCALE"] = app.extensions["ladeapp"].lang_default
    babel.init_app(app, locale_selector=language)

    @cache
    def spoken(spoken_language: str, *rooms: str) -> Markup:
        table = {key: str(text) for room in rooms for key, text in words[room].items()}
        return Markup(json.dumps(table, ensure_ascii=False).replace("<", "\\u003c"))

    def js_words(*rooms: str) -> Markup:
        table = spoken(str(get_locale()), *rooms)
        return Markup('<script type="application/json" id="words" nonce="{}">{}</script>').format(csp_nonce(), table)

    app.jinja_env.filters.update(dateformat=dated, clocked=clocked)
    app.jinja_env.globals.update(js_words=js_words, language=language, language_names=NAMES, get_locale=get_locale)


def language() -> str:
    """The language of this answer: the phone's own choice, then the browser's wish, then the workplace's default."""
    if not has_request_context():
        return getattr(g, "language", None) or settings().lang_default
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wished = request.accept_languages.best_match(["nb", "nn", "no", "en"])
    return {"no": "nb", None: settings().lang_default}.get(wished, wished) or "nb"


def dated(day: date, pattern: str = "d. MMMM y") -> str:
    """A day as people write it. `pattern` is CLDR's, as Norwegian has it; English takes no point after the day's number: 27 November 2026."""
    return str(format_date(day, pattern.replace("d.", "d") if str(get_locale()) == "en" else pattern))


def clocked(at: datetime | time) -> str:
    """A time of day as people write it: 07.30, and 07:30 in English."""
    return f"{at:%H:%M}" if str(get_locale()) == "en" else f"{at:%H.%M}"
