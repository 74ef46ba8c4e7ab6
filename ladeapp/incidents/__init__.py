"""Work: when something grave has happened – what to do at once, and a follow-up that knows steps and no person."""

from flask import Flask

from . import content
from .jobs import JOBS as JOBS
from .views import bp as bp
from .words import WORDS as WORDS


def init_app(app: Flask) -> None:
    """Refuse to start with advice that is not whole."""
    content.check()
