"""HTTP of the people room: getting in, being somebody, running the workplace."""

from flask import Blueprint

bp = Blueprint("people", __name__)

from . import forgotten as _forgotten  # noqa: E402, F401
from . import invitations as _invitations  # noqa: E402, F401
from . import joining as _joining  # noqa: E402, F401
from . import linking as _linking  # noqa: E402, F401
from . import me as _me  # noqa: E402, F401
from . import members as _members  # noqa: E402, F401
from . import sign_in as _sign_in  # noqa: E402, F401
from . import workplace as _workplace  # noqa: E402, F401
