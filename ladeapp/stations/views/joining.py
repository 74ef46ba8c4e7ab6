"""Coming to a station that somebody else has opened: by the square on her phone, or by its four words."""

import segno
from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup

from ladeapp import clock
from ladeapp.config import settings
from ladeapp.limits import limiter

from .. import actions
from ..forms import CodeForm
from . import bp


def in_vain(answer: Response) -> bool:
    return answer.status_code >= 400


@bp.get("/stations/join")
@login_required
def join_page() -> ResponseReturnValue:
    return render_template("stations/join.html", form=CodeForm())


@bp.get("/stations/join/<code>")
@login_required
def join_by_link(code: str) -> ResponseReturnValue:
    """The square leads here; nothing happens before she has said so."""
    form = CodeForm()
    form.code.data = code.replace("-", " ")[:80]
    return render_template("stations/join.html", form=form)


@bp.post("/stations/join")
@login_required
@limiter.limit("10/5 minutes", key_func=lambda: f"station-words:{current_user.id}", deduct_when=in_vain)
def join() -> ResponseReturnValue:
    form = CodeForm()
    if form.validate_on_submit():
        try:
            station = actions.join(current_user, form.code.data, clock.now())
            return redirect(url_for("stations.show", station_id=station), 303)
        except actions.NoSuchCode:
            form.code.errors = [_("No station here has those words. Look once more, or ask for them again.")]
        except actions.StationFull:
            form.code.errors = [_("That station is full. You can open another one together.")]
        except actions.StationOver:
            form.code.errors = [_("That station is over, or just about to be. You can open a new one.")]
    return render_template("stations/join.html", form=form), 422


def picture(code: str | None) -> Markup:
    """The way in as a square to point a camera at, dark on white in both themes; nothing when nobody more may join."""
    if code is None:
        return Markup()
    address = settings().public_url + url_for("stations.join_by_link", code=code)
    square = segno.make(address, error="m", micro=False)
    return Markup(square.svg_inline(scale=1, border=3, dark="#16223a", light="#ffffff", omitsize=True, svgclass=None, lineclass=None))  # noqa: S704
