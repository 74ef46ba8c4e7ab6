"""The matching of a round: maximum-weight matching by networkx, then thirds for whoever is left over; pure."""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations, islice

import networkx as nx

from .matching import BEST, Group, Matching, Pool, Ties
from .thirds import with_thirds

Pair = tuple[int, int]

WHOLE = 120  # people among whom every tie is weighed; among more, each one's best
PART = 400  # more people are first taken so many at a time: the time a matching takes grows with their square
WIDTHS = (4, 40)  # ties a person that are weighed among many, and when those did not suffice; then all of them
ACROSS = 2  # of them by lot, so that people alike do not close into an odd circle
LOOKED_AT = 240  # people a person is compared with when there are many


def match(pool: Pool, seed: int) -> Matching:
    """Who meets whom in a round. The same pool and seed give the same answer, in whatever order people joined.

    In this order: nobody meets whom she must not; as few as can be are left alone; as few as can be meet someone they met
    in the last three rounds; as few as can be are left over or third twice running; and then the best fit.
    A trio comes only of somebody who would be left over, or of two who would else meet again.

    pool      any number of people, from none
    seed      the round's own; decides between equals
    returns   everyone in one group, or alone
    source    design/product.md, Pairing; rows 20–27
    """
    ties, chance = Ties(pool), random.Random(seed)
    kept = _standing(pool, ties)
    settled = {person for pair in kept for person in pair}
    order = sorted(ties.people.keys() - settled)
    chance.shuffle(order)
    pairs: list[Pair] = []
    for island in _islands(order, ties):
        pairs += _couples(island, ties, chance)
    groups, alone = with_thirds(pairs, _left_over(pairs, order), ties)
    standing = [Group(pair, dict.fromkeys(pair, "standing")) for pair in kept]
    return Matching((*standing, *(Group(people, ties.why(people)) for people in groups)), tuple(sorted(alone)))


def _standing(pool: Pool, ties: Ties) -> list[Pair]:
    """Pairs that go on together: both here, both free, and still allowed. A person is in the first of hers."""
    kept: list[Pair] = []
    taken: set[int] = set()
    for one, other in sorted((min(pair), max(pair)) for pair in pool.standing):
        here = {one, other} <= ties.people.keys() and not {one, other} & taken
        if here and ties.allowed(one, other):
            kept.append((one, other))
            taken |= {one, other}
    return kept


def _islands(order: Sequence[int], ties: Ties) -> Iterator[list[int]]:
    """The parts of a pool between which nobody may meet; what cannot be matched in one cannot spoil another."""
    unseen = dict.fromkeys(order)
    for start in order:
        if start not in unseen:
            continue
        del unseen[start]
        island = [start]
        for person in island:  # grows while we walk
            near = [other for other in unseen if ties.allowed(person, other)]
            island += near
            for other in near:
                del unseen[other]
        yield island


def _couples(island: list[int], ties: Ties, chance: random.Random) -> list[Pair]:
    """The pairs of one island: quick ways first; all ties at once where those did not serve everyone as well as can be."""
    ways = [partial(_in_parts, chance=chance)] if len(island) > PART else []
    ways += [partial(_sparse, width=width, chance=chance) for width in WIDTHS] if len(island) > WHOLE else []
    for way in ways:
        found = way(island, ties)
        if _cannot_be_bettered(found, island, ties):
            return found
    return _best(_every(island, ties), island, ties)


def _in_parts(island: list[int], ties: Ties, chance: random.Random) -> list[Pair]:
    """Hundreds at a time, units together; then those who were left over in each, with some of whom they could have met."""
    homes = sorted(island, key=lambda person: ties.people[person].unit or 0)
    pairs = [pair for n in range(0, len(homes), PART) for pair in _sparse(homes[n : n + PART], ties, WIDTHS[0], chance)]
    over = _left_over(pairs, homes)
    near = [pair for pair in pairs if any(ties.fresh(person, each) for person in over[:PART] for each in pair)]
    again = set(chance.sample(near, min(len(near), PART // 2)))
    people = [*over, *(person for pair in pairs if pair in again for person in pair)]
    return [pair for pair in pairs if pair not in again] + _sparse(people, ties, WIDTHS[0], chance)


def _cannot_be_bettered(pairs: list[Pair], island: list[int], ties: Ties) -> bool:
    """At most an odd one is left over, nobody meets again, and the one left over was not so the last time, unless all were."""
    over = _left_over(pairs, island)
    if len(over) > len(island) % 2 or any(ties.met(*pair) for pair in pairs):
        return False
    return not any(map(ties.waited, over)) or all(map(ties.waited, island))


def _left_over(pairs: list[Pair], people: Sequence[int]) -> list[int]:
    paired = {person for pair in pairs for person in pair}
    return [person for person in people if person not in paired]


def _sparse(island: list[int], ties: Ties, width: int, chance: random.Random) -> list[Pair]:
    """The best matching over a few ties of each person."""
    return _best(_few(island, ties, width, chance), island, ties)


def _every(island: list[int], ties: Ties) -> Iterator[Pair]:
    return (pair for pair in combinations(island, 2) if ties.allowed(*pair))


def _few(island: list[int], ties: Ties, width: int, chance: random.Random) -> Iterator[Pair]:
    """For each person her best fresh ties and a few by lot."""
    homes: dict[int | None, list[int]] = {}
    for person in island:
        homes.setdefault(ties.people[person].unit, []).append(person)
    outside = [person for person in island if ties.people[person].outside]
    for person in island:
        me = ties.people[person]
        near = outside if me.outside and len(outside) > len(homes[me.unit]) else homes[me.unit]
        near = near if len(near) <= LOOKED_AT else chance.sample(near, LOOKED_AT)
        good = [other for other in near if ties.allowed(person, other)]
        chance.shuffle(good)
        lot, good[:ACROSS] = good[:ACROSS], []
        good.sort(key=lambda other: -ties.fit(person, other))
        fresh = (other for other in (*lot, *good) if not ties.met(person, other))
        yield from ((person, other) for other in islice(fresh, width + ACROSS))


def _best(edges: Iterator[Pair], island: list[int], ties: Ties) -> list[Pair]:
    """The matching of most people over these ties; of those the one of least weight lost, each aim above all that follow."""
    # Whole numbers, so that networkx is exact; no sum of lesser aims reaches one of the next.
    waited = BEST * len(island) + 1
    again = waited * (len(island) + 1)
    graph = nx.Graph()
    graph.add_nodes_from(island)
    for a, b in edges:
        points = ties.fit(a, b) + waited * (ties.waited(a) + ties.waited(b)) - again * ties.met(a, b)
        graph.add_edge(a, b, weight=points)
    place = {person: n for n, person in enumerate(island)}
    pairs = nx.max_weight_matching(graph, maxcardinality=True)
    return sorted(((a, b) if place[a] < place[b] else (b, a) for a, b in pairs), key=lambda pair: place[pair[0]])
