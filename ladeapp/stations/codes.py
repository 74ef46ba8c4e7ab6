"""Four words that open a station: made of its id, easy to say across a room, and never stored."""

import hashlib
import hmac
import re
import unicodedata
from functools import cache
from pathlib import Path
from uuid import UUID

WORDS = Path(__file__).parent.parent / "content" / "words.txt"  # one list for every language: people say it aloud
COUNT = 4  # of more than 256 words: over 32 bits, for some hours, for people of one workplace, with a limit on tries
UNIQUE = 4  # letters of a word that tell it from all others
SAME = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def code(secret: str, station: UUID) -> str:
    """The station's own four words, "fjell-kopp-vind-rose"."""
    told = hmac.digest(secret.encode(), b"station words " + station.bytes, hashlib.sha256)
    words = list(_words().values())
    return "-".join(words[int.from_bytes(told[at : at + 4]) % len(words)] for at in range(0, 4 * COUNT, 4))


def normal(typed: str) -> str:
    """What was typed, as it was made: case, spaces, hyphens and commas do not matter, nor æ for ae, ø for o, å for aa.

    Of each word the first four letters are enough.
    raises    ValueError for anything but four words of the list
    """
    said = [_folded(word)[:UNIQUE] for word in re.split(r"[\s,.;\u2010-\u2015-]+", typed.strip()) if word]
    words = _words()
    if len(said) != COUNT or not set(said) <= words.keys():
        raise ValueError("not four words")
    return "-".join(words[word] for word in said)


def digest(secret: str, words: str) -> bytes:
    """What is kept of four words (32 bytes): with the secret apart from the database they cannot be guessed from it."""
    return hmac.digest(secret.encode(), b"station digest " + words.encode(), hashlib.sha256)


@cache
def _words() -> dict[str, str]:
    """First letters, folded → the word. Raises ValueError for a list in which two words begin alike."""
    words = WORDS.read_text(encoding="utf-8").split()
    found = {_folded(word)[:UNIQUE]: word for word in words}
    if len(found) != len(words):
        raise ValueError(f"{WORDS}: two words begin with the same {UNIQUE} letters")
    return found


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFC", word.casefold()).translate(SAME)
    return plain.replace("aa", "a").replace("oe", "o")
