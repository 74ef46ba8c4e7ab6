"""What is known of those who join, who may meet whom, and how well two fit; pure."""

from collections.abc import Callable, Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

PROFESSIONS = ("nurse", "care_assistant", "social_educator", "child_welfare", "welfare", "other")
WISHES = ("any", "same", "other")

SHARED = 8  # being at work together, at most
SHARED_SOME = 4  # being at work together at all
SHIFTS_UNKNOWN = 2  # one of them has not entered shifts: neither for nor against
WISH_KEPT = 3  # each of the two wishes
BEST = SHARED + 2 * WISH_KEPT


def never(one: int, other: int) -> bool:
    """Nobody has met anybody."""
    return False


@dataclass(frozen=True)
class Joiner:
    """Somebody who wants to meet a colleague in this round. All of a pool belong to one workplace.

    unit, team   where she belongs; None: nowhere now
    leads        the teams she leads
    outside      she wants to meet people of other units too, and the workplace allows it
    profession   one of PROFESSIONS, her own choice; None: not told
    wish         one of WISHES: the other's profession against her own
    hours        bit n is set when she is at work in the n-th hour of the round; 0: no shifts entered
    waited       she was left over, or the third of a trio, the last time she joined
    """

    id: int
    unit: int | None
    team: int | None
    leads: frozenset[int] = frozenset()
    outside: bool = False
    profession: str | None = None
    wish: str = "any"
    hours: int = 0
    waited: bool = False

    def wishes_for(self, other: "Joiner") -> bool:
        """Whether she has a wish and the other is what she wished for. Professions that are not told keep no wish."""
        if self.wish == "any" or not self.profession or not other.profession:
            return False
        return (self.profession == other.profession) == (self.wish == "same")


@dataclass(frozen=True)
class Pool:
    """All who join one round.

    apart      pairs that must not meet, whatever the reason; each a set of two ids
    met        (one id, other id) → whether the two have met in the last three rounds
    standing   pairs that go on together; kept when both are here and still may meet
    """

    joiners: Collection[Joiner]
    apart: AbstractSet[frozenset[int]] = frozenset()
    met: Callable[[int, int], bool] = never
    standing: Collection[frozenset[int]] = ()


@dataclass(frozen=True)
class Group:
    """Two or three who meet. In a trio the last is the one who would else have been left over.

    why   person → one of: "standing", "shift" (at work at the same time), "new" (not met lately),
          "again" (met lately, there was nobody else), "three" (somebody would else have been left over)
    """

    people: tuple[int, ...]
    why: dict[int, str]


@dataclass(frozen=True)
class Matching:
    """Everyone of the pool, either in one group or alone."""

    groups: tuple[Group, ...]
    alone: tuple[int, ...]


def is_lead_of(one: Joiner, other: Joiner) -> bool:
    """Whether one of the two leads the other's team."""
    return one.team in other.leads or other.team in one.leads


def may_meet(one: Joiner, other: Joiner) -> bool:
    """Whether their places allow it: the same unit, or both wish for more; never one's own lead, either way."""
    if one.id == other.id or is_lead_of(one, other):
        return False
    return (one.unit is not None and one.unit == other.unit) or (one.outside and other.outside)


def fit(one: Joiner, other: Joiner) -> int:
    """How well two fit, 0 to BEST: hours at work together in the round, and each one's wish.

    source   design/product.md, Pairing: overlapping shifts first, wishes honoured
    """
    points = WISH_KEPT * (one.wishes_for(other) + other.wishes_for(one))
    if not one.hours or not other.hours:
        return points + SHIFTS_UNKNOWN
    together = (one.hours & other.hours).bit_count()
    return points + (min(SHARED, SHARED_SOME + together // 8) if together else 0)


class Ties:
    """A pool made ready for questions about two: `allowed`, `fresh` (allowed, and not met lately) and `fit`."""

    def __init__(self, pool: Pool) -> None:
        self.people = {joiner.id: joiner for joiner in pool.joiners}
        self._apart, self._met = pool.apart, cache(pool.met)

    def allowed(self, one: int, other: int) -> bool:
        return may_meet(self.people[one], self.people[other]) and frozenset((one, other)) not in self._apart

    def met(self, one: int, other: int) -> bool:
        return self._met(min(one, other), max(one, other))

    def fresh(self, one: int, other: int) -> bool:
        return self.allowed(one, other) and not self.met(one, other)

    def fit(self, one: int, other: int) -> int:
        return fit(self.people[one], self.people[other])

    def waited(self, one: int) -> bool:
        return self.people[one].waited

    def why(self, people: tuple[int, ...]) -> dict[int, str]:
        """For each of a group, what the one sentence to her is about; in a standing pair the caller knows."""
        together = ~0
        for each in people:
            together &= self.people[each].hours
        return {me: self._why(me, [other for other in people if other != me], together > 0) for me in people}

    def _why(self, me: int, others: list[int], together: bool) -> str:
        if together:
            return "shift"
        if len(others) > 1:
            return "three"
        return "again" if self.met(me, others[0]) else "new"
