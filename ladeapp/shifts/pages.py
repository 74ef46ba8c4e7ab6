"""What the pages show of one person's shifts: tiles for four weeks, the next ones in words, the form as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from .. import i18n
from . import queries, rules
from .forms import NAMES as FIELDS
from .words import AWAY, AWAY_LETTER, LETTERS, NAMES

WEEKS = 4
LETTER_OF = {kind: letter for letter, kind in rules.KINDS.items()}


@dataclass(frozen=True)
class Tile:
    """One day of the calendar."""

    day: date
    turns: tuple[rules.Turn, ...]
    edited: bool
    away: bool
    today: bool
    open: bool  # can it be changed?

    @property
    def look(self) -> str:
        """The letter of its kind, `o` off; of two shifts the first's."""
        return letter_of(self.turns[0]) if self.turns else rules.OFF

    @property
    def text(self) -> str:
        letters = [str(LETTERS[letter_of(turn)]) for turn in self.turns]
        if len(letters) > rules.MOST_TURNS:
            return f"{letters[0]}+{len(letters) - 1}"
        return "+".join(letters) or str(AWAY_LETTER if self.away else LETTERS[rules.OFF])

    @property
    def label(self) -> str:
        told = ", ".join(in_words(turn) for turn in self.turns) or str(AWAY if self.away else NAMES[rules.OFF])
        day = _("Today, %(day)s", day=long_day(self.day)) if self.today else long_day(self.day)
        return _("%(day)s: %(what)s (changed)", day=day, what=told) if self.edited else f"{day}: {told}"


@dataclass(frozen=True)
class Coming:
    """A shift of the days ahead."""

    day: date
    turn: rules.Turn
    runs: bool

    @property
    def when(self) -> str:
        ends = self.turn.on(self.day)[1].date()
        if ends == self.day or letter_of(self.turn) != "n":
            return long_day(self.day)
        return str(_("%(day)s, the night to %(next)s", day=long_day(self.day), next=format_date(ends, "EEEE")))


def letter_of(turn: rules.Turn) -> str:
    return LETTER_OF[rules.kind_of(turn)]


def in_words(turn: rules.Turn) -> str:
    """Night shift 21:30–07:30."""
    return f"{NAMES[letter_of(turn)]} {i18n.clocked(turn.start)}–{i18n.clocked(turn.end)}"


def long_day(day: date) -> str:
    """Wednesday 25 November, as the language writes it."""
    return i18n.dated(day, "EEEE d. MMMM")


def some_days(first: date, last: date) -> str:
    """Monday 7 – Sunday 20 December: from, to, or the one day."""
    if first == last:
        return long_day(first)
    told = {"first": long_day(first) if first.month != last.month else short_day(first), "last": long_day(last)}
    return str(_("%(first)s to %(last)s", **told))


def short_day(day: date) -> str:
    """Wednesday 25, where the month follows."""
    return i18n.dated(day, "EEEE d.")


def weekdays(pattern: str) -> list[str]:
    """Monday to Sunday, "EEEE" in full or "EEEEEE" short, with a capital."""
    names = (str(format_date(date(2026, 6, day), pattern)).rstrip(".") for day in range(1, 8))  # a month that begins on a Monday
    return [name[0].upper() + name[1:] for name in names]


def calendar(person_id: int, first: date, today: date) -> list[list[Tile]]:
    """Four weeks from the Monday `first`."""
    last = first + timedelta(days=7 * WEEKS - 1)
    edits, away = queries.edits(person_id, first, last), queries.away(person_id, first, last)
    tiles = [
        Tile(day, turns, day in edits and day not in away, day in away, day == today, rules.may_edit(day, today))
        for day, turns in queries.plan(person_id, first, last).items()
    ]
    return [tiles[at : at + 7] for at in range(0, len(tiles), 7)]


def coming(person_id: int, now: datetime, count: int = 3) -> Sequence[Coming]:
    """The next shifts, one that runs now first; `now` is aware in the workplace's zone."""
    wall = now.replace(tzinfo=None)
    plan = queries.plan(person_id, wall.date() - rules.DAY, wall.date() + rules.AHEAD)
    told = ((day, turn, *turn.on(day)) for day, turns in plan.items() for turn in turns)
    return [Coming(day, turn, start <= wall) for day, turn, start, end in told if end > wall][:count]


def as_told(rotation: rules.Rotation | None, office: bool, today: date) -> dict[str, str]:
    """What the rotation's form holds when it is opened."""
    monday = rules.monday_of(today)
    if rotation is None:
        blank = rules.OFF * 7
        rotation = rules.Rotation(monday, rules.OFFICE_WEEK, rules.OFFICE if office else rules.USUAL)
        pattern = rules.OFFICE_WEEK if office else blank
    else:
        pattern = rotation.pattern
    times = {
        f"{name}_{end}": f"{turn[at]:%H:%M}"
        for name, turn in zip(FIELDS, rotation.hours, strict=True)
        for at, end in enumerate(("from", "to"))
    }
    return {"pattern": pattern, "weeks": str(len(pattern) // 7), "first": rotation.begun(monday).isoformat(), **times}


def day_as_told(now: tuple[rules.Turn, ...], usual: tuple[rules.Turn, ...]) -> dict[str, str]:
    """What a day's form holds when it is opened: what stands there, and times to begin from."""
    if len(now) > 1:
        return {}
    turn = now[0] if now else usual[0]
    what = rules.OFF if not now else rules.LETTERS[usual.index(turn)] if turn in usual else "own"
    return {"what": what, "start": f"{turn.start:%H:%M}", "end": f"{turn.end:%H:%M}"}


def beginnings(today: date) -> list[tuple[str, str, int]]:
    """(first day, words, week of the rotation that it now is or 0): each week that this one can be, then the Mondays ahead."""
    monday = rules.monday_of(today)
    running = [
        ((monday - timedelta(weeks=week - 1)).isoformat(), _("This is week %(week)s", week=week), week)
        for week in range(1, rules.MOST_WEEKS + 1)
    ]
    ahead = [monday + timedelta(weeks=weeks) for weeks in range(1, rules.LATEST_START // timedelta(weeks=1) + 1)]
    return running + [(day.isoformat(), _("Week 1 begins %(day)s", day=long_day(day)), 0) for day in ahead]
