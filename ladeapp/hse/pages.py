"""What the room's pages show: the next step first, what is open, and the whole as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from ..accords.queries import Holding
from ..accords.words import KEYS
from . import queries, rules, suggestions, words
from .models import WorkMeasure, WorkPhase, WorkRisk
from .queries import Sheet


@dataclass(frozen=True)
class Step:
    """What to do next, and where."""

    text: str
    url: str
    more: str = ""


@dataclass(frozen=True)
class Work:
    """Everything the partsgruppe has before it, at one moment."""

    today: date
    holding: Holding
    phases: Sequence[WorkPhase]
    discussion: Sheet | None
    risks: Sequence[WorkRisk]
    measures: list[WorkMeasure]
    meetings: list[Sheet]
    waiting: int  # suggestions about which nothing was done

    @property
    def overdue(self) -> list[WorkMeasure]:
        return [one for one in self.measures if rules.is_overdue(one.due, one.state, self.today)]

    @property
    def unseen(self) -> list[WorkMeasure]:
        return [one for one in self.measures if rules.is_unseen(one.look_day, one.effect, one.state, self.today)]

    @property
    def unsigned(self) -> list[Sheet]:
        """Meetings that have been, whose minutes not all three have signed; the oldest first."""
        held = [one for one in self.meetings if one.is_complete and not one.record.locked_day]
        return [one for one in reversed(held) if one.record.day and one.record.day <= self.today]

    @property
    def ownerless(self) -> list[WorkMeasure]:
        return queries.owners(self.measures, self.holding)

    @property
    def unpublished(self) -> list[WorkMeasure]:
        return [one for one in self.measures if one.published is None and one.state in {"doing", "done"} and one.level != "individual"]

    @property
    def open(self) -> list[WorkRisk]:
        return [risk for risk in self.risks if not risk.closed_day]

    @property
    def closed(self) -> list[WorkRisk]:
        return [risk for risk in self.risks if risk.closed_day]

    @property
    def bare(self) -> list[WorkRisk]:
        return [risk for risk in self.open if all(one.state == "dropped" for one in risk.measures)]

    @property
    def phase(self) -> WorkPhase | None:
        """The first that is not done."""
        return next((phase for phase in self.phases if not phase.done_day), None)

    @property
    def round(self) -> int:
        """Which round runs, from 1; 0 before the first has begun."""
        return self.phases[0].round if self.phases else 0

    @property
    def may_begin_again(self) -> bool:
        """Whether the round that runs is signed and looked at."""
        looked = any(phase.key == "evaluation" and phase.done_day for phase in self.phases)
        return looked and self.discussion is not None and self.discussion.record.locked_day is not None

    @property
    def next(self) -> Step:
        """The one thing to do now."""
        sheet = self.discussion
        if sheet is None:
            return Step(_("Begin the programme"), url_for("hse.index"))
        if not sheet.is_complete:
            return Step(
                _("Discuss need, purpose, consequences and duration"), url_for("hse.discussion"), _("§ 9-2. Before anything else begins.")
            )
        if not sheet.record.locked_day:
            return Step(_("Sign the discussion and the plan"), url_for("hse.discussion"), _missing(sheet))
        if self.overdue:
            return Step(self.overdue[0].title, _measure(self.overdue[0].id), _("Overdue since %(day)s", day=words.day(self.overdue[0].due)))
        if self.unseen:
            return Step(_("What came of it? %(what)s", what=self.unseen[0].title), _measure(self.unseen[0].id))
        if self.unsigned:
            record = self.unsigned[0].record
            told = _("Sign the minutes of %(day)s", day=words.day(record.day or self.today))
            return Step(told, url_for("hse.meeting", record_id=record.id), _missing(self.unsigned[0]))
        if self.phase:
            due = words.day(self.phase.due)
            more = _("%(owner)s, by %(day)s", owner=self.phase.owner, day=due)
            return Step(str(words.PHASES[self.phase.key]), url_for("hse.phase", key=self.phase.key), more)
        return Step(_("Meet, and decide whether to go on"), url_for("hse.meetings"))

    @property
    def agenda(self) -> str:
        """Proposed from what is open."""
        overdue = _titles(self.overdue)
        return words.agenda(
            {
                "next": [] if self.next.text in overdue else [self.next.text],
                "overdue": overdue,
                "ownerless": _titles(self.ownerless),
                "look": _titles(self.unseen),
                "bare": _titles(self.bare),
                "unpublished": _titles(self.unpublished),
                "suggestions": [str(self.waiting)] if self.waiting else [],
            }
        )


def work(workplace_id: int, today: date) -> Work:
    return Work(
        today,
        queries.holding(workplace_id),
        queries.phases(workplace_id),
        queries.discussion(workplace_id),
        queries.risks(workplace_id),
        queries.measures(workplace_id, today),
        queries.meetings(workplace_id),
        sum(one.is_open for one in suggestions.suggested(workplace_id)),
    )


def present(holding: Holding) -> str:
    """The partsgruppe's names with what each is, to begin with: who was not there is struck out."""
    lines = sorted((str(KEYS[role]), name) for (_person, role), name in holding.items())
    return ", ".join(f"{name} ({role.lower()})" for role, name in lines)


def _missing(sheet: Sheet) -> str:
    """Whose signature is; empty where three have signed and it was left open."""
    keys = [str(said) for role, said in KEYS.items() if role not in sheet.turned]
    return _("Missing: %(who)s", who=", ".join(keys).lower()) if keys else ""


def _measure(measure_id: UUID) -> str:
    return url_for("hse.measure", measure_id=measure_id)


def _titles(found: Sequence[WorkMeasure] | Sequence[WorkRisk]) -> list[str]:
    return [one.title for one in found]
