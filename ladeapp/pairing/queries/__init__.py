"""Who may meet whom now, and what one person may know of it: that somebody can listen, never who or how many."""

from .card import CardState as CardState
from .card import state_for as state_for
from .choices import Choices as Choices
from .choices import Colleague as Colleague
from .choices import Policy as Policy
from .choices import blocked_by as blocked_by
from .choices import blocked_pairs as blocked_pairs
from .choices import choices_of as choices_of
from .choices import colleagues as colleagues
from .choices import policy as policy
from .open import Reached as Reached
from .open import due as due
from .open import has_supporters as has_supporters
from .open import listeners as listeners
from .open import open_ask as open_ask
from .open import supporters as supporters
from .open import taken as taken
from .open import weary as weary
from .who import moment as moment
