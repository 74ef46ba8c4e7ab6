"""Which keys are turned, from which day a change holds, and when a proposal has waited too long; decided without a database."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

KEYS = ("lead", "safety_rep", "union_rep")
QUIET = timedelta(days=7)  # after the third signature: staff can read it first, and whoever holds a key can still refuse
LAPSES = timedelta(weeks=12)  # after the proposal: what three have not signed by then is off the table
YEARS_MOST = 5  # of the team and decision log; privacy.md, section 9
YEARS_LEAST = 1  # below that nobody could check what a year's numbers were agreed under


class Signature(NamedTuple):
    """Somebody's, for one key, on one day. Her id is gone when her account is."""

    person_id: int | None
    role: str
    day: date


def turned(signatures: Iterable[Signature], holding: Collection[tuple[int, str]]) -> dict[str, Signature]:
    """Key → the signature that turns it. Whoever no longer holds her key turns none; nobody turns two.

    holding   (person, role) of everyone who holds a key now
    """
    found: dict[str, Signature] = {}
    for one in sorted(signatures, key=lambda one: one.day):
        if (one.person_id, one.role) in holding and all(other.person_id != one.person_id for other in found.values()):
            found.setdefault(one.role, one)
    return found


def holds_from(turns: Mapping[str, Signature]) -> date | None:
    """The day on which the change takes effect; None while a key is missing."""
    if not set(KEYS) <= turns.keys():
        return None
    return max(one.day for one in turns.values()) + QUIET


def state(outcome: str | None, signatures: Collection[Signature], holding: Collection[tuple[int, str]]) -> str:
    """open · agreed (three have signed, and the quiet week runs) · in_force · refused · withdrawn · overtaken · unsigned, which is forged."""
    if outcome == "in_force" and not is_signed(signatures):
        return "unsigned"
    return outcome or ("agreed" if holds_from(turned(signatures, holding)) else "open")


def is_signed(signatures: Iterable[Signature]) -> bool:
    """Whether three have ever signed; a role that is lost after that changes nothing any more."""
    return set(KEYS) <= {one.role for one in signatures}


def has_lapsed(proposed: date, today: date) -> bool:
    return today >= proposed + LAPSES


def are_three(holding: Iterable[tuple[int, str]]) -> bool:
    """Whether three different people can turn the three keys."""
    people: dict[str, set[int]] = {role: set() for role in KEYS}
    for person_id, role in holding:
        people[role].add(person_id)
    return any(len(set(three)) == len(KEYS) for three in product(*people.values()))


def years(value: str) -> int:
    """How long the log is kept, 1–5 years; what is not such a number is five."""
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 3 else YEARS_MOST
    return min(max(number, YEARS_LEAST), YEARS_MOST)
