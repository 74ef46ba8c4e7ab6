"""Reads of reminders. Each sees her own alone. Told in two files, used as one."""

from .hers import AHEAD as AHEAD
from .hers import Hers as Hers
from .hers import choice_of as choice_of
from .hers import everyones as everyones
from .hers import hers as hers
from .hers import open_reminders as open_reminders
from .hours import LOOK as LOOK
from .hours import hours_of as hours_of
