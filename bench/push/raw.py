"""`python -m bench.push.raw TASK`: what every message needs and no more – a fresh key, the agreement, two keys, one encryption (RFC 8291)."""

import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.browser.fakes.vapid import raw

from .contender import serve, task


def encrypt(text: bytes, browser: ec.EllipticCurvePublicKey, point: bytes, auth: bytes) -> bytes:
    """The body of one message."""
    mine = ec.generate_private_key(ec.SECP256R1())
    here = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    salt = os.urandom(16)
    shared = _derive(auth, mine.exchange(ec.ECDH(), browser), b"WebPush: info\0" + point + here, 32)
    key = _derive(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(salt, shared, b"Content-Encoding: nonce\0", 12)
    return salt + (4096).to_bytes(4, "big") + bytes([len(here)]) + here + AESGCM(key).encrypt(nonce, text + b"\2", None)


def _derive(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return hmac.digest(hmac.digest(salt, secret, sha256), info + b"\1", sha256)[:length]


def main() -> None:
    given = task()
    point, auth = raw(given["keys"]["p256dh"]), raw(given["keys"]["auth"])
    text = given["payload"].encode()
    browser = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)

    def go(count: int) -> None:
        for _ in range(count):
            encrypt(text, browser, point, auth)

    serve(go)


if __name__ == "__main__":
    main()
