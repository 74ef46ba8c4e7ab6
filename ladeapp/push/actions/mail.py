"""Whether e-mail goes where no phone takes messages."""

from uuid import UUID, uuid4

import sqlalchemy as sa

from ladeapp.db import BLIND, db, insert

from ..models import MailAddress


def ask_for_mail(person_id: int, sealed: bytes) -> None:
    """She wants e-mail at this address, if it is hers; links to one before are of no use any more."""
    new = {"token": uuid4(), "address": sealed, "state": "new"}
    row = insert(MailAddress).values(person_id=person_id, **new)
    db.session.execute(row.on_conflict_do_update(index_elements=[MailAddress.person_id], set_=new))
    db.session.commit()


def confirm_mail(token: UUID) -> None:
    """The address has been proved. Nothing if there is another by now."""
    row = sa.update(MailAddress).where(MailAddress.token == token).values(state="confirmed")
    db.session.execute(row, execution_options=BLIND)
    db.session.commit()


def stop_mail(person_id: int) -> None:
    """Her address is forgotten."""
    db.session.execute(sa.delete(MailAddress).where(MailAddress.person_id == person_id))
    db.session.commit()


def stop_mail_by(token: UUID) -> None:
    """The address that this link was sent to is forgotten."""
    db.session.execute(sa.delete(MailAddress).where(MailAddress.token == token), execution_options=BLIND)
    db.session.commit()
