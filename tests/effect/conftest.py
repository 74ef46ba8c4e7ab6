"""The worlds that waves need."""

from tests.periods import seventh as seventh
from tests.periods import silent_noise as silent_noise
from tests.periods import world as world
from tests.waves import grown as grown
from tests.waves import wave as wave
