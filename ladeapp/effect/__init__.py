"""What came of it, as far as numbers can say: a sick-leave scenario, changes between released numbers with honest intervals, and an export."""

from .views import bp as bp
from .words import WORDS as WORDS
