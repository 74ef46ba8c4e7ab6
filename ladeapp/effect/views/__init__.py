"""HTTP of the room, told in a file for each of its matters, one blueprint."""

from . import change as change
from . import results as results
from . import scales as scales
from . import scenario as scenario
from . import survey as survey
from .door import bp as bp
