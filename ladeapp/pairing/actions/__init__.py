"""Verbs of asking, offering and choosing. Told in three files, used as one."""

from .asking import AskedOften as AskedOften
from .asking import Sitting as Sitting
from .asking import TooLate as TooLate
from .asking import accept as accept
from .asking import ask as ask
from .asking import withdraw as withdraw
from .choosing import NotAColleague as NotAColleague
from .choosing import block as block
from .choosing import choose as choose
from .choosing import decide as decide
from .choosing import listen as listen
from .choosing import rest as rest
from .choosing import unblock as unblock
from .reaching import purge as purge
from .reaching import reach as reach
