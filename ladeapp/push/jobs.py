"""What the clock asks for: every second, send what is due."""

from datetime import datetime, timedelta

import structlog
from flask_babel import force_locale

from .. import clock
from ..config import settings
from ..jobs import Job
from . import claims, rules
from .models import Answer, Letter, Message
from .rules import Outcome
from .words import REMINDERS, TEXTS

log = structlog.get_logger()


def deliver(now: datetime) -> None:
    """Send everything due, batch after batch. Safe beside other workers: each delivery is claimed by one."""
    claims.sweep(now)
    while letters := claims.claim(now):
        _send(letters)
        now = clock.now()


def _send(letters: list[Letter]) -> None:
    from .sending import sender  # here, so that web processes do not load aiohttp and pywebpush

    now = clock.now()
    timely = {letter: seconds for letter in letters if (seconds := rules.ttl(letter.expires_at, now))}
    messages = [message for letter, seconds in timely.items() for message in _messages(letter, seconds)]
    answers = iter(sender().send(messages))
    said = {letter: [_judge(next(answers), phone.endpoint) for phone in letter.phones] for letter in timely}
    claims.settle(clock.now(), said)


def _messages(letter: Letter, seconds: int) -> list[Message]:
    text = _payload(letter)
    return [
        Message(phone.endpoint, phone.p256dh, phone.auth, text, seconds, letter.urgency, letter.tag, phone.vapid) for phone in letter.phones
    ]


def _payload(letter: Letter) -> str:
    config = settings()
    lang = letter.language or config.lang_default
    title, body = TEXTS[letter.kind]
    with force_locale(lang):
        return rules.payload(
            title=str(title),
            body=str(body),
            navigate=config.public_url + letter.navigate,
            lang=lang,
            tag=letter.tag,
            reminder=str(letter.id) if letter.kind in REMINDERS else None,
        )


def _judge(answer: Answer, endpoint: str) -> tuple[Outcome, str | None]:
    outcome = rules.outcome(answer.status)
    if outcome in {Outcome.DENIED, Outcome.IMPOSSIBLE}:
        host = endpoint.split("/")[2]
        log.error("push refused: check the VAPID key and subject", service=host, status=answer.status)
    return outcome, answer.retry_after


JOBS = [Job("push", timedelta(seconds=1), deliver, lane="push")]
