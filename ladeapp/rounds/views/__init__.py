"""Rounds over HTTP: one's own page and choices, the meeting, and the workplace's plan."""

from flask import Blueprint

bp = Blueprint("rounds", __name__)

from . import meeting as meeting  # noqa: E402
from . import mine as mine  # noqa: E402
from . import workplace as workplace  # noqa: E402
