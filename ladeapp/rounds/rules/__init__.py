"""Who meets whom, when, and how long a round lasts; pure. Told in a few files, used as one."""

from .calendar import CADENCES as CADENCES
from .calendar import KEPT as KEPT
from .calendar import ROUNDS_REMEMBERED as ROUNDS_REMEMBERED
from .calendar import TAGS_KEPT as TAGS_KEPT
from .calendar import first_start as first_start
from .calendar import next_start as next_start
from .matching import PROFESSIONS as PROFESSIONS
from .matching import WISHES as WISHES
from .matching import Group as Group
from .matching import Joiner as Joiner
from .matching import Matching as Matching
from .matching import Pool as Pool
from .matching import is_lead_of as is_lead_of
from .matching import may_meet as may_meet
from .matching import never as never
from .solving import match as match
from .times import Common as Common
from .times import candidates as candidates
from .times import chosen as chosen
from .times import common as common
from .times import hours as hours
from .times import remaining as remaining
