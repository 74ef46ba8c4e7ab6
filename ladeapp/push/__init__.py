"""Reaching a phone: subscriptions, what is due, and the push services; neutral words only."""

from .jobs import JOBS
from .vapid import vapid_public_key
from .views import bp
from .words import WORDS

__all__ = ["JOBS", "WORDS", "bp", "vapid_public_key"]
