"""The worlds that periods and waves need. `sealed` is the team's number once, and once a wave's scale."""

from tests.ground import ground as ground
from tests.periods import seventh as seventh
from tests.periods import silent_noise as silent_noise
from tests.periods import world as world
from tests.waves import grown as grown
from tests.waves import sealed as sealed
from tests.waves import wave as wave
