"""HTTP of the pairing room: asking and offering, one's own choices, and what the workplace has decided."""

from flask import Blueprint

bp = Blueprint("pairing", __name__)

from . import asking as _asking  # noqa: E402, F401
from . import choices as _choices  # noqa: E402, F401
from . import support as _support  # noqa: E402, F401
