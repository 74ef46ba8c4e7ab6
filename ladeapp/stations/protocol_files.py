"""Reading content/<language>/protocols/*.yaml: a file that would fail people in the middle is refused, with file and line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ..config import LANGUAGES
from .protocols import Protocol, Step, Text
from .rules import LETTERS, SEATS

CONTENT = Path(__file__).parent.parent / "content"

# kind of step → the texts it must have; which of them each phone shows is the phone's affair
OF_ONE = dict.fromkeys(("share", "mirror", "questions", "reflect", "take"), ("share", "listen"))
OF_ALL = dict.fromkeys(("landing", "round", "turn", "step", "signal", "letting-go", "homeward"), ("all",))
KINDS = {"gate": ("all", "alone"), **OF_ONE, **OF_ALL, "close": ("all",)}
LONGEST = 15 * 60  # seconds a step may have
LARGEST = 60  # people round one phone, in a ward meeting


class ProtocolError(Exception):
    """A protocol file cannot be used; the text names file, line and step, and what is wrong."""


def load(folder: Path = CONTENT) -> dict[str, dict[str, Protocol]]:
    """Language → key → protocol. Raises ProtocolError unless every file is whole and the same in every language."""
    found = {
        language: {path.stem: _protocol(path) for path in sorted((folder / language / "protocols").glob("*.yaml"))}
        for language in LANGUAGES
    }
    first = found[LANGUAGES[0]]
    for language, protocols in found.items():
        if protocols.keys() != first.keys():
            raise ProtocolError(f"{folder / language / 'protocols'}: has {sorted(protocols)}, but {LANGUAGES[0]} has {sorted(first)}")
        for key, protocol in protocols.items():
            _same_bones(folder / language / "protocols" / f"{key}.yaml", protocol, first[key])
    return found


class _Lines(yaml.SafeLoader):
    """Remembers on which line each mapping began."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    found = {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}
    return found | {"line": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def _protocol(path: Path) -> Protocol:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _Lines)  # noqa: S506 – a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProtocolError(f"{path}: {error}") from None
    if not isinstance(raw, dict):
        raise ProtocolError(f"{path}:1: must be a mapping with name, about, boundary, rules, sources, people, phones and steps")
    words = {name: _words(path, raw, name) for name in ("name", "about", "boundary")}
    lists = {name: tuple(_list(path, raw, name)) for name in ("rules", "sources")}
    for name, lines in lists.items():
        if not all(isinstance(line, str) and line.strip() for line in lines):
            raise ProtocolError(f"{path}:{raw['line']}: {name} must hold words only; put a line with a colon in quotes")
    people, phones = _people(path, raw), _phones(path, raw)
    steps = tuple(_step(path, number, step) for number, step in enumerate(_list(path, raw, "steps"), start=1))
    _Whole(path, steps).check(people, phones)
    return Protocol(key=path.stem, people=people, phones=phones, steps=steps, **words, **lists)  # type: ignore[arg-type]


def _people(path: Path, raw: Mapping[str, Any]) -> tuple[int, int]:
    found = raw.get("people")
    if not isinstance(found, list) or len(found) != 2 or any(type(number) is not int for number in found):
        raise ProtocolError(f"{path}:{raw['line']}: people must be two whole numbers, the fewest and the most")
    fewest, most = found
    if not 1 <= fewest <= most <= LARGEST or (most > 1 and fewest < 2):
        raise ProtocolError(f"{path}:{raw['line']}: people must be [1, 1], [2, 2] or a group of at most {LARGEST}")
    return fewest, most


def _phones(path: Path, raw: Mapping[str, Any]) -> tuple[str, ...]:
    found = raw.get("phones")
    if found not in (["one"], ["own"], ["one", "own"]):
        raise ProtocolError(f"{path}:{raw['line']}: phones must be [one], [own] or [one, own]")
    return tuple(found)


def _step(path: Path, number: int, raw: Any) -> Step:
    if not isinstance(raw, dict):
        raise ProtocolError(f"{path}: step {number}: must be a mapping")
    where = f"{path}:{raw['line']}: step {number} ({raw.get('key', 'without key')})"
    kind, seconds, seat, title = raw.get("kind"), raw.get("seconds"), raw.get("seat"), raw.get("title")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ProtocolError(f"{where}: kind must be one of {', '.join(KINDS)}")
    if type(seconds) is not int or not 0 < seconds <= LONGEST:
        raise ProtocolError(f"{where}: seconds must be a whole number from 1 to {LONGEST}")
    if (seat in SEATS) != (kind in OF_ONE) or (seat is not None and kind not in OF_ONE):
        raise ProtocolError(f"{where}: seat must be a or b in a step where one shares, and absent elsewhere")
    if kind in OF_ALL and not (isinstance(title, str) and title.strip()):
        raise ProtocolError(f"{where}: title is missing or empty")
    if kind not in OF_ALL and title is not None:
        raise ProtocolError(f"{where}: title has no place in this kind of step")
    texts = {}
    for name in KINDS[kind]:
        text = raw.get(name)
        if not isinstance(text, dict) or not all(isinstance(text.get(part), str) and text[part].strip() for part in ("say", "also")):
            raise ProtocolError(f"{where}: {name} needs the words say and also")
        texts[name] = Text(text["say"], text["also"])
    return Step(_words(path, raw, "key"), kind, seconds, seat, title, texts, raw["line"])


