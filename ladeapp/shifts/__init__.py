"""Hall: who works when. Seen by its owner alone; other rooms ask only whether somebody works now, and when two could meet."""

from . import models as models
from .jobs import JOBS as JOBS
from .views import bp as bp
from .words import WORDS as WORDS
