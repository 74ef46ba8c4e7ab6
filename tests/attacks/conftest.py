"""The worlds that periods need."""

from tests.ground import ground as ground
from tests.periods import seventh as seventh
from tests.periods import silent_noise as silent_noise
from tests.periods import world as world
