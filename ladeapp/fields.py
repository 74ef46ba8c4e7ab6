"""Cellar: kinds of fields that the forms of more than one room have. What is refused is said in a sentence, once."""

from datetime import date

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import StopValidation

FIRST, LAST = 2020, 2100  # years of a day that somebody could mean


class Day(StringField):
    """A day from the phone's own calendar. `day` is None for none."""

    day: date | None = None

    def pre_validate(self, form: FlaskForm) -> None:
        try:
            self.day = date.fromisoformat(self.data) if self.data else None
        except ValueError:
            raise StopValidation(_("Choose a day, or write it like 2027-03-01.")) from None
        if self.day and not FIRST <= self.day.year <= LAST:
            raise StopValidation(_("Choose a day between %(first)s and %(last)s.", first=FIRST, last=LAST))
