"""When the steps of a follow-up are due, who may tick them, and which words prescribe what we advise against; pure."""

import re
from datetime import date, timedelta

TIMES = {"hour": 0, "day": 0, "days": 3, "week": 7, "month": 28, "quarter": 91}  # days from the day it was started
AUDIENCES = ("leader", "colleague", "self")
LED_BY = ("lead", "safety_rep", "union_rep", "occupational_health")
OUTCOMES = ("done", "not_needed")
PATIENCE = timedelta(days=7)  # how long a start may have waited on a phone without coverage
WORDING_MAX = 300

# One session in which feelings are gone through, in nb, nn and en. Learning, technical and operative debriefs are another thing.
_OTHER = re.compile(r"\b(?:lærings|teknisk|operativ|faglig|fagleg|learning|technical|operational|clinical|hot)[\s-]*debrie?f\w*")
_SESSION = re.compile(r"debrie?f\w*|\bcis[dm]\b|avreagering\w*|emosjonell (?:gjennomgang|bearbeiding)")
_TELLING = re.compile(
    r"\b(?:alle|hver|kvar|each|everyone|everybody)\b.{0,60}\b(?:fortell\w*|fortel|forteller|dele\w*|tell\w*|shares?|talks? through|gå gjennom)\b"
    r".{0,60}(?:følelse|følte|kjensle|kjende|opplevd|feeling|felt\b)"
)
_NOT = re.compile(r"\b(?:ikke|ikkje|ingen|inga|aldri|uten|utan|no|not|never|without)\b")


def due(started: date, time: str) -> date:
    """By which day the steps of this time are to be done."""
    return started + timedelta(days=TIMES[time])


def may_tick(roles: set[str], led_by: str | None) -> str | None:
    """As what somebody who holds these roles in the unit may tick: as its lead, or as the rep who leads the follow-up."""
    if "lead" in roles:
        return "lead"
    return led_by if led_by in roles else None


def prescribes_session(words: str) -> bool:
    """Whether these words, in any of our languages, prescribe a session in which feelings are gone through after an incident.

    Only a warning hangs on it. A sentence that says no to it is none.
    source  Cochrane CD000560; NICE NG116: no such debriefing
    """
    for sentence in re.split(r"[.!?;:\n]", words.casefold()):
        told = _OTHER.sub("", sentence)
        if (_SESSION.search(told) or _TELLING.search(told)) and not _NOT.search(told):
            return True
    return False


def is_timely(day: date, today: date) -> bool:
    """Whether a start that a phone tells of now may be of this day; a phone east of here can be a day ahead."""
    return today - PATIENCE <= day <= today + timedelta(days=1)
