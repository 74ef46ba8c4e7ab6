"""What may be chosen about rounds."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from .words import CADENCES, PROFESSIONS, WISHES


class ChoicesForm(FlaskForm):
    profession = SelectField(_l("What I am"), choices=[SelectChoice(value, label) for value, label in PROFESSIONS.items()])
    wish = RadioField(_l("I would rather meet"), choices=[SelectChoice(value, label) for value, label in WISHES.items()], default="any")


class PauseForm(FlaskForm):
    until = DateField(_l("Pause until"), [InputRequired(_l("Choose a day."))])


class PlanForm(FlaskForm):
    weeks = RadioField(_l("How often?"), choices=[SelectChoice(value, label) for value, label in CADENCES.items()])
