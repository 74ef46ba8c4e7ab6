"""Top floor: leaving the workplace, deleting everything, and how long what is kept is kept. Asks every room below."""

from .jobs import JOBS as JOBS
from .views import bp as bp
from .views import init_app as init_app
