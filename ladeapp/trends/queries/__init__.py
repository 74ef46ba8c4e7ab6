"""Reads of released numbers, rosters and what a phone must know. Nothing here looks at a contribution."""

from .lists import Lists as Lists
from .lists import coming as coming
from .lists import lists as lists
from .lists import lists_with as lists_with
from .numbers import LatestNumber as LatestNumber
from .numbers import Place as Place
from .numbers import Reading as Reading
from .numbers import latest_number as latest_number
from .numbers import places as places
from .phone import session_periods as session_periods
from .released import Published as Published
from .released import released as released
from .voices import Voices as Voices
from .voices import voices as voices
from .workplace import first_period as first_period
from .workplace import terms_in_use as terms_in_use
from .workplace import workplace_numbers as workplace_numbers
