"""Hall: three keys – what changes only when a lead, a safety rep and a union rep have each signed. Later rooms `offer` subjects of theirs."""

from .jobs import JOBS as JOBS
from .subjects import Subject as Subject
from .subjects import offer as offer
from .views import bp as bp
