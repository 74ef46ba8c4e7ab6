"""Reading content/<language>/instruments.yaml; what is not whole, or not alike in every language, is told by file and line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ..config import LANGUAGES
from ..learning.rules import refused_word
from .instruments import PURPOSES, SCORINGS, Figures, Instrument, Item, Source

CONTENT = Path(__file__).parent.parent / "content"
LONGEST = 220  # characters of anything that is read on the phone
WORDS = ("key", "purpose", "title", "stem", "scoring", "higher_means", "low", "high", "limits", "licence", "note")
NEEDS: dict[str, dict[str, type]] = {
    "items": {"key": str, "text": str},
    "options": {"value": int, "text": str},
    "shares": {"who": str, "percent": int},
}
MAY = {"times", "least", "items", "options", "source", "talk", "figures", "language", "line", *WORDS}
ONE_OF = {"purpose": PURPOSES, "scoring": SCORINGS, "higher_means": ("better", "worse")}


class InstrumentError(Exception):
    """The instruments cannot be used; the text names file and line, and what is wrong."""


def load(folder: Path = CONTENT) -> dict[str, tuple[Instrument, ...]]:
    """Language → instruments. Raises InstrumentError unless every file is whole and the same in every language."""
    found = {language: _file(folder / language / "instruments.yaml") for language in LANGUAGES}
    for language in LANGUAGES[1:]:
        _same_bones(folder / language / "instruments.yaml", found[language], found[LANGUAGES[0]])
    return found


class _Lines(yaml.SafeLoader):
    """Remembers on which line each mapping began."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    return {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()} | {"line": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def _file(path: Path) -> tuple[Instrument, ...]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _Lines)  # noqa: S506 – a SafeLoader
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise InstrumentError(f"{path}: {error}") from None
    rows = raw.get("instruments") if isinstance(raw, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise InstrumentError(f"{path}:1: instruments must be a list of mappings")
    found = tuple(_instrument(path, row) for row in rows)
    keys = [each.key for each in found]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise InstrumentError(f"{path}:1: two instruments are called {twice}")
    return found


def _instrument(path: Path, raw: dict[str, Any]) -> Instrument:
    where = f"{path}:{raw['line']}: {raw.get('key')}"
    if unknown := sorted(set(raw) - MAY):
        raise InstrumentError(f"{where}: {', '.join(unknown)} has no place here")
    words: dict[str, Any] = {name: _words(where, raw, name) for name in WORDS}
    for name, names in ONE_OF.items():
        if words[name] not in names:
            raise InstrumentError(f"{where}: {name} must be one of {', '.join(names)}")
    items = tuple(Item(row["key"], row["text"], _flag(where, row)) for row in _rows(where, raw, "items"))
    options = tuple((row["value"], row["text"]) for row in _rows(where, raw, "options"))
    times, least = _whole(where, raw, "times"), _whole(where, raw, "least")
    if least > len(items) or (words["scoring"] == "sum" and least < len(items)):
        raise InstrumentError(f"{where}: least must be the number of items for a sum, and never above it")
    if len(options) < 2 or len({value for value, _ in options}) < len(options) or len({item.key for item in items}) < len(items):
        raise InstrumentError(f"{where}: items and the values of options must each be there once, and options at least twice")
    found = Instrument(
        items=items, options=options, times=times, least=least, source=_source(where, raw), talk=raw.get("talk"),
        figures=_figures(where, raw), language=raw.get("language"), **words,
    )  # fmt: skip
    if found.talk is not None and (type(found.talk) is not int or not found.lowest < found.talk < found.highest):
        raise InstrumentError(f"{where}: talk must lie between {found.lowest} and {found.highest}")
    if found.language not in (None, *LANGUAGES):
        raise InstrumentError(f"{where}: language must be one of {', '.join(LANGUAGES)}")
    return found


def _words(where: str, raw: Mapping[str, Any], name: str) -> str:
    said = raw.get(name)
    if not isinstance(said, str) or not said.strip():
        raise InstrumentError(f"{where}: {name} is missing or empty")
    if len(said) > LONGEST:
        raise InstrumentError(f"{where}: {name}: at most {LONGEST} characters")
    if word := refused_word(said):
        raise InstrumentError(f"{where}: {name}: “{word}” names an illness, and nobody here is ill")
    return said


def _whole(where: str, raw: Mapping[str, Any], name: str) -> int:
    number = raw.get(name)
    if type(number) is not int or number < 1:
        raise InstrumentError(f"{where}: {name} must be a whole number from 1")
    return number


def _flag(where: str, row: Mapping[str, Any]) -> bool:
    if not isinstance(row.get("reverse", False), bool):
        raise InstrumentError(f"{where}: reverse is true or not there")
    return bool(row.get("reverse", False))


def _rows(where: str, raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = raw.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(row, dict) for row in found):
        raise InstrumentError(f"{where}: {name} must be a list of mappings")
    for row in found:
        for word, kind in NEEDS[name].items():
            if type(row.get(word)) is not kind:
                raise InstrumentError(f"{where}: {name}: {word} is missing, or no {'words' if kind is str else 'whole number'}")
            if kind is str:
                _words(f"{where}: {name}", row, word)
    return found


def _source(where: str, raw: Mapping[str, Any]) -> Source:
    told = raw.get("source")
    if not isinstance(told, dict):
        raise InstrumentError(f"{where}: source is missing")
    return Source(*(_words(f"{where}: source", told, name) for name in ("title", "where", "read")))


def _figures(where: str, raw: Mapping[str, Any]) -> Figures | None:
    told = raw.get("figures")
    if told is None:
        return None
    if not isinstance(told, dict) or type(told.get("year")) is not int or not isinstance(told.get("high_from"), int | float):
        raise InstrumentError(f"{where}: figures need year and high_from")
    shares = tuple((row["who"], row["percent"]) for row in _rows(where, told, "shares"))
    about, limits = (_words(f"{where}: figures", told, name) for name in ("about", "limits"))
    return Figures(told["year"], float(told["high_from"]), about, limits, shares)


def _same_bones(path: Path, here: tuple[Instrument, ...], there: tuple[Instrument, ...]) -> None:
    if [each.key for each in here] != [each.key for each in there]:
        raise InstrumentError(f"{path}: not the same instruments as in {LANGUAGES[0]}, in the same order")
    for one, other in zip(here, there, strict=True):
        bones, right = _bones(one), _bones(other)
        for name in bones:
            if bones[name] != right[name]:
                raise InstrumentError(f"{path}: {one.key}: {name} is not as in {LANGUAGES[0]}")


def _bones(one: Instrument) -> dict[str, object]:
    """What must be the same in every language, by what to call it."""
    return {
        "items": [(item.key, item.reverse) for item in one.items],
        "options": [value for value, _ in one.options],
        "scoring": (one.purpose, one.scoring, one.times, one.least, one.higher_means, one.talk),
        "figures": one.figures and (one.figures.year, one.figures.high_from, [percent for _, percent in one.figures.shares]),
    }
