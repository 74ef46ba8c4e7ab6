"""Verbs of the partsgruppe. Told in four files, used as one."""

from .forgetting import forget as forget
from .forgetting import forget_name as forget_name
from .measuring import MeasureText as MeasureText
from .measuring import RiskText as RiskText
from .measuring import decide as decide
from .measuring import keep_measure as keep_measure
from .measuring import keep_risk as keep_risk
from .measuring import publish as publish
from .measuring import withdraw as withdraw
from .planning import Early as Early
from .planning import begin as begin
from .planning import keep_phase as keep_phase
from .planning import turn_phase as turn_phase
from .writing import Changed as Changed
from .writing import Incomplete as Incomplete
from .writing import Locked as Locked
from .writing import NotHers as NotHers
from .writing import RecordText as RecordText
from .writing import Turned as Turned
from .writing import add as add
from .writing import keep_record as keep_record
from .writing import plan_meeting as plan_meeting
from .writing import sign as sign
