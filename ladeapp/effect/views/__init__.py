"""HTTP of the room, told in a file for each of its matters, one blueprint."""

from . import change as change
from . import scales as scales
from . import scenario as scenario
from .door import bp as bp
