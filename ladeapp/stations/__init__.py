"""Us: charging stations – two people, equal time, one clock."""

from flask import Flask

from . import protocols
from .jobs import JOBS as JOBS
from .views import bp as bp
from .words import WORDS as WORDS


def init_app(app: Flask) -> None:
    """Refuse to start with a protocol that is not whole."""
    protocols.check()
