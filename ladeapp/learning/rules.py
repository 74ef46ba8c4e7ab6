"""How long a text takes, how hard it reads, and which words have no place in it; pure."""

import re
from collections.abc import Iterator

PACE = 180  # words a minute, read quietly (Brysbaert 2019 has 238 for English; ours are tired)
MOST_WORDS = 120  # on one card
LONGEST_ANSWER = 4000  # characters, as of a note in the diary

_MARK = re.compile(r"\[\^[\w-]+\]")
_SIGNS = re.compile(r"[*>#]")
_WORD = re.compile(r"[\w’'-]*\w")
_END = re.compile(r"[.!?:](?=\s|$|[»\"”\[*])")
_LONG = 6  # letters; a word with more is long (Björnsson 1968)
_REFUSED = re.compile(
    r"\b(depresjon\w*|depressi\w*|angst\w*|anxiety|ptsd|utbrent\w*|burnout|burned out|lidelse\w*|liding\w*|diagnos\w*|symptom\w*"
    r"|trauma\w*|traume\w*)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?…][»”\"’')\]]*\s+")
_OPENERS = "«“\"‘'(–—- "


def words(markdown: str) -> list[str]:
    """The words of a text, without its marks."""
    return _WORD.findall(_SIGNS.sub("", _MARK.sub("", markdown)))


def minutes(count: int) -> int:
    """Whole minutes that so many words take, rounded up. 0 → 0, 180 → 1, 181 → 2."""
    return -(-count // PACE)


def lix(markdown: str) -> float:
    """Läsbarhetsindex: words a sentence, plus long words in per cent. Under 30 very easy, 40 the middle, above 50 hard.

    raises    ValueError for a text without words
    source    C.H. Björnsson, Läsbarhet, 1968
    """
    found = words(markdown)
    if not found:
        raise ValueError("no words")
    sentences = len(_END.findall(_MARK.sub("", markdown))) or 1
    return len(found) / sentences + 100 * sum(len(word) > _LONG for word in found) / len(found)


def refused_word(text: str) -> str | None:
    """The first word that calls a reaction an illness; None when there is none."""
    found = _REFUSED.search(text)
    return found[0] if found else None


def sentence_starts(text: str) -> Iterator[int]:
    """Where each sentence begins. "1. januar" is no end: what follows an end begins with a capital or a digit."""
    yield 0
    for end in _BREAK.finditer(text):
        following = text[end.end() :].lstrip(_OPENERS)[:1]
        if following.isupper() or following.isdigit():
            yield end.end()
