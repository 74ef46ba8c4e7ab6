"""The worlds that leaving needs."""

from tests.people.conftest import rows as rows
from tests.periods import seventh as seventh
from tests.periods import world as world
