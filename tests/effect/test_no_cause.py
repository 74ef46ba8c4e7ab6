"""No sentence of these pages says that the programme did something: not in English, bokmål or nynorsk."""

import io
import re
from functools import cache

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tools.words import APP, KEYWORDS

SOURCES = [
    *(APP / f"effect/{name}.py" for name in ("words", "forms", "paper", "pages", "views/change", "views/scenario")),
    *(APP / f"templates/effect/{name}.html" for name in ("scenario", "change", "_picture")),
]
ALLOWED = re.compile(
    r"cannot show cause|kan ikke vise årsak|kan ikkje vise årsak"
    r"|Nobody has shown that an app lowers sick leave|Ingen har vist at en app senker sykefraværet|Ingen har vist at ein app senkar sjukefråværet"
)
CAUSAL = {
    "en": r"cause|because of|due to|thanks to|leads to|led to|effect\b|effects|impact|reduce[sd]?\b|lowers|prevents|improve|resulted",
    "nb": r"årsak|på grunn av|skyldes|takket være|før(?:er|te) til|virkning|effekt|reduser|senker|forebygg|forbedr|resulter",
    "nn": r"årsak|på grunn av|skuldast|kjem av|takka vere|før(?:er|te) til|verknad|effekt|reduser|senkar|førebygg|betra|resulter",
}


@cache
def said() -> set[str]:
    found: set[str] = set()
    for path in SOURCES:
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        for _line, message, _comments, _context in extract(method, io.BytesIO(path.read_bytes()), keywords=KEYWORDS):
            found |= {message} if isinstance(message, str) else {each for each in message if each}
    return found


def sentences(language: str) -> list[str]:
    if language == "en":
        return sorted(said())
    path = APP / "translations" / language / "LC_MESSAGES" / "effect.po"
    catalog = read_po(io.BytesIO(path.read_bytes()), locale=language)
    of = lambda message: message.string if isinstance(message.string, tuple) else (message.string,)  # noqa: E731
    chosen = [message for message in catalog if message.id and (message.id if isinstance(message.id, str) else message.id[0]) in said()]
    return [text for message in chosen for text in of(message)]


@pytest.mark.parametrize("language", CAUSAL)
def test_nothing_is_said_to_be_the_cause_of_anything(language: str) -> None:
    causal = re.compile(CAUSAL[language], re.IGNORECASE)
    found = sentences(language)
    assert len(found) > 90
    assert [text for text in found if causal.search(ALLOWED.sub("", text))] == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The programme reduced the load."), ("nb", "Det skyldes programmet."), ("nn", "Det kjem av programmet.")],
)
def test_a_causal_sentence_is_found(language: str, sentence: str) -> None:
    assert re.search(CAUSAL[language], sentence)
