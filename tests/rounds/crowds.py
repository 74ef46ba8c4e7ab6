"""Crowds who join a round: units, leads, blocks, shifts, wishes and a history, all by lot."""

import random
from itertools import combinations

from ladeapp.rounds.rules import PROFESSIONS, WISHES, Joiner, Matching, Pool, may_meet

Pairs = set[frozenset[int]]


class Crowd:
    """A pool, and what a test needs to judge what became of it."""

    def __init__(self, pool: Pool, met: Pairs, how: str) -> None:
        self.pool, self.met, self.how = pool, met, how
        self._people = {joiner.id: joiner for joiner in pool.joiners}

    def __repr__(self) -> str:
        return self.how  # enough to make it anew

    def allowed(self, one: int, other: int) -> bool:
        return may_meet(self._people[one], self._people[other]) and frozenset((one, other)) not in self.pool.apart

    def fresh(self, one: int, other: int) -> bool:
        return self.allowed(one, other) and frozenset((one, other)) not in self.met


def crowd(size: int, seed: int, *, teams: int = 3, blocks: float = 0.05, met: float = 0.1, waited: float = 0.1, standing: int = 0) -> Crowd:
    """`blocks` and `met`: the share of all pairs; `teams`: how many, two of them to a unit."""
    how = f"crowd({size}, {seed}, {teams=}, {blocks=}, {met=}, {waited=}, {standing=})"
    lot = random.Random(seed)
    joiners = [_joiner(number, lot, teams, waited) for number in range(1, size + 1)]
    apart, before = _pairs(size, blocks, lot), _pairs(size, met, lot)
    ids = lot.sample(range(1, size + 1), min(2 * standing, size // 2 * 2))
    pairs = [frozenset(ids[n : n + 2]) for n in range(0, len(ids), 2)]
    return Crowd(Pool(joiners, apart, lambda one, other: frozenset((one, other)) in before, pairs), before, how)


def _joiner(number: int, lot: random.Random, teams: int, waited: float) -> Joiner:
    team = lot.randrange(teams)
    return Joiner(
        id=number,
        unit=team // 2,
        team=team,
        leads=frozenset({lot.randrange(teams)} if lot.random() < 0.05 else ()),
        outside=lot.random() < 0.3,
        profession=lot.choice((None, *PROFESSIONS)),
        wish=lot.choice(WISHES),
        hours=sum(0xFF << (24 * day + lot.choice((7, 14))) for day in lot.sample(range(14), 8)) if lot.random() < 0.8 else 0,
        waited=lot.random() < waited,
    )


def _pairs(size: int, share: float, lot: random.Random) -> Pairs:
    if size < 2:
        return set()
    wanted = int(share * size * (size - 1) / 2)
    if size > 60:  # many people: only so many of all pairs, found by drawing
        return {frozenset(lot.sample(range(1, size + 1), 2)) for _ in range(wanted)}
    return set(map(frozenset, lot.sample(list(combinations(range(1, size + 1), 2)), wanted)))


def best_possible(crowd: Crowd) -> tuple[int, int]:
    """(alone, meetings again) of the best grouping there is, by trying them all; for a handful of people."""

    def search(left: tuple[int, ...]) -> tuple[int, int]:
        if not left:
            return (0, 0)
        me, others = left[0], left[1:]
        alone, again = search(others)
        found = [(alone + 1, again)]
        for size in (1, 2):
            for chosen in combinations(others, size):
                pairs = list(combinations((me, *chosen), 2))
                if all(crowd.allowed(*pair) for pair in pairs):
                    rest = search(tuple(other for other in others if other not in chosen))
                    found.append((rest[0], rest[1] + sum(frozenset(pair) in crowd.met for pair in pairs)))
        return min(found)

    return search(tuple(joiner.id for joiner in crowd.pool.joiners))


def reached(crowd: Crowd, matching: Matching) -> tuple[int, int]:
    """(alone, meetings again) of a matching."""
    pairs = [frozenset(pair) for group in matching.groups for pair in combinations(group.people, 2)]
    return len(matching.alone), sum(pair in crowd.met for pair in pairs)
