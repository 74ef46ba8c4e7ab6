"""The chapters of the pack in their order, which rules each is about, and what stands in them. It says where to look, never that a law is followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from . import rules
from .models import WorkLog, WorkMeasure
from .pages import Work
from .queries import Sheet

NAMES = {
    "discussed": _l("Purpose and discussion"),
    "planned": _l("The plan"),
    "mapped": _l("Mapping"),
    "assessed": _l("Assessment of risk"),
    "measured": _l("Measures"),
    "evaluated": _l("Evaluation"),
    "met": _l("Minutes"),
    "signed": _l("Signatures"),
    "told": _l("Told to staff"),
}
SYSTEMATIC = _l("internkontrollforskriften § 5")
DISCUSSING = _l("arbeidsmiljøloven § 9-2")
TOLD = ("published", "answered", "withdrawn")  # those lines of the log that are about what staff read
FACTORS = _l("arbeidsmiljøloven § 4-3")
LAWS = {
    "discussed": DISCUSSING,
    "planned": SYSTEMATIC,
    "mapped": FACTORS,
    "assessed": SYSTEMATIC,
    "measured": SYSTEMATIC,
    "evaluated": _l("arbeidsmiljøloven § 9-2 and internkontrollforskriften § 5"),
}
TIES = {
    _l("arbeidsmiljøloven § 4-3: the psychosocial factors, among them unclear demands, emotional demands, workload and support"): (
        "mapped",
        "assessed",
        "measured",
    ),
    _l("arbeidsmiljøloven § 9-2: need, purpose, consequences and duration discussed with the reps, staff told, the need looked at again"): (
        "discussed",
        "evaluated",
        "signed",
        "told",
    ),
    _l("internkontrollforskriften § 5: goals, and who is responsible for what"): ("discussed", "planned"),
    _l("internkontrollforskriften § 5: to map dangers, assess risk, and make plans and measures"): ("mapped", "assessed", "measured"),
    _l("internkontrollforskriften § 5: that staff take part"): ("met", "signed"),
    _l("internkontrollforskriften § 5: to follow up and look again"): ("evaluated",),
}


@dataclass(frozen=True)
class Pack:
    """Everything the partsgruppe has done, as one paper."""

    work: Work
    log: Sequence[WorkLog]
    workplace: str

    chapters = tuple(NAMES)

    @property
    def measures(self) -> list[WorkMeasure]:
        return sorted(self.work.measures, key=lambda one: (rules.LEVELS.index(one.level), one.due, one.title))

    @property
    def told(self) -> list[WorkLog]:
        return [each for each in self.log if each.what in TOLD]

    @property
    def seen(self) -> list[WorkMeasure]:
        return [one for one in self.measures if one.effect]

    @property
    def unseen(self) -> list[WorkMeasure]:
        return [one for one in self.measures if not one.effect and one.state != "dropped"]

    @property
    def titles(self) -> dict[UUID, str]:
        """Risk → what it is called."""
        return {risk.id: risk.title for risk in self.work.risks}

    @property
    def meetings(self) -> list[Sheet]:
        """Those that have been, the newest first."""
        return [sheet for sheet in self.work.meetings if sheet.record.day and sheet.record.day <= self.work.today]

    @property
    def signed(self) -> list[Sheet]:
        """Whatever three are to sign."""
        return [*([self.work.discussion] if self.work.discussion else []), *self.meetings]
