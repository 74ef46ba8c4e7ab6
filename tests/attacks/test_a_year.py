"""Attack 18: a lead keeps every number and every roster for a year, and reckons who is worst off."""

from audit.figures import measure
from audit.publishing import STANDARD, VENDORS
from audit.world import SETTINGS

EXACT = VENDORS[1]  # a mean of five or more, each week


def test_18_a_year_of_numbers_and_of_who_answered_tells_little_of_who_is_worst_off():
    """Two hundred teams of twelve, 52 weeks, the best linear guess; an exact weekly mean gives the same lead more than half of it."""
    exact, ours = measure(12, 200, "attack 18", SETTINGS, [EXACT, STANDARD])
    assert ours.correlation.value < 0.30
    assert exact.correlation.value > 0.5
    assert ours.hit.value < exact.hit.value / 2
