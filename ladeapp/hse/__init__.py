"""The partsgruppe's room: the programme as a plan, what is discussed and signed, risks and measures, meetings – and what staff read of it."""

from ..accords import begun, discussed
from ..trends import decided
from . import queries
from .jobs import JOBS as JOBS
from .views import bp as bp

decided.offer(queries.published_rows)
decided.offer(queries.answered_rows)
discussed.offer(queries.discussion_is_signed)
begun.offer(queries.stations_begun)
