"""Verbs of reminders. Told in two files, used as one."""

from .choosing import choose as choose
from .choosing import forget as forget
from .choosing import offer as offer
from .choosing import offer_alone as offer_alone
from .choosing import pause as pause
from .choosing import resume as resume
from .choosing import set_per_week as set_per_week
from .choosing import take_back_offers as take_back_offers
from .choosing import turn_off as turn_off
from .choosing import turn_on as turn_on
from .planning import replan as replan
from .planning import replan_all as replan_all
from .planning import replan_soon as replan_soon
