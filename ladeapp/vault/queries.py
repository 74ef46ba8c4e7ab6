"""Reads of a person's own vault and wrapped keys."""

import hashlib
import hmac

import sqlalchemy as sa

from ladeapp.db import db

from .models import Vault, VaultKey


def vault_of(person_id: int) -> tuple[bytes, str] | None:
    """(ciphertext, etag)"""
    row = db.session.execute(sa.select(Vault.ciphertext, Vault.etag).where(Vault.person_id == person_id)).one_or_none()
    return (row.ciphertext, row.etag) if row else None


def keys_of(person_id: int) -> list[VaultKey]:
    return list(db.session.scalars(sa.select(VaultKey).where(VaultKey.person_id == person_id).order_by(VaultKey.kind)))


def proof_matches(person_id: int, proof: bytes) -> bool:
    """Whether this is what only the holder of the recovery code can derive."""
    kept = db.session.scalar(sa.select(VaultKey.proof_sha256).where(VaultKey.person_id == person_id, VaultKey.kind == "recovery"))
    return kept is not None and hmac.compare_digest(kept, hashlib.sha256(proof).digest())
