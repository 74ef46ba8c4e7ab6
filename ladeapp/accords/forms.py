"""What may be typed about three keys: a value, or why not."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

REFUSALS = {
    "empty": _l("Write something."),
    "long": _l("That is long. Three hundred characters is the most."),
    "hidden": _l("There are characters in it that cannot be seen. Write it once more."),
    "choice": _l("Choose one from the list."),
    "same": _l("That is how it is already."),
}


class TextForm(FlaskForm):
    value = TextAreaField(_l("From then on"))


class ChoiceForm(FlaskForm):
    value = SelectField(_l("From then on"), validate_choice=False)


class RefusalForm(FlaskForm):
    reason = StringField(_l("Why?"), description=_l("Everybody at work can read it, with your name. Two hundred characters at most."))
