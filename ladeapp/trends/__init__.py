"""The team's number: periods, sealed contributions, the close and what is released. The only room that reads contributions."""

from . import answer_views as answer_views
from . import list_views as list_views
from .jobs import JOBS as JOBS
from .views import bp as bp
