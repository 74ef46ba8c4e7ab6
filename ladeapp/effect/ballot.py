"""The form on which the partsgruppe lays down a wave: from when it counts, which scales, for how long, which teams together."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from . import asking, sayings

ALONE = ""
GROUPS = {str(number): number for number in range(1, asking.MOST_GROUPS + 1)}


class BallotForm(FlaskForm):
    months = RadioField(
        _l("What is it for?"),
        choices=[SelectChoice(months, said) for months, said in sayings.MONTHS.items()],
        validate_choice=False,
        default="0",
    )
    scales = SelectMultipleField(
        _l("What do you ask about?"),
        validate_choice=False,
        description=_l("Six at most. The fewer, the more answer."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    weeks = RadioField(_l("How long is it open?"), validate_choice=False, default=str(asking.USUAL_WEEKS))

    teams: Mapping[int, str]
    said: Mapping[str, str]

    def offer(self, teams: Mapping[int, str], said: Mapping[str, str], titles: Mapping[str, str]) -> None:
        """Every team by name, what was sent, and the scales by title."""
        self.teams, self.said = teams, said
        self.scales.choices = [SelectChoice(key, titles[key]) for key in asking.SCALES]
        self.weeks.choices = [SelectChoice(str(weeks), sayings.weeks(weeks)) for weeks in asking.WEEKS]

    @property
    def rows(self) -> Iterator[tuple[str, str, str]]:
        """(field, team, what is chosen) of the lists in which teams are joined."""
        for team, name in self.teams.items():
            yield f"team-{team}", name, self.said.get(f"team-{team}", ALONE)

    def validate_months(self, field: Field) -> None:
        if field.data not in {str(months) for months in asking.MONTHS}:
            raise ValidationError(_("Choose one of these."))

    def validate_weeks(self, field: Field) -> None:
        if field.data not in {str(weeks) for weeks in asking.WEEKS}:
            raise ValidationError(_("Choose one of these."))

    def validate_scales(self, field: Field) -> None:
        try:
            asking.clean_scales(field.data or ())
        except ValueError as refused:
            raise ValidationError(sayings.SCALES[str(refused)]) from None

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        whole = bool(super().validate(*args, **kwargs))
        if any(chosen != ALONE and chosen not in GROUPS for _field, _team, chosen in self.rows):
            self.form_errors.append(_("Choose for each team whether it stands alone or is joined."))
            return False
        return whole

    @property
    def joined(self) -> dict[int, int | None]:
        return {team: GROUPS.get(self.said.get(f"team-{team}", ALONE)) for team in self.teams}
