"""Home asks each room for one line, and tells the phone who is signed in."""

from flask import Flask

from .views import NAV, bp
from .words import WORDS

__all__ = ["WORDS", "bp"]


def init_app(app: Flask) -> None:
    """Let every page draw the bar."""
    app.jinja_env.globals["nav_items"] = lambda: NAV
