"""HTTP of the room, told in a file for each of its matters, one blueprint."""

from . import scales as scales
from .door import bp as bp
