"""One's own pages: the phone after signing in, Meg, what is kept."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from .. import rules
from . import bp


@bp.get("/me/phone")
@login_required
def phone() -> ResponseReturnValue:
    return redirect(rules.safe_next(request.args.get("next")))
