"""What a workplace makes of the learning series: a plan that the partsgruppe lays, and films of its own."""

from . import film_views as film_views
from .jobs import JOBS as JOBS
from .views import bp as bp
