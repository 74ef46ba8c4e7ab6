"""What may be typed here: how the workplace says one point, and nothing about anyone."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

REFUSALS = {
    "long": _l("That is long. Three hundred characters is the most."),
    "hidden": _l("There are characters in it that cannot be seen. Write it once more."),
    "empty": _l("Write something."),
}


class WordingForm(FlaskForm):
    text = TextAreaField(_l("How you say it"), description=_l("Three hundred characters at most. Empty it to have our words again."))
