"""Saving a vault and a wrapped key; each commits once, last."""

import secrets

import sqlalchemy as sa

from ladeapp.db import BLIND, db, insert

from .models import Vault, VaultKey


class Overtaken(Exception):
    """Another phone saved first: fetch, merge, save again."""


def save(person_id: int, ciphertext: bytes, over: str | None) -> str:
    """Keep the blob in place of the one with etag `over`, or as the first. Returns its new, random etag. Raises Overtaken."""
    etag = secrets.token_hex(16)
    if over is None:
        first = insert(Vault).values(person_id=person_id, ciphertext=ciphertext, etag=etag)
        statement = first.on_conflict_do_nothing(index_elements=[Vault.person_id])
    else:
        same = sa.update(Vault).where(Vault.person_id == person_id, Vault.etag == over)
        statement = same.values(ciphertext=ciphertext, etag=etag)
    saved = db.session.scalar(statement.returning(Vault.etag), execution_options=BLIND)
    db.session.commit()
    if saved is None:
        raise Overtaken
    return etag


def save_key(person_id: int, kind: str, wrapped: bytes, salt: bytes, proof_sha256: bytes) -> None:
    """Keep a wrapped key in place of the one of the same kind."""
    new = {"wrapped": wrapped, "salt": salt, "proof_sha256": proof_sha256}
    statement = insert(VaultKey).values(person_id=person_id, kind=kind, **new)
    db.session.execute(statement.on_conflict_do_update(index_elements=[VaultKey.person_id, VaultKey.kind], set_=new))
    db.session.commit()
