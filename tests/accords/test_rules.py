"""Which keys are turned and from when, without a database: also where somebody has written into it what the app never would."""

from datetime import date, timedelta

import pytest

from ladeapp.accords import rules
from ladeapp.accords.rules import Signature

MONDAY = date(2026, 5, 18)
LEILA, STEIN, UNNI = 1, 2, 3
HOLDING = {(LEILA, "lead"), (STEIN, "safety_rep"), (UNNI, "union_rep")}
ALL = [Signature(LEILA, "lead", MONDAY), Signature(STEIN, "safety_rep", MONDAY + timedelta(days=2)), Signature(UNNI, "union_rep", MONDAY)]


def test_three_people_turn_three_keys_and_it_holds_a_week_after_the_last():
    turned = rules.turned(ALL, HOLDING)
    assert set(turned) == set(rules.KEYS)
    assert rules.holds_from(turned) == date(2026, 5, 27)
    assert rules.state(None, ALL, HOLDING) == "agreed"


def test_one_person_turns_one_key_whatever_stands_in_the_database():
    """She holds two roles, and has got two signatures of hers written down."""
    holding = HOLDING | {(LEILA, "safety_rep")}
    twice = [ALL[0], Signature(LEILA, "safety_rep", MONDAY), ALL[2]]
    assert set(rules.turned(twice, holding)) == {"lead", "union_rep"}
    assert rules.state(None, twice, holding) == "open"


@pytest.mark.parametrize("gone", sorted(HOLDING))
def test_whoever_holds_her_key_no_more_turns_none(gone):
    assert gone[1] not in rules.turned(ALL, HOLDING - {gone})
    assert rules.holds_from(rules.turned(ALL, HOLDING - {gone})) is None


def test_a_signature_of_nobody_turns_nothing_and_a_forged_outcome_is_told():
    assert rules.turned([Signature(None, "lead", MONDAY)], HOLDING) == {}
    assert rules.state("in_force", ALL[:2], HOLDING) == "unsigned"
    assert rules.state("in_force", ALL, ()) == "in_force"


@pytest.mark.parametrize(
    ("holding", "enough"),
    [
        (HOLDING, True),
        (HOLDING - {(STEIN, "safety_rep")}, False),
        ({(LEILA, "lead"), (LEILA, "safety_rep"), (UNNI, "union_rep")}, False),
        ({(LEILA, "lead"), (LEILA, "safety_rep"), (STEIN, "safety_rep"), (UNNI, "union_rep")}, True),
        (set(), False),
    ],
)
def test_it_takes_three_different_people(holding, enough):
    assert rules.are_three(holding) is enough
