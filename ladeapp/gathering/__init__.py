"""Us: a ward meeting on one shared screen – a round that nobody can be found in, and the card a team writes for itself."""

from flask import Flask

from . import card_views, phone_views
from .holder import Holder
from .views import bp as bp
from .words import WORDS as WORDS


def init_app(app: Flask) -> None:
    """Make the memory before gunicorn forks. Phones answer without a cookie, and so without a token that belongs to one."""
    app.extensions["ladeapp.gathering"] = Holder()
    app.extensions["csrf"].exempt(phone_views.answer)


__all__ = ["WORDS", "bp", "card_views", "init_app"]
