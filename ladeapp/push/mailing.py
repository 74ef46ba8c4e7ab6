"""What the clock asks of e-mail: ask whether an address is hers, and send what no phone of hers can take."""

import smtplib
import threading
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
import structlog
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from .. import clock
from ..config import Config, Smtp, settings
from ..db import BLIND, db
from . import claims, mail, queries
from .models import Letter, MailAddress
from .rules import Outcome
from .words import REMINDERS, TEXTS

log = structlog.get_logger()


def post(now: datetime) -> None:
    """Send what waits. A mail server that does not answer holds back nothing but mail."""
    config = settings()
    if not config.smtp:
        return
    _ask(config, config.smtp)
    stopping = current_app.extensions.get("ladeapp.stopping", threading.Event())
    while not stopping.is_set() and (letters := claims.claim_mail(clock.now(), 1)):  # a slow server outlasts the lease of many
        said = {letter: [(_carry(config, config.smtp, letter, to), 0)] for letter, to in letters}
        claims.settle(clock.now(), said)


def _ask(config: Config, smtp: Smtp) -> None:
    """Whether the address is hers: once each; one that could not be sent is tried at the next round."""
    taken = sa.update(MailAddress).where(MailAddress.state == "new").values(state="asked").returning(MailAddress)
    asked = db.session.scalars(taken, execution_options=BLIND).all()
    db.session.commit()
    for to in asked:
        link = f"{config.public_url}/mail/confirm/{mail.signed(config.secret_key, to.token, 'confirm')}"
        language = queries.language_of(to.person_id) or config.lang_default
        db.session.commit()  # nothing is held while a mail server takes its time
        with force_locale(language):
            subject = _("Is this address yours?")
            text = _("Someone asked for reminders here. If it was you, open this link. If not, do nothing, and nothing more comes.")
        if _send(config, smtp, to, subject, f"{text}\n\n{link}\n") is Outcome.LATER:
            again = sa.update(MailAddress).where(MailAddress.token == to.token).values(state="new")
            db.session.execute(again, execution_options=BLIND)
            db.session.commit()


def _carry(config: Config, smtp: Smtp, letter: Letter, to: MailAddress) -> Outcome:
    title, body = TEXTS[letter.kind]
    link = config.public_url + letter.navigate + _reminder(letter.id if letter.kind in REMINDERS else None, letter.navigate)
    with force_locale(letter.language or config.lang_default):
        return _send(config, smtp, to, str(title), f"{body}\n\n{link}\n")


def _send(config: Config, smtp: Smtp, to: MailAddress, subject: str, text: str) -> Outcome:
    address = mail.opened(config.secret_key, to.person_id, to.address)
    if address is None:
        return Outcome.IMPOSSIBLE
    stop = f"{config.public_url}/mail/stop/{mail.signed(config.secret_key, to.token, 'stop')}"
    way_out = _("No more e-mail from here: %(link)s", link=stop)
    whole = f"{text}\n--\n{way_out}\n"
    asked = False
    try:
        with mail.connected(smtp) as server:
            letter = mail.written(smtp, address, subject, whole, stop)
            asked = True
            server.send_message(letter)
    except (*mail.Refused, ValueError) as refusal:  # the second: no letter can be written to it
        log.warning("mail refused", kind=type(refusal).__name__)
        return Outcome.IMPOSSIBLE
    except OSError as problem:  # smtplib's own too
        log.warning("mail server does not take mail", kind=type(problem).__name__)
        clear = not asked or isinstance(problem, smtplib.SMTPResponseException)
        return Outcome.LATER if clear else Outcome.IMPOSSIBLE  # it may have arrived, and nothing tells two of them apart
    return Outcome.ACCEPTED


def _reminder(number: UUID | None, navigate: str) -> str:
    return f"{'&' if '?' in navigate else '?'}reminder={number}" if number else ""
