"""Us: standing pairs and rounds – who meets whom, week after week."""

from .jobs import JOBS as JOBS
from .views import bp as bp
