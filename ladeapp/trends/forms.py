"""What may be typed or sent: a whole number and, with it, at most the random id of one reminder."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from . import rules

TAKE_BACK = "--"  # as long as any number
NUMBERS = tuple(f"{number:02}" for number in range(rules.LOWEST, rules.HIGHEST + 1))
OFFERED = {"low-trust" if terms.low_trust else f"{terms.mode}-{terms.k}": terms for terms in rules.OFFERED}


def value_of(body: dict[str, Any]) -> tuple[int, UUID | None]:
    """The whole number 0–10 in a contribution's body, and the reminder that this answers.

    raises    ValueError for a truth value, a fraction, text, anything outside, or any other key than `reminder` with a UUID
    """
    if not {"value"} <= body.keys() <= {"value", "reminder"}:
        raise ValueError("a contribution holds a value and nothing about the person")
    value, reminder = body["value"], body.get("reminder")
    if "reminder" in body and not isinstance(reminder, str):
        _refuse()
    if type(value) is not int or not rules.LOWEST <= value <= rules.HIGHEST:
        _refuse()
    return int(value), UUID(reminder) if isinstance(reminder, str) else None


def terms_of(form: Mapping[str, str]) -> rules.Terms:
    """What was chosen of `OFFERED`. Raises ValueError for anything else."""
    try:
        return OFFERED[form["terms"]]
    except KeyError:
        raise ValueError("these terms are not offered") from None


def whole_number(form: Mapping[str, str]) -> int | None:
    """The number 00–10 of a button, two digits so that every body has one length; None to take it back. Raises ValueError."""
    said = form.get("value", "")
    if said == TAKE_BACK:
        return None
    if said not in NUMBERS:
        _refuse()
    return int(said)


def _refuse() -> None:
    raise ValueError("a value is a whole number from 0 to 10")
