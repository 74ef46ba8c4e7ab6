"""Every invariant has its attack, where the map in `tests/attacks/__init__.py` says."""

import re
from pathlib import Path

from tests import attacks

TESTS = Path(__file__).parents[1]
PLACE = re.compile(r"^ ?(\d+)  .*?  +(\S.*)$", re.MULTILINE)


def test_each_of_the_twenty_one_is_attacked_where_the_map_says():
    places = {int(number): place for number, place in PLACE.findall(attacks.__doc__)}
    assert set(places) == set(range(1, 22))
    for number, place in places.items():
        file = TESTS.parent / f"{place}.py" if "/" in place else TESTS / "attacks" / f"{place}.py"
        assert f"\ndef test_{number}_" in file.read_text(), number
