"""When she is left alone, what could be said when, and how much of it may be; pure."""

from .cap import Count as Count
from .cap import coming as coming
from .cap import gap as gap
from .moments import ABOUT_A_SHIFT as ABOUT_A_SHIFT
from .moments import KINDS as KINDS
from .moments import OFFER_DAYS as OFFER_DAYS
from .moments import Choice as Choice
from .moments import Moment as Moment
from .moments import jitter as jitter
from .moments import moments as moments
from .moments import shift_of_offers as shift_of_offers
from .quiet import AFTER as AFTER
from .quiet import EVENING as EVENING
from .quiet import MORNING as MORNING
from .quiet import Hours as Hours
from .quiet import Stretch as Stretch
from .quiet import stretches as stretches
