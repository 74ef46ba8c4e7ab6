"""How much may be said: so many prompts a week, apart from one another, one a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .moments import KINDS, Choice, Moment


@dataclass(frozen=True)
class Count:
    """How many prompts fell in the week of a Monday, and the last day that had one. None: never any.

    survey   when the questions opened that she was told of last: of those she is told once, however her shifts are moved
    """

    week: date | None = None
    used: int = 0
    last_day: date | None = None
    survey: date | None = None

    def of(self, week: date) -> int:
        return self.used if week == self.week else 0

    def with_one_more(self, moment: Moment) -> "Count":
        return Count(moment.week, self.of(moment.week) + 1, moment.day, moment.survey or self.survey)


def gap(per_week: int) -> int:
    """Days from one prompt to the next, so that three a week do not fall on the first three days. 1 -> 7, 3 -> 2, 4–7 -> 1."""
    return 7 // per_week


def coming(choice: Choice, found: Iterable[Moment], count: Count) -> Iterator[Moment]:
    """Which of all the moments become prompts, the next one first, counted on from `count`.

    A weekly moment or an offer goes before the others: room is kept for it in its week, and the days next to it stay free.
    Those that can come any day take turns, so that the first of a day does not always win.
    """
    left = sorted(found, key=lambda moment: (moment.day, moment.due_at))
    while chosen := _next(choice, left, count):
        yield chosen
        count = count.with_one_more(chosen)
        left = [moment for moment in left if moment.day > chosen.day and moment.occasion != chosen.occasion]


def _next(choice: Choice, left: Sequence[Moment], count: Count) -> Moment | None:
    firm = list({moment.occasion: moment for moment in reversed(left) if moment.firm}.values())  # the first chance of each
    fitting = [moment for moment in left if _fits(choice, moment, count, firm)]
    if not fitting:
        return None
    that_day = [moment for moment in fitting if moment.day == fitting[0].day]
    return min(that_day, key=lambda moment: (not moment.firm, _turn(choice, moment, count)))


def _turn(choice: Choice, moment: Moment, count: Count) -> int:
    on = [
        kind for kind, chosen in zip(KINDS, (choice.after_shift, choice.mid_shift, choice.fixed_time is not None), strict=False) if chosen
    ]
    return (on.index(moment.kind) - count.of(moment.week)) % len(on) if moment.kind in on else 0


def _fits(choice: Choice, moment: Moment, count: Count, firm: Sequence[Moment]) -> bool:
    room = choice.per_week - count.of(moment.week)
    since = (moment.day - count.last_day).days if count.last_day else 7
    if moment.firm:
        return room > 0 and since > 0
    apart = gap(choice.per_week)
    kept = sum(other.week == moment.week for other in firm)
    near = any(0 <= (other.day - moment.day).days < apart for other in firm)
    return room > kept and since >= apart and not near
