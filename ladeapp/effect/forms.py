"""What may be typed in this room. Every refusal says what to do, and what was typed stays. Nothing is kept, so nothing needs a token."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectChoice, SelectField, StringField
from wtforms.validators import ValidationError

from ..fields import Day
from . import words
from .scenario import AFTER_16, COST, EMPLOYEES, HUNDRED, MOST_DAYS, MOST_NOK, MOST_PEOPLE, POINTS, REFUND, WORKDAYS, Scenario

_SPACE = re.compile(r"[\s\u00a0\u202f]")
_THOUSANDS = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+")
_NUMBER = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,6}))?")
USUAL = {  # what stands in the form before anything is typed
    "employees": str(EMPLOYEES),
    "workdays": str(WORKDAYS),
    "points": str(POINTS),
    "cost": str(COST),
    "share": str(AFTER_16),
    "refund": str(REFUND),
}


def parsed(text: str, places: int) -> Decimal | None:
    """A typed number with at most so many decimals, after a comma or a point; None for anything else.

    Spaces may stand anywhere; in whole numbers points and commas may stand between thousands. As js/effect/scenario.js.
    """
    bare = _SPACE.sub("", text)
    if places == 0 and _THOUSANDS.fullmatch(bare):
        bare = re.sub("[.,]", "", bare)
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return None
    decimals = (match[2] or "").rstrip("0")
    return None if len(decimals) > places else Decimal(f"{match[1]}.{decimals or 0}")


class Number(StringField):
    """A number from `least` to `most`; `value` is None where the field may be empty and is."""

    value: Decimal | None = None

    def __init__(
        self, label: object, least: Decimal | int, most: Decimal | int, places: int = 0, needed: bool = True, **more: object
    ) -> None:
        super().__init__(label, render_kw={"inputmode": "decimal" if places else "numeric", "autocomplete": "off"}, **more)
        self.least, self.most, self.places, self.needed = Decimal(least), Decimal(most), places, needed

    def pre_validate(self, form: FlaskForm) -> None:
        typed = (self.data or "").strip()
        if not typed and not self.needed:
            return
        self.value = parsed(typed, self.places)
        if re.fullmatch(r"[-−–]\s*[0-9].*", typed):
            raise ValidationError(_("It cannot be below zero. Write %(least)s or more.", least=words.number(self.least)))
        if self.value is None and self.places:
            like = words.number(Decimal("1.5"))
            raise ValidationError(
                ngettext(
                    "Write a number with one decimal at most, like %(like)s.",
                    "Write a number with %(num)s decimals at most, like %(like)s.",
                    self.places,
                    like=like,
                )
            )
        if self.value is None:
            raise ValidationError(_("Write a whole number, like %(like)s.", like=words.number(4200)))
        if not self.least <= self.value <= self.most:
            raise ValidationError(
                _("Write a number from %(least)s to %(most)s.", least=words.number(self.least), most=words.number(self.most))
            )


class ScenarioForm(FlaskForm):
    """The sum's figures, each with where its first value comes from."""

    class Meta:
        csrf = False

    employees = Number(_l("Employees"), 1, MOST_PEOPLE)
    workdays = Number(_l("Workdays a year for each"), 1, MOST_DAYS, 1)
    points = Number(_l("Percentage points lower"), 0, HUNDRED, 2)
    cost = Number(_l("Kroner for a day of absence"), 0, MOST_NOK)
    rate = Number(_l("Our own sick leave, per cent"), 0, HUNDRED, 2, needed=False)
    programme = Number(_l("What the programme costs in a year, kroner"), 0, MOST_NOK, needed=False)
    refunded = BooleanField(_l("Take off Nav's refund after day 16"), false_values=("", "false", "0"))
    share = Number(_l("Per cent of the days of absence that lie after day 16"), 0, HUNDRED, 1)
    refund = Number(_l("Refund for each of them, kroner"), 0, MOST_NOK)

    @classmethod
    def asked(cls, args: MultiDict[str, str]) -> "ScenarioForm":
        """As the address says; what it says nothing of stands as usual."""
        typed = MultiDict({name: args.get(name, USUAL.get(name, "")) for name in (*USUAL, "rate", "programme")})
        if args.get("refunded"):
            typed["refunded"] = "y"
        return cls(formdata=typed)

    def validate_points(self, field: Field) -> None:
        rate = parsed((self.rate.data or "").strip(), self.rate.places)
        if rate is None or field.value is None or field.value <= rate:
            return
        if rate == 0:
            raise ValidationError(_("Sick leave is 0 per cent below, so there is nothing to fall. Write 0 here, or another rate."))
        raise ValidationError(_("Sick leave is %(rate)s per cent below, so it cannot fall by more than that.", rate=words.number(rate)))

    @property
    def scenario(self) -> Scenario:
        """What it says, once it is valid."""
        told: dict[str, Any] = {name: self[name].value for name in (*USUAL, "rate", "programme")}
        told |= {name: int(told[name] or 0) for name in ("employees", "cost", "programme", "refund")}
        return Scenario(**told, refunded=bool(self.refunded.data))


class ChangeForm(FlaskForm):
    """Which period is compared with, and – for whoever sees all teams – when each began. Its fields are made by `asked`.

    `proposed` is the plan's day, where nobody has said any yet.
    """

    class Meta:
        csrf = False

    since = SelectField(_l("Compare with"), validate_choice=False)

    days: Mapping[int, Day]
    proposed: date | None

    @classmethod
    def asked(
        cls, args: MultiDict[str, str], periods: Sequence[tuple[str, str]], teams: Iterable[tuple[int, str]], planned: date | None
    ) -> "ChangeForm":
        """periods: (id, words), the first is the usual one; teams: (id, name); planned: the day by the workplace's own plan."""
        named = {f"began-{team_id}": (team_id, name) for team_id, name in teams}
        fields = {key: Day(name) for key, (_team, name) in named.items()}
        proposed = None if any(key in args for key in fields) else planned
        usual = proposed.isoformat() if proposed else ""
        typed = MultiDict({key: args.get(key, usual) for key in fields})
        typed["since"] = args.get("since", periods[0][0] if periods else "")
        form: ChangeForm = type("ChangeForm", (cls,), fields)(formdata=typed)
        form.since.choices = [SelectChoice(period, said) for period, said in periods]
        form.proposed = proposed
        form.days = {team_id: form[key] for key, (team_id, _name) in named.items()}
        return form

    def validate_since(self, field: Field) -> None:
        if field.data not in {choice.value for choice in field.choices} and (field.data or field.choices):
            raise ValidationError(_("Choose a period from the list."))
