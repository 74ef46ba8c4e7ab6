"""What may be typed about one's shifts; every refusal says what to do, and nothing typed is lost."""

from collections.abc import Collection
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FileField, HiddenField, StringField
from wtforms.validators import AnyOf, ValidationError

from .. import outside
from . import away as holidays
from . import rules, zones
from .calendar_words import why_not

REFUSALS = {
    "empty": _l("There is no shift in it yet. Tap at least one day."),
    "letters": _l("There is a letter in it that is none of day, evening, night or off. Tap the days once more."),
    "weeks": _l("A rotation is 1 to 24 whole weeks long."),
}
BAD_TIME = _l("Write the time like 07:00.")
NAMES = ("day", "evening", "night")  # of the fields, in the order of a rotation's hours


def wall(form: FlaskForm, field: Field) -> None:
    try:
        rules.wall_time(field.data or "")
    except ValueError:
        raise ValidationError(BAD_TIME) from None


class RotationForm(FlaskForm):
    """A pattern as it is being tapped. Without JavaScript each tap comes here too, and is only drawn."""

    pattern = HiddenField(_l("The days"))
    tap = HiddenField()
    weeks = StringField(_l("How long is it?"))
    first = StringField(_l("Which week is it now?"))
    day_from = StringField(_l("Begins"), [wall])
    day_to = StringField(_l("Ends"), [wall])
    evening_from = StringField(_l("Begins"), [wall])
    evening_to = StringField(_l("Ends"), [wall])
    night_from = StringField(_l("Begins"), [wall])
    night_to = StringField(_l("Ends"), [wall])

    today: date
    rotation: rules.Rotation

    def drawn(self) -> bool:
        """A tap on a day, or another number of weeks: the pattern is drawn anew and nothing is kept yet."""
        pattern = self.pattern.data or ""
        if pattern != rules.with_weeks(pattern, len(pattern) // 7):
            return False  # not one that this page has drawn
        is_tap, tap, weeks = bool(self.tap.data), _number(self.tap.data), _number(self.weeks.data)
        drawn = pattern if weeks is None else rules.with_weeks(pattern, weeks)
        if tap is not None and tap < len(drawn):
            drawn = rules.tapped(drawn, tap)
        self.pattern.data, self.tap.data = drawn, None
        return is_tap or drawn != pattern

    def validate_first(self, field: Field) -> None:
        try:
            fits = rules.may_begin(date.fromisoformat(field.data or ""), self.today)
        except ValueError:
            fits = False
        if not fits:
            raise ValidationError(_("Choose one of the weeks in the list; another is too long ago or too far ahead."))

    def validate(self, extra_validators: object = None) -> bool:
        fields_stand = super().validate(extra_validators)
        try:
            self.rotation = rules.Rotation(rules.monday_of(self.today), self.pattern.data or "")
        except ValueError as refused:
            self.form_errors.append(REFUSALS[str(refused)])
            return False
        if not fields_stand:
            return False
        self.rotation = rules.Rotation(date.fromisoformat(self.first.data), self.rotation.pattern, self._hours())
        if days := rules.round_clash(self.rotation):
            self.form_errors.append(self._overlap(*days))
            return False
        return True

    def _hours(self) -> tuple[rules.Turn, ...]:
        return tuple(rules.Turn(*(rules.wall_time(self[f"{name}_{end}"].data) for end in ("from", "to"))) for name in NAMES)

    def _overlap(self, one: int, other: int) -> str:
        told = {"week": one // 7 + 1, "day": _weekday(one), "next": _weekday(other)}
        return str(
            _("In week %(week)s the shift on %(day)s has not ended when the one on %(next)s begins. Change a day or a time.", **told)
        )


class DayForm(FlaskForm):
    """One day: a usual shift, one with its own times, or off."""

    what = StringField(_l("How is it this day?"), [AnyOf(("d", "e", "n", "o", "own", "rotation", "hours"), _l("Choose one of these."))])
    also = BooleanField(_l("In addition to the shift that is there"))
    start = StringField(_l("Begins"))
    end = StringField(_l("Ends"))
    hours = HiddenField()

    def turns(self, usual: tuple[rules.Turn, ...], now: tuple[rules.Turn, ...]) -> tuple[rules.Turn, ...]:
        """What was chosen. Raises ValueError("time") for a time that cannot be read and ValueError("many") for a third shift."""
        if self.what.data == "hours":
            chosen = rules.parse_turns(self.hours.data or "")
        elif self.what.data == "own":
            chosen = (rules.Turn(rules.wall_time(self.start.data or ""), rules.wall_time(self.end.data or "")),)
        else:
            chosen = () if self.what.data == rules.OFF else (usual[rules.LETTERS.index(self.what.data)],)
        if self.also.data and chosen:
            chosen = (*now, *chosen)
        if len(chosen) > rules.MOST_TURNS:
            raise ValueError("many")
        return tuple(sorted(chosen))


class LinkForm(FlaskForm):
    """The address of a calendar; `checked` is how it will be asked for."""

    link = StringField(_l("The calendar's address"))
    extra: Collection[str] = ()
    checked: str

    def validate_link(self, field: Field) -> None:
        try:
            self.checked = outside.checked_link(field.data or "", self.extra)
        except ValueError:
            raise ValidationError(why_not("address")) from None


class FileForm(FlaskForm):
    """A calendar as a file."""

    file = FileField(_l("The file, at most 2 MB"))

    def validate_file(self, field: Field) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file first."))


class AwayForm(FlaskForm):
    """A holiday: `away` is what was typed. Without a last day it is one day."""

    first = StringField(_l("First day"))
    last = StringField(_l("Last day"))
    today: date
    away: holidays.Away

    def validate_first(self, field: Field) -> None:
        _checked_date(field)

    def validate_last(self, field: Field) -> None:
        if field.data:
            _checked_date(field)

    def validate(self, extra_validators: object = None) -> bool:
        if not super().validate(extra_validators):
            return False
        first = rules.day_of(self.first.data)
        self.away = holidays.Away(first, rules.day_of(self.last.data) if self.last.data else first)
        if self.away.last < first:
            self.last.errors = [_("The last day is before the first.")]
        elif not holidays.may_be(self.away, self.today):
            self.first.errors = [_("Choose days from today until a year ahead.")]
        return not self.errors


class ZoneForm(FlaskForm):
    """Where the clock hangs."""

    zone = StringField(_l("Place"), [AnyOf(zones.known(), _l("We do not know that place. Choose one from the list."))])


class Button(FlaskForm):
    """A form with nothing to type: its token alone."""


def _checked_date(field: Field) -> None:
    try:
        rules.day_of(field.data or "")
    except ValueError:
        raise ValidationError(_("Choose a day, or write it like 24.12.2026.")) from None


def _number(text: str | None) -> int | None:
    return int(text) if text and len(text) < 4 and text.isascii() and text.isdecimal() else None


def _weekday(index: int) -> str:
    return str(format_date(date(2026, 6, 1 + index % 7), "EEEE"))  # a month that begins on a Monday
