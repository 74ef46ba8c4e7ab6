"""What may be chosen of reminders; every refusal says what to do."""

from datetime import date, time

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from ..shifts.rules import wall_time
from . import rules

MINUTES = (0, 5, 10, 15, 20)
PAUSES = {"week": 7, "fortnight": 14, "month": 30}  # days


def wall(form: FlaskForm, field: Field) -> None:
    """A time of day, or nothing."""
    try:
        field.data = f"{wall_time(field.data):%H:%M}" if field.data else ""
    except ValueError:
        raise ValidationError(_("Write the time like 07:00.")) from None


class ChoicesForm(FlaskForm):
    after_shift = BooleanField(_l("After work"))
    after_minutes = SelectField(_l("How soon after it ends?"), coerce=int)
    mid_shift = BooleanField(_l("Midway through work"), description=_l("When you work more than five and a half hours"))
    weekly_day = SelectField(_l("A fixed day of the week"))
    weekly_time = StringField(_l("At what time?"), [wall])
    fixed_time = StringField(_l("A fixed time every day"), [wall], description=_l("Leave it empty for none."))
    fixed_in_quiet = BooleanField(_l("My fixed times, in quiet hours too"), description=_l("Also on days off, and when you may be asleep"))
    per_week = SelectField(_l("At most how many a week?"), coerce=int, description=_l("They are spread over the week."))

    def __init__(self, chosen: rules.Choice) -> None:
        super().__init__(data=told(chosen))
        self.after_minutes.choices = [SelectChoice(n, _("At once") if n == 0 else _("After %(n)s minutes", n=n)) for n in MINUTES]
        days = [(str(n), format_date(date(2026, 6, 1 + n), "EEEE")) for n in range(7)]  # a month that begins on a Monday
        self.weekly_day.choices = [SelectChoice(value, label[:1].upper() + label[1:]) for value, label in [("", _("None")), *days]]
        self.per_week.choices = [SelectChoice(n, str(n)) for n in range(1, 8)]

    def validate_weekly_time(self, field: Field) -> None:
        if self.weekly_day.data and not field.data:
            raise ValidationError(_("Write the time like 07:00."))

    @property
    def choice(self) -> rules.Choice:
        weekly = self.weekly_day.data != ""
        return rules.Choice(
            after_shift=self.after_shift.data,
            after_minutes=self.after_minutes.data,
            mid_shift=self.mid_shift.data,
            weekly_day=int(self.weekly_day.data) if weekly else None,
            weekly_time=_time(self.weekly_time.data) if weekly else None,
            fixed_time=_time(self.fixed_time.data),
            fixed_in_quiet=self.fixed_in_quiet.data,
            per_week=self.per_week.data,
        )


class PauseForm(FlaskForm):
    until = DateField(_l("First day with reminders again"), [InputRequired(_l("Choose a day."))])


class Button(FlaskForm):
    """A form with nothing to type: its token alone."""


def told(choice: rules.Choice) -> dict[str, object]:
    """What the form holds when it is opened."""
    return {
        "after_shift": choice.after_shift,
        "after_minutes": min(MINUTES, key=lambda n: abs(n - choice.after_minutes)),
        "mid_shift": choice.mid_shift,
        "weekly_day": "" if choice.weekly_day is None else str(choice.weekly_day),
        "weekly_time": f"{choice.weekly_time or time(12):%H:%M}",
        "fixed_time": f"{choice.fixed_time:%H:%M}" if choice.fixed_time else "",
        "fixed_in_quiet": choice.fixed_in_quiet,
        "per_week": choice.per_week,
    }


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
