"""Work: what came of it – short scales in sealed waves, what released numbers can say, a sick-leave scenario, and scales for oneself alone."""

from flask import Flask

from . import instruments
from .jobs import JOBS as JOBS
from .sayings import SURVEY
from .views import bp as bp
from .words import SCALES, SUM

WORDS = SUM | SCALES | SURVEY


def init_app(app: Flask) -> None:
    """Refuse to start with instruments that are not whole."""
    instruments.check()
