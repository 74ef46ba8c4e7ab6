"""The checkins room: asking how demanding it was, and showing a person her own curve. All that is answered stays on the phone."""

from .views import bp as bp
from .words import WORDS as WORDS
