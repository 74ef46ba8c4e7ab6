"""Work: what came of it, as far as released numbers can say – and scales for oneself alone, on the phone."""

from flask import Flask

from . import instruments
from .views import bp as bp
from .words import WORDS as WORDS


def init_app(app: Flask) -> None:
    """Refuse to start with instruments that are not whole."""
    instruments.check()
