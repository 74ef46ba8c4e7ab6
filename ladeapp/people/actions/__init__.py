"""Verbs about people: each commits once, last. Told in four files, used as one."""

from .access import begin_session as begin_session
from .access import end_other_sessions as end_other_sessions
from .access import end_session as end_session
from .access import sign_in as sign_in
from .access import touch as touch
