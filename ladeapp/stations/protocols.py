"""The protocols, read from content/<language>/protocols/*.yaml and checked whole before the first request."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ..config import LANGUAGES
from .rules import SEATS, Pace

CONTENT = Path(__file__).parent.parent / "content"

# kind of step → the texts it must have; which of them each phone shows is the phone's affair
KINDS = {"gate": {"both", "alone"}, "share": {"share", "listen"}, "mirror": {"share", "listen"}, "turn": {"both"}, "close": {"both"}}
WAITING = {"gate", "close"}
LONGEST = 15 * 60  # seconds a step may have


class ProtocolError(Exception):
    """A protocol file cannot be used; the text names file, line and step, and what is wrong."""


@dataclass(frozen=True)
class Text:
    """What is said large, and the smaller words below it."""

    say: str
    also: str


@dataclass(frozen=True)
class Step:
    """One step. `seat` shares, or is mirrored, in it; None: both, or nobody. `seconds` is its length, or a hint if it waits."""

    key: str
    kind: str
    seconds: int
    seat: str | None
    texts: Mapping[str, Text]

    @property
    def pace(self) -> Pace:
        return Pace(self.seconds, self.kind in WAITING)


@dataclass(frozen=True)
class Protocol:
    """A conversation as data, in one language."""

    key: str
    name: str
    about: str
    boundary: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def paces(self) -> tuple[Pace, ...]:
        return tuple(step.pace for step in self.steps)

    @property
    def minutes(self) -> int:
        return round(sum(step.seconds for step in self.steps) / 60)

    @property
    def as_json(self) -> dict[str, Any]:
        """What a phone needs to run it."""
        steps = [
            {"kind": step.kind, "seconds": step.seconds, "seat": step.seat, "waits": step.pace.waits}
            | {name: [text.say, text.also] for name, text in step.texts.items()}
            for step in self.steps
        ]
        return {"key": self.key, "steps": steps}


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


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Protocol]]:
    return load()


def check() -> None:
    """Read every protocol, once. Raises ProtocolError for one that would fail two people in the middle."""
    _all()


def protocol(key: str, language: str = LANGUAGES[0]) -> Protocol:
    """Raises KeyError for one that is not there."""
    return _all()[language][key]


class _Lines(yaml.SafeLoader):
    """Remembers on which line each mapping began."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    found = {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}
    return found | {"line": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def _protocol(path: Path) -> Protocol:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _Lines)  # noqa: S506 – a SafeLoader
    except yaml.YAMLError as error:
        raise ProtocolError(f"{path}: {error}") from None
    if not isinstance(raw, dict):
        raise ProtocolError(f"{path}:1: must be a mapping with name, about, boundary, rules, sources and steps")
    words = {name: _words(path, raw, name) for name in ("name", "about", "boundary")}
    lists = {name: tuple(_list(path, raw, name)) for name in ("rules", "sources")}
    steps = tuple(_step(path, number, step) for number, step in enumerate(_list(path, raw, "steps"), start=1))
    _whole(path, steps)
    return Protocol(key=path.stem, steps=steps, **words, **lists)  # type: ignore[arg-type]


def _step(path: Path, number: int, raw: Any) -> Step:
    if not isinstance(raw, dict):
        raise ProtocolError(f"{path}: step {number}: must be a mapping")
    where = f"{path}:{raw['line']}: step {number} ({raw.get('key', 'without key')})"
    kind, seconds, seat = raw.get("kind"), raw.get("seconds"), raw.get("seat")
    if kind not in KINDS:
        raise ProtocolError(f"{where}: kind must be one of {', '.join(KINDS)}")
    if type(seconds) is not int or not 0 < seconds <= LONGEST:
        raise ProtocolError(f"{where}: seconds must be a whole number from 1 to {LONGEST}")
    if (seat in SEATS) != (kind in {"share", "mirror"}):
        raise ProtocolError(f"{where}: seat must be a or b in a step where one shares, and absent elsewhere")
    texts = {}
    for name in sorted(KINDS[kind]):
        text = raw.get(name)
        if not isinstance(text, dict) or not all(isinstance(text.get(part), str) and text[part] for part in ("say", "also")):
            raise ProtocolError(f"{where}: {name} needs the words say and also")
        texts[name] = Text(text["say"], text["also"])
    return Step(_words(path, raw, "key"), kind, seconds, seat, texts)


def _whole(path: Path, steps: tuple[Step, ...]) -> None:
    """Nobody can write away the safety gate, equal time, the turn towards charge or the closing question."""
    kinds = [step.kind for step in steps]
    if kinds[:1] != ["gate"] or kinds[-1:] != ["close"] or kinds.count("gate") != 1 or kinds.count("close") != 1:
        raise ProtocolError(f"{path}: the first step must be the gate and the last the closing question, each once")
    if "turn" not in kinds:
        raise ProtocolError(f"{path}: a step that turns towards what charges is missing")
    shared = {seat: sum(step.seconds for step in steps if (step.kind, step.seat) == ("share", seat)) for seat in SEATS}
    if not shared["a"] or shared["a"] != shared["b"]:
        raise ProtocolError(f"{path}: both must share, and for the same time; now {shared['a']} and {shared['b']} seconds")


def _same_bones(path: Path, protocol: Protocol, first: Protocol) -> None:
    bones, wanted = ([(step.key, step.kind, step.seconds, step.seat) for step in one.steps] for one in (protocol, first))
    for number, (here, there) in enumerate(zip(bones, wanted, strict=False), start=1):
        if here != there:
            raise ProtocolError(f"{path}: step {number} is {here}, but {there} in {LANGUAGES[0]}")
    if len(bones) != len(wanted) or len(protocol.rules) != len(first.rules):
        raise ProtocolError(f"{path}: not as many steps or ground rules as in {LANGUAGES[0]}")


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
