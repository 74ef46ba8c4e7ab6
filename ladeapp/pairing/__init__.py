"""Us: asking for five minutes, offering to listen, and who meets whom."""

from .jobs import JOBS as JOBS
from .views import bp as bp
from .words import WORDS as WORDS
