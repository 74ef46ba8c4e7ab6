"""Two anonymous pages: the check-in, and how it works. What a person answers never passes through here."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..http import shell

bp = Blueprint("checkins", __name__)


@bp.get("/check-in")
@shell
def check_in() -> ResponseReturnValue:
    return render_template("checkins/check_in.html")


@bp.get("/how")
@shell
def how() -> ResponseReturnValue:
    return render_template("checkins/how.html")