class _Whole:
    """Nobody can write away the safety gate, equal time, the turn towards charge or the closing question."""

    def __init__(self, path: Path, steps: tuple[Step, ...]) -> None:
        self.path, self.steps = path, steps
        self.kinds = [step.kind for step in steps]

    def check(self, people: tuple[int, int], phones: tuple[str, ...]) -> None:
        kinds, most = self.kinds, people[1]
        if kinds[0] != "gate" or kinds.count("gate") != 1:
            raise self._error(self._extra("gate", 0), "the first step must be the gate, and there only")
        if kinds[-1] != "close" or kinds.count("close") != 1:
            raise self._error(self._extra("close", -1), "the last step must be the closing question, and there only")
        shares = [number for number, kind in enumerate(kinds) if kind == "share"]
        if "turn" not in kinds[shares[-1] if shares else 0 :]:
            raise self._error(shares[-1] if shares else -1, "a step that turns towards what charges is missing after this one")
        keys = [step.key for step in self.steps]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                raise self._error(number, "another step has this key")
        if "own" in phones and not 2 <= most <= len(LETTERS):
            raise ProtocolError(f"{self.path}: on phones of their own there can be 2 to {len(LETTERS)} people")
        if most == 1:
            self._alone()
        elif most == 2:
            self._pair()
        else:
            self._group("own" in phones)

    def _alone(self) -> None:
        for number, step in enumerate(self.steps):
            if step.seat:
                raise self._error(number, "alone, nobody has a seat")

    def _pair(self) -> None:
        for kind, what in (("share", "both must share, and for the same time"), ("mirror", "both must be mirrored, and for the same time")):
            times = {seat: [step.seconds for step in self.steps if (step.kind, step.seat) == (kind, seat)] for seat in SEATS}
            if not times["a"] or times["a"] != times["b"]:
                number = next((n for n, step in enumerate(self.steps) if (step.kind, step.seat) == (kind, "b")), 0)
                raise self._error(number, f"{what}; now {sum(times['a'])} and {sum(times['b'])} seconds")
        for number, step in enumerate(self.steps):
            if step.kind in {"questions", "reflect", "take"}:
                raise self._error(number, "that kind of step is for groups")

    def _group(self, must_share: bool) -> None:
        for number, step in enumerate(self.steps):
            if step.seat == "b":
                raise self._error(number, "in a group one shares, and it is a")
        count = self.kinds.count("share")
        if count > 1 or (must_share and not count):
            raise self._error(self._extra("share", 0), "in a group one shares, once")

    def _extra(self, kind: str, place: int) -> int:
        """Index of the step that is to blame: the one at `place`, or else the one of this kind that is too many."""
        if self.kinds[place] != kind:
            return place
        others = [n for n, found in enumerate(self.kinds) if found == kind and n != place % len(self.kinds)]
        return others[0] if others else place

    def _error(self, number: int, what: str) -> ProtocolError:
        number %= len(self.steps)
        return ProtocolError(f"{self.path}:{self.steps[number].line}: step {number + 1} ({self.steps[number].key}): {what}")


def _same_bones(path: Path, protocol: Protocol, first: Protocol) -> None:
    for number, (here, there) in enumerate(zip(protocol.steps, first.steps, strict=False), start=1):
        if _bones(here) != _bones(there):
            raise ProtocolError(f"{path}:{here.line}: step {number} is {_bones(here)}, but {_bones(there)} in {LANGUAGES[0]}")
    if len(protocol.rules) != len(first.rules):
        raise ProtocolError(f"{path}: not as many ground rules as in {LANGUAGES[0]}")
    if (protocol.people, protocol.phones) != (first.people, first.phones):
        raise ProtocolError(f"{path}: people and phones must be as in {LANGUAGES[0]}")


def _bones(step: Step) -> str:
    return " ".join(str(part) for part in (step.key, step.kind, step.seconds, step.seat) if part is not None)


def _words(path: Path, raw: Mapping[str, Any], name: str) -> str:
    words = raw.get(name)
    if not isinstance(words, str) or not words.strip():
        raise ProtocolError(f"{path}:{raw['line']}: {name} is missing or empty")
    return words


def _list(path: Path, raw: Mapping[str, Any], name: str) -> list[Any]:
    found = raw.get(name)
    if not isinstance(found, list) or not found:
        raise ProtocolError(f"{path}:{raw['line']}: {name} must be a list that is not empty")
    return found
