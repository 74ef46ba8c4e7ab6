"""HTTP of the people room: getting in, being somebody, running the workplace."""

from flask import Blueprint

bp = Blueprint("people", __name__)

from . import me as _me  # noqa: E402, F401
from . import sign_in as _sign_in  # noqa: E402, F401
