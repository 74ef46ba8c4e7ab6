"""Verbs of rounds. Told in a few files, used as one."""

from .joining import NoSuchRound as NoSuchRound
from .joining import NotOpen as NotOpen
from .joining import choose as choose
from .joining import join as join
from .joining import leave as leave
from .joining import pause as pause
from .joining import resume as resume
from .matching import match_again as match_again
from .matching import match_due as match_due
from .meeting import NoSuchMeeting as NoSuchMeeting
from .meeting import NotNow as NotNow
from .meeting import NotThen as NotThen
from .meeting import agree as agree
from .meeting import begin as begin
from .meeting import cancel as cancel
from .meeting import did_not_manage as did_not_manage
from .meeting import have_met as have_met
from .meeting import propose as propose
from .planning import plan as plan
from .planning import purge as purge
from .planning import turn as turn
from .standing import go_on as go_on
from .standing import mend as mend
from .standing import part as part
