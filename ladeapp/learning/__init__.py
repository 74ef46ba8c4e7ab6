"""Me: modules and episodes to read or listen to, and their exercises. Progress and answers lie in the diary and nowhere else."""

import structlog
from flask import Flask

from . import library
from .views import bp as bp
from .words import WORDS as WORDS

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Read the library, and tell of what had to be left out; the rest stays up."""
    for fault in library.faults():
        log.error("learning item left out", where=fault)
