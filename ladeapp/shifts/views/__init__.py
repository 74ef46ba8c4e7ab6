"""HTTP of one's own shifts: rotation and days, a calendar, holidays, the clock they follow. Nobody else's are ever asked for here."""

from flask import Blueprint

bp = Blueprint("shifts", __name__)

from . import away as _away  # noqa: E402, F401
from . import calendar as _calendar  # noqa: E402, F401
from . import own as _own  # noqa: E402, F401
