"""Recharge moments that follow her shifts: what she chose, and when the next ones come."""

from . import models as models
from .jobs import JOBS as JOBS
from .views import bp as bp
