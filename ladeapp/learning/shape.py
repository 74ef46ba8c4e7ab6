"""What a text's front matter must hold: the exercise, the meeting and the sources, as the library knows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from .library import Exercise, Meeting, Part, Source, Step
from .markup import Marks, Refused

# kind of part → what it must have beside its question
PARTS = {"text": (), "choice": ("options",), "rank": ("options",), "scale": ("ends",), "sort": ("piles", "options"), "map": ()}
# what it must have → the fewest and the most
COUNTS = {"choice": (2, 8), "rank": (3, 7), "sort": (4, 10), "ends": (2, 2), "piles": (2, 2), "round": (2, 5), "card": (3, 5)}
STEPS = {"show": "cards", "round": "options", "talk": None, "card": "prompts", "close": None}
MEETING = 10  # minutes


def words(raw: Mapping[str, Any], name: str, most: int = 600) -> str:
    """A sentence. Raises Refused."""
    found = raw.get(name)
    if not isinstance(found, str) or not found.strip():
        raise Refused(raw["line"], f"{name} is missing or empty")
    if len(found) > most:
        raise Refused(raw["line"], f"{name} is {len(found)} characters long; there is room for {most}")
    return found


def number(raw: Mapping[str, Any], name: str) -> int:
    found = raw.get(name)
    if type(found) is not int or found < 1:
        raise Refused(raw["line"], f"{name} must be a whole number from 1")
    return found


def exercise(raw: Any, line: int) -> Exercise:
    """Raises Refused for an unknown kind of question, and for one that lacks something or has too much."""
    raw = _mapping(raw, line, "exercise")
    parts = tuple(_part(each, raw["line"]) for each in _list(raw, "parts"))
    if len({part.id for part in parts}) < len(parts):
        raise Refused(raw["line"], "two parts of the exercise have the same id")
    return Exercise(words(raw, "title"), words(raw, "about"), parts)


def _part(raw: Any, line: int) -> Part:
    raw = _mapping(raw, line, "a part of the exercise")
    kind, id_ = raw.get("kind"), words(raw, "id", 20)
    if not isinstance(kind, str) or kind not in PARTS:
        raise Refused(raw["line"], f"{id_}: kind must be one of {', '.join(PARTS)}")
    if not id_.replace("-", "").isalnum() or not id_.isascii():
        raise Refused(raw["line"], f"{id_}: an id is letters, digits and hyphens")
    if extra := set(raw) - {"id", "kind", "ask", "line", *PARTS[kind], *(("many",) if kind == "choice" else ())}:
        raise Refused(raw["line"], f"{id_}: {', '.join(sorted(extra))} has no place in a {kind}")
    lists = {name: _several(raw, name, *COUNTS[name if name != "options" else kind]) for name in PARTS[kind]}
    return Part(id_, kind, words(raw, "ask"), many=raw.get("many") is True, **lists)


def meeting(raw: Any, line: int, cards: int) -> Meeting:
    """Raises Refused unless it takes ten minutes, has one anonymous round and shows cards that are there."""
    raw = _mapping(raw, line, "meeting")
    steps = tuple(_step(each, raw["line"], cards) for each in _list(raw, "steps"))
    if sum(step.minutes for step in steps) != MEETING:
        raise Refused(raw["line"], f"the meeting's minutes are {sum(step.minutes for step in steps)} together; they must be {MEETING}")
    if [step.kind for step in steps].count("round") != 1:
        raise Refused(raw["line"], "a meeting has one round")
    return Meeting(words(raw, "about"), steps, _several(raw, "leader", 3, 10))


def _step(raw: Any, line: int, cards: int) -> Step:
    raw = _mapping(raw, line, "a step of the meeting")
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in STEPS:
        raise Refused(raw["line"], f"a step's kind must be one of {', '.join(STEPS)}")
    lists: dict[str, Any] = {}
    if needs := STEPS[kind]:
        lists[needs] = _shown(raw, cards) if needs == "cards" else _several(raw, needs, *COUNTS[kind])
    return Step(kind, number(raw, "minutes"), words(raw, "title"), words(raw, "say"), **lists)


def _shown(raw: Mapping[str, Any], cards: int) -> tuple[int, ...]:
    found = _list(raw, "cards")
    if any(type(each) is not int or not 1 <= each <= cards for each in found):
        raise Refused(raw["line"], f"cards must be numbers from 1 to {cards}")
    return tuple(found)


def sources(raw: Any, line: int, marks: Marks) -> tuple[Source, ...]:
    """In the order of their first marks. Raises Refused for a mark without a source, and for a source without a mark."""
    raw = _mapping(raw, line, "sources")
    keys = [key for key in raw if key != "line"]
    if unknown := [key for key in marks.counts if key not in keys]:
        raise Refused(raw["line"], f"no source is called {', '.join(unknown)}")
    if unused := [key for key in keys if key not in marks.counts]:
        raise Refused(raw["line"], f"no card mentions {', '.join(unused)}")
    return tuple(_source(key, raw[key], raw["line"], at, marks) for at, key in enumerate(marks.counts, start=1))


def _source(key: str, raw: Any, line: int, at: int, marks: Marks) -> Source:
    raw = _mapping(raw, line, f"the source {key}")
    url = raw.get("url")
    if url is not None and not (isinstance(url, str) and url.startswith(("https://", "http://"))):
        raise Refused(raw["line"], f"{key}: url must be a web address")
    return Source(key, words(raw, "text"), url, at, marks.counts[key])


def said(raw: Any) -> Iterator[str]:
    """Every sentence of a front matter but its sources."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name != "sources":
                yield from said(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from said(value)


def _mapping(raw: Any, line: int, what: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Refused(line, f"{what} is missing, or no mapping")
    return raw


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    found = raw.get(name)
    if not isinstance(found, list) or not found:
        raise Refused(raw["line"], f"{name} must be a list that is not empty")
    return found


def _several(raw: Mapping[str, Any], name: str, fewest: int, most: int) -> tuple[str, ...]:
    found = _list(raw, name)
    if not fewest <= len(found) <= most or not all(isinstance(each, str) and each.strip() for each in found):
        raise Refused(raw["line"], f"{name} must be {fewest} to {most} sentences; put one with a colon in quotes")
    return tuple(found)
