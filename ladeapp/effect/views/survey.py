"""The running wave as staff meet it: what the phone must know of it, and the page where she answers."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.http import shell
from ladeapp.i18n import language

from .. import asking, waves
from ..instruments import instruments
from .door import bp


@bp.get("/survey")
@shell
def survey() -> ResponseReturnValue:
    """Anonymous, with every scale there is: which of them are asked, the phone is told, and keeps."""
    scales = {each.key: each for each in instruments(language())}
    return render_template("effect/survey.html", scales=[scales[key] for key in asking.SCALES])


@bp.get("/api/survey")
@login_required
def running() -> ResponseReturnValue:
    """The same whether she has answered or not."""
    return {"running": waves.told(current_user.id, current_user.workplace_id, clock.now())}
