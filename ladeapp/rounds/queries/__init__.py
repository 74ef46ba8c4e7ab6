"""Reads of rounds: one person's own page, and what the worker matches by. Nobody reads who else has joined. Told in two files."""

from .mine import Mine as Mine
from .mine import MyMeeting as MyMeeting
from .mine import agreed as agreed
from .mine import choices_of as choices_of
from .mine import mine as mine
from .mine import plan_of as plan_of
from .mine import works_here as works_here
from .pool import apart_now as apart_now
from .pool import joiners as joiners
from .pool import pool_for as pool_for
from .pool import standing_pairs as standing_pairs
from .pool import tags_of as tags_of
