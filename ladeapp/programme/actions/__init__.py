"""Verbs of the programme: laying the plan, and attaching films."""

from ..store import Busy as Busy
from .attaching import attach as attach
from .attaching import remove_film as remove_film
from .attaching import sweep as sweep
from .planning import end as end
from .planning import forget as forget
from .planning import forget_name as forget_name
from .planning import leave_out as leave_out
from .planning import move as move
from .planning import put as put
from .planning import start as start
