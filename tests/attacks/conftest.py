"""The worlds that periods need."""

from tests.periods import seventh as seventh
from tests.periods import silent_noise as silent_noise
from tests.periods import world as world
