"""Before and after: short scales in sealed waves, and what was released of them."""

from .jobs import JOBS as JOBS
from .sayings import SURVEY
from .views import bp as bp

WORDS = {**SURVEY}
