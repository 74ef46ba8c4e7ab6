"""Which phases a programme has, what a text may be, what signatures bind to, and when something is overdue; decided without a database."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple

from ..accords import rules as keys
from ..people.rules import clean_name
from ..reminders.rules import Hours

PHASES = {  # in their order → how many days after the beginning each is due, unless the partsgruppe chooses another day
    "anchoring": 14,
    "mapping": 42,
    "training": 70,
    "stations": 98,
    "measures": 126,
    "evaluation": 182,
    "again": 364,
}
RECURRING = {  # what comes back every year → days after the discussion; § 9-2: the need is evaluated regularly, with the reps
    "survey_0": 14,
    "survey_3": 91,
    "amu_measures": 140,
    "survey_6": 182,
    "need_6": 189,
    "amu_evaluation": 203,
    "need_12": 350,
    "survey_12": 357,
}
TICKED = ("amu_measures", "need_6", "amu_evaluation", "need_12")  # those of them that only people can say are done
FACTORS = ("a", "b", "c", "d", "more")  # the letters of § 4-3, second paragraph; the list there is not closed
SOURCES = ("number", "survey", "suggestion", "incident", "other")
LEVELS = ("organisation", "team", "individual")  # in the order in which they are asked for
STATES = ("planned", "doing", "done", "dropped")
GRADES = range(1, 6)  # likelihood and consequence
DISCUSSED = ("need", "purpose", "consequences", "duration")  # § 9-2
MET = ("agenda", "minutes", "decisions")
PLAN = "plan"
LONGEST = {"minutes": 40_000, "agenda": 4_000, "decisions": 4_000, PLAN: 20_000}  # characters; minutes of some fifteen pages
LONG, LINE, OWNER = 2_000, 200, 80  # characters of any other text, of a line, of whoever sees to something
LOGGED = 300  # characters of a line of the log
TOLD = timedelta(hours=2)  # how long a message about something overdue makes sense
FRIDAY = 4
DUE = timedelta(days=28)  # of a measure that comes of a decision, until somebody chooses another day


class Signed(NamedTuple):
    """Somebody's name under a text: for which key, on which day, and under exactly which text."""

    person_id: int | None
    role: str
    day: date
    digest: str


def clean_text(text: str, most: int = LONG) -> str:
    """Words over several lines, as they are kept: composed (NFC), line ends alike, without space around them.

    raises   ValueError("empty" | "long" | "hidden")
    """
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")).strip().split("\n")
    if sum(map(len, lines)) + len(lines) > most + 1:
        raise ValueError("long")
    if not any(line.strip() for line in lines):
        raise ValueError("empty")
    for line in lines:
        if line.strip():
            clean_name(line, most)
    return "\n".join(line.rstrip() for line in lines)


def digest(kind: str, day: date | None, at: time | None, place: str, present: str, parts: Mapping[str, str]) -> str:
    """What a signature stands under: the same text has the same digest, and no other has."""
    said = [kind, day and day.isoformat(), at and at.isoformat(), place, present, sorted(parts.items())]
    return sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()


def turned(signed: Iterable[Signed], holding: Iterable[tuple[int, str]], now: str) -> dict[str, keys.Signature]:
    """Key → who has signed with it the text whose digest is `now`. Whoever holds her key no more has not; nobody signs for two."""
    return keys.turned((keys.Signature(one.person_id, one.role, one.day) for one in signed if one.digest == now), set(holding))


def decisions(parts: Mapping[str, str]) -> list[str]:
    """A meeting's, one a line, without the marks of a list."""
    lines = (line.strip().lstrip("-*•").strip() for line in parts.get("decisions", "").split("\n"))
    return [line for line in lines if line]


def in_a_line(words: str, most: int = LINE) -> str:
    """At most so many characters of them, in one line; what is cut off ends in an ellipsis."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 2].rstrip()} …"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_overdue(due: date, state: str, today: date) -> bool:
    return due < today and state in {"planned", "doing"}


def may_be_told(hours: Hours, now: datetime) -> datetime | None:
    """Until when a message about work that waits makes sense, if it may come now. Whoever has told no shifts is left alone at weekends."""
    day, until = hours.day_of(now), hours.open_until(now)
    if until is None or day in hours.away or (not hours.told and day.weekday() > FRIDAY):
        return None
    return min(until, now + TOLD)


def is_unseen(look_day: date | None, effect: str, state: str, today: date) -> bool:
    """Whether the day on which its effect should be looked at has come, and nobody has told what was seen."""
    return look_day is not None and look_day <= today and not effect and state != "dropped"
