"""Verbs of push: phones, messages and e-mail; each commits once, last, and with it what the caller had open. Used as one."""

from .mail import ask_for_mail as ask_for_mail
from .mail import confirm_mail as confirm_mail
from .mail import stop_mail as stop_mail
from .mail import stop_mail_by as stop_mail_by
from .messages import cancel as cancel
from .messages import enqueue as enqueue
from .messages import enqueue_each as enqueue_each
from .messages import handled as handled
from .messages import mark_anew as mark_anew
from .messages import plan as plan
from .messages import withdraw as withdraw
from .phones import forget_all as forget_all
from .phones import forget_unseen as forget_unseen
from .phones import rotate_vapid as rotate_vapid
from .phones import subscribe as subscribe
from .phones import unsubscribe as unsubscribe
