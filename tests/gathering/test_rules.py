"""What a round shows: nothing under five, never a single answer, and nothing that knows how many."""

from itertools import product

import pytest

from ladeapp.gathering import rules
from ladeapp.gathering.rules import FEW, MANY, SOME, Shown, lines, shown


@pytest.mark.parametrize("counts", [(0, 0), (1, 0, 0), (2, 2, 0), (4, 0), (1, 1, 1, 1)])
def test_fewer_than_five_show_nothing_and_all_alike(counts):
    assert shown(counts) == shown((0, 0)) == Shown("few")


@pytest.mark.parametrize("counts", [(5, 0), (0, 10, 0), (0, 0, 0, 0, 7)])
def test_when_all_answer_alike_only_that_they_agree(counts):
    assert shown(counts) == Shown("agree")


def test_whoever_stands_alone_is_not_pointed_at():
    """Nine say yes and one says no: it reads as if ten had said yes, or as if she had said something else."""
    assert shown((9, 1)) == shown((10, 0)) == shown((9, 0, 1)) == Shown("agree")


def test_an_option_with_one_answer_looks_like_one_with_none():
    assert shown((4, 2, 1, 0)).shares == (MANY, SOME, FEW, FEW)
    assert shown((4, 3, 1, 0)).shares == shown((4, 3, 0, 1)).shares


def test_half_is_many_and_below_it_some():
    assert shown((3, 3)).shares == (MANY, MANY)
    assert shown((3, 2, 2)).shares == (SOME, SOME, SOME)
    assert shown((1, 1, 1, 1, 1)).shares == (FEW,) * 5


def test_four_who_answered_alike_learn_nothing_of_the_fifth():
    for others in range(4, 20):
        assert {shown(tuple(others * (at == 0) + (at == hers) for at in range(3))) for hers in range(3)} == {Shown("agree")}


def test_nothing_that_is_shown_is_a_count():
    """Of all that up to nine people can answer, four pictures an option at most; ten times as many people make no others."""
    seen = {shown(counts) for counts in product(range(10), repeat=3)}
    assert {shown(tuple(10 * each for each in counts)) for counts in product(range(10), repeat=3)} <= seen
    assert {share for each in seen for share in each.shares} == {FEW, SOME, MANY}


def test_nobody_answers_less_than_never():
    with pytest.raises(ValueError):
        shown((5, -1))


def test_a_line_is_one_line_without_space_around_it():
    assert lines(["  Vi  spør\n hvordan \t det gikk ", "", "x" * rules.LONGEST], 3) == ("Vi spør hvordan det gikk", "", "x" * 200)


@pytest.mark.parametrize(("given", "why"), [(["", " \n "], "empty"), (["x" * 201, ""], "long"), (["a"], "many"), (["a", "b", "c"], "many")])
def test_what_cannot_be_kept_is_told_apart(given, why):
    with pytest.raises(ValueError, match=why):
        lines(given, 2)
