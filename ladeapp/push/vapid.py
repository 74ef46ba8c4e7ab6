"""The keys that sign for this installation, on disk among the service secrets, mode 0600; several while one takes over."""

import os
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ..config import settings
from .rules import base64url


@dataclass(frozen=True)
class Key:
    """A key of ours. `name` is short and says nothing; `public` is what a browser subscribes with."""

    name: str
    public: str
    private: ec.EllipticCurvePrivateKey


def vapid_public_key() -> str:
    """What a browser subscribes with now: the uncompressed point in base64url."""
    return current(settings().secrets_dir).public


def vapid_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """The key that new phones are given."""
    return current(folder).private


def current(folder: Path) -> Key:
    """The key that new phones are given, made at the first need; every process ends up with the same."""
    return next(iter(keys(folder).values()))


def key_named(folder: Path, name: str | None) -> Key:
    """The key a subscription was made with; the newest for one that is from before keys had names."""
    held = keys(folder)
    return held.get(name or "") or next(iter(held.values()))


def keys(folder: Path) -> Mapping[str, Key]:
    """Every key that may still be needed, by name, the newest first; read anew when another process has changed them."""
    path = folder / "vapid.pem"
    if not path.exists():
        _place(_draft(folder), path)
    newest = path.stat()
    return _read(folder, folder.stat().st_mtime_ns, newest.st_mtime_ns, newest.st_ino)


def rotate(folder: Path) -> Key:
    """A new key for new phones. The old one goes on signing for those that came with it; it ends with `forget`."""
    old = current(folder)
    path, kept = folder / "vapid.pem", folder / f"vapid-{old.name}.pem"
    draft = _draft(folder)
    if not kept.exists():
        os.link(path, kept)
    os.replace(draft, path)
    return current(folder)


def forget(folder: Path, needed: Collection[str | None]) -> int:
    """Delete old keys that no subscription names any more. Returns how many there were."""
    unneeded = [name for name in list(keys(folder))[1:] if name not in needed]
    for name in unneeded:
        (folder / f"vapid-{name}.pem").unlink(missing_ok=True)
    return len(unneeded)


@lru_cache(maxsize=4)
def _read(folder: Path, *changed: int) -> Mapping[str, Key]:
    found = [_load(path) for path in (folder / "vapid.pem", *sorted(folder.glob("vapid-*.pem")))]
    return {key.name: key for key in found}


def _load(path: Path) -> Key:
    private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path.name} holds no elliptic curve key")
    point = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return Key(base64url(sha256(point).digest()[:8]), base64url(point), private)


def _draft(folder: Path) -> Path:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(prefix="vapid.", dir=folder)  # each its own, also of one process's threads; for its owner alone
    with open(descriptor, "wb") as file:
        file.write(pem)
    return Path(draft)


def _place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # atomic; whoever comes second uses the first one's
    except FileExistsError:
        pass
    finally:
        draft.unlink()
