"""HTTP of the room. One file for each door, one blueprint."""

from . import change as change
from . import scenario as scenario
from .door import bp as bp
