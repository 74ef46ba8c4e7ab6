"""One anonymous page with every scale: what is answered there is counted on the phone and lies in the diary. Nobody hears of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from ...http import shell
from ...i18n import language
from ..instruments import instruments
from .door import bp


@bp.get("/me/scales")
@shell
def scales() -> ResponseReturnValue:
    return render_template("effect/scales.html", instruments=instruments(language()))
