"""The page of components, and single screens at the size of a phone."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from .examples import SCREENS, example_form, released, weeks

bp = Blueprint("styleguide", __name__)


@bp.get("/styleguide")
def show() -> ResponseReturnValue:
    return render_template(
        "styleguide/show.html",
        forms={"light": example_form("light"), "dark": example_form("dark")},
        points=released(),
        weeks=weeks(),
        screens=SCREENS,
    )


@bp.get("/styleguide/<screen>")
def screen(screen: str) -> ResponseReturnValue:
    if screen not in SCREENS:
        abort(404)
    return render_template(f"styleguide/{screen}.html", points=released())
