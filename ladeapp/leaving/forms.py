"""The one thing to tick before everything is deleted."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import DataRequired


class EraseForm(FlaskForm):
    knows = BooleanField(
        _l("I know that nobody can bring it back"), [DataRequired(_l("Tick it if you are sure. Nothing has been deleted."))]
    )


class Button(FlaskForm):
    """A form with nothing to type: its token alone."""
