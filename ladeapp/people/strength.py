"""Which passwords everybody would guess: decided on the server, offline, from shape and a list of common words."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

SHORTEST = 12  # characters; NIST SP 800-63B asks for eight, and no rules about kinds of characters
LONGEST = 1000
WALK = 0.7  # of the steps lead to a neighbouring key or character: a walk over the keyboard, not a phrase
KEYBOARD = ("1234567890+", "qwertyuiopå", "asdfghjkløæ", "zxcvbnm,.-")
LOOKS_LIKE = str.maketrans("013457@$", "oieastas")


def weakness(password: str, *own: str) -> str | None:
    """Why this password would be guessed, or None.

    own      the person's names and the workplace's: what stands without them must still be long enough
    returns  "short" | "long" | "repeated" | "walk" | "digits" | "own" | "common"
    """
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(password) < SHORTEST or len(folded) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(folded)) < 5 or re.fullmatch(r"(.{1,6}?)\1+.{0,2}", folded):
        return "repeated"
    if _is_walk(folded):
        return "walk"
    if all(unicodedata.category(character)[0] in "NPZ" for character in folded):
        return "digits"
    rest = _without(folded, own)
    if rest != folded and len(rest) < SHORTEST:
        return "own"
    return "common" if _is_common(folded) else None


def _is_walk(text: str) -> bool:
    steps = [first == second or abs(ord(first) - ord(second)) == 1 or second in _neighbours(first) for first, second in pairwise(text)]
    return sum(steps) >= WALK * len(steps)


@lru_cache(maxsize=64)
def _neighbours(key: str) -> frozenset[str]:
    """The keys around one on a Norwegian keyboard."""
    for row, keys in enumerate(KEYBOARD):
        if key in keys:
            column = keys.index(key)
            near = [KEYBOARD[r][max(0, column - 1) : column + 2] for r in range(max(0, row - 1), min(len(KEYBOARD), row + 2))]
            return frozenset("".join(near))
    return frozenset()


def _without(text: str, own: tuple[str, ...]) -> str:
    """The letters and digits that are left without the person's own names."""
    words = {word for name in own for word in re.findall(r"\w{3,}", unicodedata.normalize("NFKC", name).casefold())}
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text


def _is_common(text: str) -> bool:
    """Whether two of the common words, with digits and signs about them, are all it is."""
    letters = "".join(character for character in text.translate(LOOKS_LIKE) if character.isalpha())
    plain = "".join(character for character in text if character.isalpha())
    return any(variant and _covered(variant) for variant in {letters, plain, letters.rstrip("oieast")})


def _covered(letters: str) -> bool:
    words, used = common_words(), 0
    while letters and used < 3:
        longest = next((size for size in range(min(len(letters), 30), 2, -1) if letters[:size] in words), 0)
        if not longest:
            break
        letters, used = letters[longest:], used + 1
    return used <= 2 and len(letters) < 3


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_words.txt").read_text().splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
