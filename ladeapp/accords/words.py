"""How a proposal, its keys and its log are said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import dated
from .queries import Sheet

KEYS = {"lead": _l("Team lead"), "safety_rep": _l("Safety rep"), "union_rep": _l("Union rep")}
STATES = {
    "open": _l("Proposed"),
    "agreed": _l("Signed by all three"),
    "in_force": _l("Came into force"),
    "refused": _l("Refused"),
    "withdrawn": _l("Taken back"),
    "overtaken": _l("Nothing came of it"),
    "unsigned": _l("Does not hold: signatures are missing"),
}
SIGNED = {
    "lead": _l("Signed as team lead: %(what)s"),
    "safety_rep": _l("Signed as safety rep: %(what)s"),
    "union_rep": _l("Signed as union rep: %(what)s"),
}
ENDED = {
    "in_force": _l("In force from this day: %(what)s"),
    "withdrawn": _l("Taken back: %(what)s"),
    "overtaken": _l("Nothing came of it: %(what)s"),
}
SHORT = 80  # characters of a value in the log; the whole stands on its own page


@dataclass(frozen=True)
class Line:
    """One line of the log that all staff can read."""

    day: date
    step: int  # what came first on a day
    name: str
    text: str
    sheet: Sheet


def log(sheets: Iterable[Sheet]) -> list[Line]:
    """Proposals, signatures, refusals and what became of them, the newest first."""
    return sorted((line for sheet in sheets for line in _lines(sheet)), key=lambda line: (line.day, line.step), reverse=True)


def title(sheet: Sheet) -> str:
    return str(sheet.subject.title if sheet.subject else sheet.accord.subject)


def value(sheet: Sheet) -> str:
    return sheet.subject.shown(sheet.accord.value) if sheet.subject else sheet.accord.value


def weekday(day: date) -> str:
    return dated(day, "EEEE d. MMMM")


def _lines(sheet: Sheet) -> Iterator[Line]:
    accord, what = sheet.accord, title(sheet)
    proposed = _("Proposed: %(what)s – “%(value)s”", what=what, value=shorten(value(sheet), SHORT, placeholder=" …"))
    yield Line(accord.day, 0, accord.by, proposed, sheet)
    for word in accord.words:
        signed_as, signed_day = (word.signed_as, word.signed_day) if word.refused else (word.role, word.day)
        if signed_as and signed_day:
            yield Line(signed_day, 1, word.name, str(SIGNED[signed_as]) % {"what": what}, sheet)
        if not word.refused:
            continue
        if word.reason:
            yield Line(word.day, 2, word.name, _("Refused: %(what)s – “%(reason)s”", what=what, reason=word.reason), sheet)
        else:
            yield Line(word.day, 2, word.name, _("Refused: %(what)s", what=what), sheet)
    if accord.outcome_day and sheet.state in ENDED:
        by = accord.by if accord.outcome == "withdrawn" else ""
        yield Line(accord.outcome_day, 3, by, str(ENDED[sheet.state]) % {"what": what}, sheet)
