"""What may be typed in the partsgruppe's room; every refusal says what to do, and nothing typed is lost."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from ..fields import Day
from ..people.rules import clean_name
from . import rules, words
from .actions import MeasureText
from .fields import REFUSALS, choices, line, one_of, said

NOBODY = ""
OTHER = "other"


class OwnedForm(FlaskForm):
    """Something that somebody sees to: one of the partsgruppe, or anybody else in words."""

    owner = SelectField(_l("Who sees to it"), validate_choice=False)
    owner_words = StringField(_l("If somebody else: who?"), description=_l("A name or a function."))
    due = Day(_l("By when"))

    people: Mapping[int, str]
    today: date
    was_due: date | None = None

    def offer(self, people: Mapping[int, str], today: date, chosen: Any = None, was_due: date | None = None) -> None:
        """Who can be chosen, what day it is, and – where something is changed – whom and which day it had."""
        self.people, self.today, self.was_due = people, today, was_due
        self.owner.choices = [
            SelectChoice(NOBODY, _("Choose")),
            *(SelectChoice(str(person_id), name) for person_id, name in people.items()),
            SelectChoice(OTHER, _("Somebody else")),
        ]
        if chosen is not None and self.owner.data is None:
            here = chosen.owner_id in people
            self.owner.data = str(chosen.owner_id) if here else OTHER
            self.owner_words.data = "" if here else chosen.owner

    def validate_owner(self, field: Field) -> None:
        if field.data not in {OTHER, *map(str, self.people)}:
            raise ValidationError(_("Somebody has to see to it. Choose who."))
        if field.data == OTHER:
            try:
                self.owner_words.data = clean_name(self.owner_words.data or "", rules.OWNER)
            except ValueError as refused:
                most = _("Eighty characters at most.")
                raise ValidationError({"empty": _("Write who sees to it."), "long": most}.get(str(refused), REFUSALS["hidden"])) from None

    def validate_due(self, field: Field) -> None:
        if field.day is None:
            raise ValidationError(_("Choose a day."))
        if field.day < self.today and field.day != self.was_due:
            raise ValidationError(_("That day has been. Choose today or later."))

    @property
    def owned(self) -> dict[str, Any]:
        """owner, owner_id and due, as an action takes them."""
        if self.owner.data == OTHER:
            return {"owner": self.owner_words.data, "owner_id": None, "due": self.due.day}
        person_id = int(self.owner.data)
        return {"owner": self.people[person_id], "owner_id": person_id, "due": self.due.day}


class PhaseForm(OwnedForm):
    about = TextAreaField(_l("What we do, in our words"), [said(1_000)])


class RecordForm(FlaskForm):
    """What the discussion and a meeting have in common. `was` is the text she had before her."""

    was = HiddenField()
    day = Day(_l("Which day"))
    present = TextAreaField(_l("Who was present"), [said(1_000)])

    today: date

    @property
    def parts(self) -> dict[str, str]:
        return {key: self[key].data or "" for key in (*rules.DISCUSSED, *rules.MET) if key in self}


class DiscussionForm(RecordForm):
    need = TextAreaField(words.DISCUSSED["need"], [said()], description=_l("What do you see at work that this is to help with?"))
    purpose = TextAreaField(words.DISCUSSED["purpose"], [said()])
    consequences = TextAreaField(words.DISCUSSED["consequences"], [said()])
    duration = TextAreaField(words.DISCUSSED["duration"], [said()])

    def validate_day(self, field: Field) -> None:
        if field.day is None:
            raise ValidationError(_("Choose the day on which you discussed it."))
        if field.day > self.today:
            raise ValidationError(_("That day has not been yet. Write it down when you have talked."))


class MeetingForm(RecordForm):
    at = StringField(_l("At what time"))
    place = StringField(_l("Where"), [line(needed=False)])
    agenda = TextAreaField(words.PARTS["agenda"], [said(rules.LONGEST["agenda"], needed=False)])
    minutes = TextAreaField(words.PARTS["minutes"], [said(rules.LONGEST["minutes"], needed=False)])
    decisions = TextAreaField(words.PARTS["decisions"], [said(rules.LONGEST["decisions"], needed=False)], description=_l("One a line."))

    clock: time | None = None

    def validate_day(self, field: Field) -> None:
        if field.day is None:
            raise ValidationError(_("Choose a day."))

    def validate_at(self, field: Field) -> None:
        try:
            self.clock = time.fromisoformat(field.data).replace(tzinfo=None) if field.data else None
        except ValueError:
            raise ValidationError(_("Write the time like 14:30.")) from None


class RiskForm(FlaskForm):
    factor = RadioField(_l("Which of these is it about?"), [one_of], validate_choice=False)
    title = StringField(_l("What may wear on people?"), [line()])
    source = RadioField(_l("Where do we know it from?"), [one_of], choices=choices(words.SOURCES), validate_choice=False)
    source_name = StringField(_l("Which one"), [line()], description=_l("Like “the team's number for period 7”. Never a person."))
    likelihood = SelectField(_l("How likely is it?"), [one_of], validate_choice=False)
    consequence = SelectField(_l("How grave is it?"), [one_of], validate_choice=False)
    reasoning = TextAreaField(_l("Why we think so"), [said()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factor.choices = choices(words.factors())
        for field, grades in ((self.likelihood, words.LIKELY), (self.consequence, words.GRAVE)):
            field.choices = choices({"": _("Choose")} | {n: f"{n} – {told}" for n, told in grades.items()})


class ClosingForm(FlaskForm):
    """Why a risk is none any more. `written` is the day on which it was put down."""

    why = TextAreaField(_l("Why it is closed"), [said()], description=_l("What was done, or what is no longer so."))
    closed = Day(_l("From which day"))

    today: date
    written: date

    def validate_closed(self, field: Field) -> None:
        if field.day is None:
            raise ValidationError(_("Choose a day."))
        if field.day > self.today:
            raise ValidationError(_("That day has not been yet. Close it when it is so."))
        if field.day < self.written:
            raise ValidationError(_("It was written down on %(day)s. Choose that day or a later one.", day=words.day(self.written)))


class MeasureForm(OwnedForm):
    level = RadioField(_l("Whose is it?"), [one_of], choices=choices(words.LEVELS), validate_choice=False)
    title = StringField(_l("What we do"), [line()])
    state = SelectField(_l("How far it has come"), [one_of], choices=choices(words.STATES), validate_choice=False, default="planned")
    look_day = Day(_l("When we look at the effect"))
    effect = TextAreaField(_l("What we saw"), [said(needed=False)])

    def validate_look_day(self, field: Field) -> None:
        if field.day and self.due.day and field.day < self.due.day:
            raise ValidationError(_("That is before it is to be done. Choose a later day."))

    @property
    def told(self) -> MeasureText:
        more: dict[str, Any] = {"look_day": self.look_day.day, "effect": self.effect.data or ""}
        return MeasureText(title=self.title.data, level=self.level.data, state=self.state.data, **self.owned, **more)


class PublishForm(FlaskForm):
    text = TextAreaField(
        _l("What staff read"),
        [said(300)],
        description=_l("What was decided, in a few plain words. Nobody's name without a yes from that person."),
    )


class AnswerForm(FlaskForm):
    text = TextAreaField(
        _l("The answer that staff read"),
        [said(300)],
        description=_l("What you do with it, or why not. In your own words: whoever wrote it may be known by hers."),
    )

    def stand_at(self, name: str) -> None:
        """There are several on one page: each field has a name of its own there."""
        self.text.id = self.text.label.field_id = f"text-{name}"


class AddendumForm(FlaskForm):
    text = TextAreaField(_l("What is to be added"), [said()])
