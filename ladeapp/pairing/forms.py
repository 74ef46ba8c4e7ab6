"""What may be chosen about being asked; every refusal says what to do."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from . import rules


def number(text: object) -> int | None:
    """A whole number in plain digits, or None."""
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None


def key(text: object) -> UUID | None:
    """Somebody's key, or None."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


class ChoicesForm(FlaskForm):
    on_shift = BooleanField(
        _l("Ask me whenever I am at work"),
        description=_l("Only while a shift of yours runs. One tap gives you peace for the rest of it."),
    )
    helps_max = RadioField(
        _l("At most so many times in seven days"),
        [NumberRange(0, rules.HELPS_MAX, message=_l("Choose a number from 0 to 5."))],
        choices={each: str(each) for each in range(rules.HELPS_MAX + 1)},
        coerce=number,
        validate_choice=False,
    )
    outside = BooleanField(
        _l("I would also like to meet people of other units"),
        description=_l("Only with someone who wishes the same."),
    )
    supports = BooleanField(
        _l("Ask me as a trained supporter"),
        description=_l("When nobody in a unit could. Turn it off when you need a rest from it; nobody is told."),
    )


class BlockForm(FlaskForm):
    person = SelectField(
        _l("A colleague"), [InputRequired(_l("Choose a colleague from the list."))], choices=[], coerce=key, validate_choice=False
    )


class PolicyForm(FlaskForm):
    outside = BooleanField(_l("People of different units may meet, if both wish"))
