"""The advice: content/<language>/incidents.yaml, read once and whole before the first request; what is not whole is told by file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ..config import LANGUAGES
from .rules import AUDIENCES, TIMES, WORDING_MAX

CONTENT = Path(__file__).parent.parent / "content"
FIRST = 5  # lines that are there at once
LISTS = ("reactions", "debrief", "why")
NEEDS = {"aid": ("name", "text"), "times": ("key", "name"), "points": ("key", "role", "time", "text"), "sources": ("name", "url")}


class ContentError(Exception):
    """The advice cannot be used; the text names file and line, and what is wrong."""


@dataclass(frozen=True)
class Point:
    """One thing to do, by whom and when; at most WORDING_MAX characters."""

    key: str
    role: str
    time: str
    text: str


@dataclass(frozen=True)
class Advice:
    """All of it in one language. `times`: key → how it is called, in order; `aid` and `sources`: (name, text or address)."""

    first: tuple[str, ...]
    reactions: tuple[str, ...]
    aid: tuple[tuple[str, str], ...]
    debrief: tuple[str, ...]
    why: tuple[str, ...]
    times: Mapping[str, str]
    points: tuple[Point, ...]
    sources: tuple[tuple[str, str], ...]

    def of(self, role: str) -> dict[str, list[Point]]:
        """Time → what this role does then."""
        return {time: [point for point in self.points if (point.role, point.time) == (role, time)] for time in self.times}


def check() -> None:
    """Read it, once. Raises ContentError."""
    _all()


def advice(language: str = LANGUAGES[0]) -> Advice:
    return _all()[language]


def point(key: str, language: str = LANGUAGES[0]) -> Point | None:
    return next((each for each in advice(language).points if each.key == key), None)


def load(folder: Path = CONTENT) -> dict[str, Advice]:
    """Language → advice. Raises ContentError unless every file is whole and the same in every language."""
    found = {language: _advice(folder / language / "incidents.yaml") for language in LANGUAGES}
    for language in LANGUAGES[1:]:
        _same_bones(folder / language / "incidents.yaml", found[language], found[LANGUAGES[0]])
    return found


@lru_cache(maxsize=1)
def _all() -> dict[str, Advice]:
    return load()


class _Lines(yaml.SafeLoader):
    """Remembers on which line each mapping began."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    return {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()} | {"line": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def _advice(path: Path) -> Advice:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _Lines)  # noqa: S506 – a SafeLoader
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: {error}") from None
    if not isinstance(raw, dict):
        raise ContentError(f"{path}:1: must be a mapping")
    lines = {name: _lines(path, raw, name) for name in ("first", *LISTS)}
    if len(lines["first"]) != FIRST:
        raise ContentError(f"{path}:{raw['line']}: first must be {FIRST} lines")
    rows = {name: _rows(path, raw, name) for name in NEEDS}
    if [row["key"] for row in rows["times"]] != list(TIMES):
        raise ContentError(f"{path}:{raw['line']}: times must be {', '.join(TIMES)}, in that order")
    return Advice(
        **lines,
        aid=tuple((row["name"], row["text"]) for row in rows["aid"]),
        times={row["key"]: row["name"] for row in rows["times"]},
        points=_points(path, rows["points"]),
        sources=tuple((row["name"], row["url"]) for row in rows["sources"]),
    )


def _points(path: Path, rows: list[dict[str, Any]]) -> tuple[Point, ...]:
    keys: set[str] = set()
    for row in rows:
        where = f"{path}:{row['line']}: point {row['key']}"
        if row["key"] in keys:
            raise ContentError(f"{where}: another point has this key")
        if row["role"] not in AUDIENCES or row["time"] not in TIMES:
            raise ContentError(f"{where}: role must be one of {', '.join(AUDIENCES)}, time one of {', '.join(TIMES)}")
        if len(row["text"]) > WORDING_MAX:
            raise ContentError(f"{where}: at most {WORDING_MAX} characters")
        keys.add(row["key"])
    told = {(row["role"], row["time"]) for row in rows}
    for role in AUDIENCES:
        for time in TIMES:
            if (role, time) not in told:
                raise ContentError(f"{path}:{rows[0]['line']}: points has nothing for {role} at {time}")
    return tuple(Point(row["key"], row["role"], row["time"], row["text"]) for row in rows)


def _lines(path: Path, raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = raw.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(line, str) and line.strip() for line in found):
        raise ContentError(f"{path}:{raw['line']}: {name} must be a list of words; put a line with a colon in quotes")
    return tuple(found)


def _rows(path: Path, raw: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = raw.get(name)
    if not isinstance(found, list) or not found:
        raise ContentError(f"{path}:{raw['line']}: {name} must be a list that is not empty")
    for row in found:
        if not isinstance(row, dict):
            raise ContentError(f"{path}:{raw['line']}: {name} must hold mappings")
        for word in NEEDS[name]:
            if not isinstance(row.get(word), str) or not row[word].strip():
                raise ContentError(f"{path}:{row['line']}: {name}: {word} is missing or empty")
    return found


def _same_bones(path: Path, here: Advice, there: Advice) -> None:
    for name in (*LISTS, "aid", "sources"):
        if len(getattr(here, name)) != len(getattr(there, name)):
            raise ContentError(f"{path}: {name} is not as long as in {LANGUAGES[0]}")
    for number, (one, other) in enumerate(zip(here.points, there.points, strict=False), start=1):
        if (one.key, one.role, one.time) != (other.key, other.role, other.time):
            raise ContentError(
                f"{path}: point {number} is {one.key} {one.role} {one.time}, but {other.key} {other.role} {other.time} in {LANGUAGES[0]}"
            )
    if len(here.points) != len(there.points):
        raise ContentError(f"{path}: not as many points as in {LANGUAGES[0]}")
