"""Trios: a place for whoever is left over when pairs are made, and a way out for two who would only meet again; pure."""

from collections.abc import Callable, Iterator
from itertools import combinations

from .matching import Ties

Pair = tuple[int, int]
May = Callable[[int, int], bool]

ENOUGH = 100  # ways that are compared when a meeting again cannot be helped


def with_thirds(pairs: list[Pair], over: list[int], ties: Ties) -> tuple[list[tuple[int, ...]], list[int]]:
    """Pairs and trios, and who is still alone.

    First without anyone meeting again; then two who would meet again become thirds of others where both can;
    only then may a trio bring people together again.
    """
    table = _Table(pairs, ties)
    over = sorted(over, key=lambda person: not ties.waited(person))  # whoever waited last time is served first
    over = [person for person in over if not table.seat(person, ties.fresh)]
    table.dissolve_repeats()
    over = [person for person in over if not table.seat(person, ties.allowed)]
    while table.untangle(over):
        table.dissolve_repeats()
    return table.groups(), over


class _Table:
    """Pairs, by number, and the third that each has or has not."""

    def __init__(self, pairs: list[Pair], ties: Ties) -> None:
        self.pairs: dict[int, Pair] = dict(enumerate(pairs))
        self.third: dict[int, int] = {}
        self.ties = ties

    def groups(self) -> list[tuple[int, ...]]:
        return [(*pair, self.third[n]) if n in self.third else pair for n, pair in self.pairs.items()]

    def seat(self, person: int, may: May) -> bool:
        """Give her a place as a third, moving other thirds if need be; or her place to another who can be one. False: no way.

        Of all the ways, the one in which fewest meet again; the shortest of those.
        """
        best: tuple[int, dict[int, Pair], dict[int, int]] | None = None
        as_it_was, repeats = (dict(self.pairs), dict(self.third)), self._repeats()
        for tried, (left, changed) in enumerate(self._ways(person, may)):
            self.pairs.update(changed)
            if self._as_third(left, may, set()) and (best is None or self._repeats() < best[0]):
                best = self._repeats(), self.pairs, self.third
            self.pairs, self.third = dict(as_it_was[0]), dict(as_it_was[1])
            if best and (best[0] <= repeats or tried > ENOUGH):
                break
        if best:
            _, self.pairs, self.third = best
        return best is not None

    def dissolve_repeats(self) -> None:
        """Let two who would meet again become thirds of others, where neither meets anyone again."""
        for n in list(self.pairs):
            pair = self.pairs[n]
            if n in self.third or not self.ties.met(*pair):
                continue
            before = dict(self.pairs), dict(self.third)
            del self.pairs[n]
            if not all(self.seat(person, self.ties.fresh) for person in pair):
                self.pairs, self.third = before

    def untangle(self, over: list[int]) -> bool:
        """Let two who would meet again change partners with another pair, or one of them with somebody who is alone.

        returns   whether one meeting again fewer is left; who is alone may be another
        """
        for n, (a, b) in self.pairs.items():
            if n in self.third or not self.ties.met(a, b):
                continue
            for m, (c, d) in self.pairs.items():
                if m == n or m in self.third:
                    continue
                for one, other in ((c, d), (d, c)):
                    if self.ties.fresh(a, one) and self.ties.fresh(b, other):
                        self.pairs[n], self.pairs[m] = (a, one), (b, other)
                        return True
            for place, alone in enumerate(over):
                for stays, leaves in ((a, b), (b, a)):
                    if self.ties.fresh(stays, alone):
                        self.pairs[n], over[place] = (stays, alone), leaves
                        return True
        return False

    def _welcome(self, person: int, pair: Pair, may: May) -> bool:
        """Whether the three may sit together, and, where repeats count, nobody in it meets again."""
        return may(person, pair[0]) and may(person, pair[1]) and may(*pair)

    def _as_third(self, person: int, may: May, tried: set[int]) -> bool:
        """An augmenting path between thirds and pairs, best fit first."""
        for n in self._hosts(person, may, tried):
            tried.add(n)
            if n not in self.third or self._as_third(self.third[n], may, tried):
                self.third[n] = person
                return True
        return False

    def _hosts(self, person: int, may: May, tried: set[int]) -> list[int]:
        def cost(n: int) -> tuple[int, bool, int]:
            return sum(met(person, each) for each in self.pairs[n]), n in self.third, -sum(fit(person, each) for each in self.pairs[n])

        fit, met = self.ties.fit, self.ties.met
        fitting = [n for n, pair in self.pairs.items() if n not in tried and self._welcome(person, pair, may)]
        return sorted(fitting, key=cost)

    def _repeats(self) -> int:
        return sum(self.ties.met(*two) for group in self.groups() for two in combinations(group, 2))

    def _ways(self, person: int, may: May) -> Iterator[tuple[int, dict[int, Pair]]]:
        """She is left over; or she takes the place of somebody in a pair, who takes another's, and so on.

        yields   who is left over instead, and the pairs that change; the fewest changes first
        """
        reached: dict[int, dict[int, Pair]] = {person: {}}
        for alone in (queue := [person]):
            yield alone, reached[alone]
            for n, left, stays in self._places(reached[alone], alone, may):
                if left not in reached:
                    reached[left] = {**reached[alone], n: (alone, stays)}
                    queue.append(left)

    def _places(self, changed: dict[int, Pair], person: int, may: May) -> Iterator[tuple[int, int, int]]:
        """(pair, who would leave it, who stays) wherever this person could take a place."""
        for n, (a, b) in self.pairs.items():
            if n in changed or n in self.third:
                continue
            if may(person, b):
                yield n, a, b
            if may(person, a):
                yield n, b, a
