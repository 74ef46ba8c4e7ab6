"""What a suggestion may be, the one length it is sealed at, and when those that wait are delivered. Decided without a database."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from random import SystemRandom

LONGEST = 600  # characters of a suggestion; four bytes at most for each
SPACE = 2 + 4 * LONGEST  # bytes of every sealed suggestion: its length, then the words, then nothing
ENOUGH = 3  # people who do not read the box themselves


def cleaned(words: str) -> str:
    """A suggestion as it will be read: composed (NFC), one kind of line break, without space around it.

    raises    ValueError("empty" | "long" | "hidden"): nothing to read, more than LONGEST characters, or characters that cannot be
              seen, which could mark whose it is
    """
    words = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").strip())
    if len(words) > LONGEST:
        raise ValueError("long")
    if any(_is_hidden(character) for character in words):
        raise ValueError("hidden")
    if not any(unicodedata.category(character)[0] in "LNSP" for character in words):
        raise ValueError("empty")
    return words


def padded(words: str) -> bytes:
    """SPACE bytes, whatever the words."""
    said = words.encode()
    return (len(said).to_bytes(2) + said).ljust(SPACE, b"\0")


def unpadded(filled: bytes) -> str:
    """The words again. Raises ValueError for what `padded` never made."""
    length = int.from_bytes(filled[:2])
    if len(filled) != SPACE or length > SPACE - 2:
        raise ValueError("not a suggestion")
    return filled[2 : 2 + length].decode()


def may_look(looked_on: date | None, today: date) -> bool:
    """A box is looked into once a day, when the day begins: so a delivery tells no more of when somebody wrote."""
    return looked_on is None or looked_on < today


def delivered(waiting: Sequence[tuple[bytes, str]], readers: frozenset[bytes]) -> list[str]:
    """All that wait, in random order, or none yet. `waiting`: (tag, words), one for each person; `readers`: tags of who reads the box.

    Whoever reads the box knows her own words, so she makes nobody else's harder to tell, and is not one of the three.
    """
    if sum(tag not in readers for tag, _ in waiting) < ENOUGH:
        return []
    words = [said for _, said in waiting]
    SystemRandom().shuffle(words)
    return words


def _is_hidden(character: str) -> bool:
    return character != "\n" and character != "\u200d" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}
