"""Me: the energy map and small experiments with one's own work, on the phone; and suggestions, sealed until three wait."""

from .jobs import JOBS as JOBS
from .views import bp as bp
from .words import WORDS as WORDS
