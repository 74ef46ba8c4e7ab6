"""Hall: organisations, teams, roles, invitations, sign-in, sessions and devices."""

from .jobs import JOBS as JOBS
from .models import Person as Person
from .sessions import init_app as init_app
from .views import bp as bp
from .words import WORDS as WORDS
from .words import log_line as log_line
