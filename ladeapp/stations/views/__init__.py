"""Stations over HTTP: running one, joining one, and what the workplace offers."""

from flask import Blueprint

bp = Blueprint("stations", __name__)

from . import joining as joining  # noqa: E402 – each adds its addresses to bp
from . import offering as offering  # noqa: E402
from . import running as running  # noqa: E402
