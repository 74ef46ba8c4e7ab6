"""One worker's round: claim for each service as many as it has places for, post them, settle the answers as they come."""

import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

import structlog
from flask_babel import force_locale

from .. import clock
from ..config import Config
from . import claims, rules
from .models import Answer, Letter, Message, Phone
from .places import Places
from .rules import Outcome
from .sending import Answered, Sender
from .words import MAILED, REMINDERS, TEXTS

TOGETHER = 104  # answers written down at once, if as many come
GATHERED = 0.02  # seconds that the first of them waits for the others
PATIENCE = 0.25  # seconds of waiting for an answer before looking round
LOOKED_FOR = timedelta(seconds=1)  # between two looks at what has come due meanwhile

log = structlog.get_logger()


class Courier:
    """Carries what is due, beside any number of others. One a process, kept: it knows what is under way and how fast each service is."""

    def __init__(self, sender: Sender, config: Config) -> None:
        self.sender, self._config, self._places = sender, config, Places()
        self._services = {*rules.SERVICES, rules.ELSEWHERE, *(host[: rules.SERVICE_MAX] for host in sender.extra_hosts)}
        self._waiting: dict[Letter, str] = {}  # under way, with the service that carries it
        self._answered: list[Answered] = []  # and not written down yet
        self._open: list[str] = []  # services for which there may be more
        self._sluggish: frozenset[str] = frozenset()

    def work(self, may_claim: Callable[[], bool]) -> None:
        """Until nothing is due and nothing under way; once `may_claim` says no, only what is under way is seen to its end."""
        look = clock.now()
        while True:
            now = clock.now()
            claiming = may_claim()
            if claiming and now >= look:
                look = self._look_round(now)
            self._turn(now, self._places.rooms(self._open, time.monotonic()) if claiming else {})
            if not self._waiting and not (claiming and self._open):
                return
            self._collect()

    def _look_round(self, now: datetime) -> datetime:
        """Open every service again. Returns when to do so next: at once, if there was more than could be sorted."""
        claims.sweep(now)
        sluggish = self._places.sluggish(self._services, time.monotonic())
        for service in sluggish - self._sluggish:
            claims.sort_anew(service)
        self._sluggish = sluggish
        more = claims.sort(now, sluggish, MAILED if self._config.smtp else ()) == claims.SORTED_AT_ONCE
        self._open = random.sample(sorted(self._services), len(self._services))
        return now if more else now + LOOKED_FOR

    def _turn(self, now: datetime, room: Mapping[str, int]) -> None:
        """Write down what was answered, take what there is room for, and post it."""
        if not self._answered and not room:
            return
        said = {letter: [_judge(*pair) for pair in zip(answers, letter.phones, strict=True)] for letter, answers, _ in self._answered}
        claimed = claims.turn(now, said, room)
        self._answered = []
        left = time.monotonic()
        for service, letters in claimed.items():
            if len(letters) < min(room[service], claims.CLAIM_MAX):
                self._open.remove(service)
            for letter in letters:
                self._places.take(service, letter, left)
                self._waiting[letter] = service
        self.sender.post([(letter, self._messages(letter)) for letters in claimed.values() for letter in letters])

    def _messages(self, letter: Letter) -> list[Message | None]:
        """One for each phone; None for one that another service carries, and does not just now."""
        seconds = rules.ttl(letter.expires_at, clock.now()) or 1
        text, carried = self._payload(letter), self._waiting[letter]
        return [
            Message(phone.endpoint, phone.p256dh, phone.auth, text, seconds, letter.urgency, letter.tag, phone.vapid)
            if phone.service == carried or phone.service not in self._sluggish
            else None
            for phone in letter.phones
        ]

    def _payload(self, letter: Letter) -> str:
        lang = letter.language or self._config.lang_default
        title, body = _text(letter.kind, lang)
        reminder = str(letter.id) if letter.kind in REMINDERS else None
        navigate = self._config.public_url + letter.navigate
        return rules.payload(title=title, body=body, navigate=navigate, lang=lang, tag=letter.tag, reminder=reminder)

    def _collect(self) -> None:
        """Take the next answers, a group of them when they come fast; the others stay under way meanwhile."""
        if not self._waiting:
            return
        self._answered = self.sender.collect(min(TOGETHER, len(self._waiting) // 2 + 1), PATIENCE, GATHERED)
        for letter, answers, seconds in self._answered:
            if service := self._waiting.pop(letter, None):
                self._places.give_back(service, letter, seconds, any(answer.status is not None for answer in answers))


@lru_cache(maxsize=100)
def _text(kind: str, lang: str) -> tuple[str, str]:
    with force_locale(lang):
        title, body = TEXTS[kind]
        return str(title), str(body)


def _judge(answer: Answer, phone: Phone) -> claims.Judged:
    outcome = rules.outcome(answer.status)
    if outcome is Outcome.DENIED or (outcome is Outcome.IMPOSSIBLE and answer.status):
        log.error("push refused: check the VAPID key and subject", service=phone.service, status=answer.status)
    return outcome, answer.retry_after
