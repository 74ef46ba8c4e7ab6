"""Reaching a phone: subscriptions, what is due, and the push services; neutral words only."""

from . import mail_views as mail_views
from . import watching as watching
from .card_words import CARD_WORDS
from .jobs import JOBS
from .vapid import vapid_public_key
from .views import bp
from .words import WORDS as WORDS_OF_MESSAGES

WORDS = WORDS_OF_MESSAGES | CARD_WORDS

__all__ = ["JOBS", "WORDS", "bp", "vapid_public_key"]
