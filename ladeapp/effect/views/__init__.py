"""HTTP of the room, told in several files, each about one thing."""

from . import results as results
from . import survey as survey
from .door import bp as bp
