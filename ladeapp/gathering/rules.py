"""What a group round may show, and how long a team's own lines may be; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 5  # answers, under which a round shows nothing
OPTIONS = range(2, 6)  # how many a round may have
LONGEST = 200  # characters of one of its lines

FEW, SOME, MANY = range(3)  # of the answers, as an option's share is told


@dataclass(frozen=True)
class Shown:
    """All that is ever told of a round. kind: "few", "agree" or "spread"; `shares` only of "spread", one of FEW, SOME, MANY an option."""

    kind: str
    shares: tuple[int, ...] = ()


def shown(counts: Sequence[int]) -> Shown:
    """What is shown of a round that has ended.

    counts   answers to each option, 0 or more
    returns  "few" under ENOUGH answers, whether none or four. "agree" when all answered alike, and also when all but one did:
             whoever stands alone with an answer is never pointed at, and whoever knows all others' equal answers learns nothing of hers.
             Else "spread": FEW for 0 or 1 answer, which look the same; MANY from half of all; SOME between
    raises   ValueError for a count below 0
    """
    total = sum(counts)
    if any(count < 0 for count in counts):
        raise ValueError("nobody answers less than never")
    if total < ENOUGH:
        return Shown("few")
    if max(counts) >= total - 1:
        return Shown("agree")
    return Shown("spread", tuple(_share(count, total) for count in counts))


def lines(given: Sequence[str], most: int) -> tuple[str, ...]:
    """A team's lines as they are kept: each on one line, without space around it; one for every prompt, "" where nothing is said.

    raises  ValueError("many"), ("long") or ("empty") for what cannot be kept
    """
    told = tuple(" ".join(line.split()) for line in given)
    if len(told) != most:
        raise ValueError("many")
    if any(len(line) > LONGEST for line in told):
        raise ValueError("long")
    if not any(told):
        raise ValueError("empty")
    return told


def _share(count: int, total: int) -> int:
    if count <= 1:
        return FEW
    return MANY if 2 * count >= total else SOME
