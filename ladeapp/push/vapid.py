"""The key that signs for this installation, on disk among the service secrets, mode 0600."""

import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ..config import settings
from .rules import base64url


def vapid_public_key() -> str:
    """What a browser subscribes with: the uncompressed point in base64url."""
    point = vapid_key(settings().secrets_dir).public_key()
    return base64url(point.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint))


@cache
def vapid_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """The key that signs for this installation, made at the first need; every process ends up with the same."""
    path = folder / "vapid.pem"
    if not path.exists():
        _make_key(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("vapid.pem holds no elliptic curve key")
    return key


def _make_key(path: Path) -> None:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(draft, path)  # atomic; whoever comes second uses the first one's
    except FileExistsError:
        pass
    finally:
        draft.unlink()
