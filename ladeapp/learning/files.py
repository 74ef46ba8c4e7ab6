"""Reading content/<language>/learning/<series>/<number>-<slug>.md: what would fail a reader is left out, with file and line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ..config import LANGUAGES
from . import markup, rules, shape
from .library import SERIES, Card, Item, Series, Shelf
from .markup import Refused

CONTENT = Path(__file__).parent.parent / "content"
NAME = re.compile(r"(\d{1,2})-([a-z0-9-]+)\.md")
FRONT = "---\n"


class ItemError(Exception):
    """A file cannot be used; the text names file and line, and what is wrong."""


def load(folder: Path = CONTENT) -> Shelf:
    """Everything that is whole and the same in every language. Raises OSError and KeyError without series.yaml."""
    faults: list[str] = []
    found: dict[str, dict[str, Item]] = {language: {} for language in LANGUAGES}
    for path in sorted(folder.glob("*/learning/*/*")):
        try:
            item = read(path, folder)
            if found[path.parts[-4]].setdefault(item.key, item) is not item:
                raise ItemError(f"{path.relative_to(folder)}:1: another file is called {item.slug}")
        except ItemError as error:
            faults.append(str(error))
    faults += _uneven(folder, found, faults)
    return Shelf({language: _series(folder, language, items) for language, items in found.items()}, tuple(faults))


def read(path: Path, folder: Path = CONTENT) -> Item:
    """One file. Raises ItemError."""
    where = path.relative_to(folder)
    name = NAME.fullmatch(path.name)
    if not name or path.parent.name not in SERIES or path.parts[-4] not in LANGUAGES:
        raise ItemError(f"{where}:1: a file here is <language>/learning/{'|'.join(SERIES)}/<number>-<slug>.md")
    try:
        text = path.read_text(encoding="utf-8")
        front, body, first = _split(text)
        return _item(path.parent.name, name[2], int(name[1]), _front_matter(front), body, first)
    except (UnicodeDecodeError, yaml.YAMLError, Refused) as error:
        mark = getattr(error, "problem_mark", None)
        line = error.line if isinstance(error, Refused) else mark.line + 2 if mark else 1
        raise ItemError(f"{where}:{line}: {getattr(error, 'problem', None) or error}") from None


class _Lines(yaml.SafeLoader):
    """Remembers on which line each mapping began; a name that stands twice is a mistake."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    names = [key.value for key, _ in node.value]
    line = node.start_mark.line + 2  # after the first ---
    if twice := {name for name in names if names.count(name) > 1}:
        raise Refused(line, f"{', '.join(sorted(twice))} stands twice")
    return {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()} | {"line": line}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the lines before the body."""
    if not text.startswith(FRONT) or f"\n{FRONT}" not in text:
        raise Refused(1, "front matter stands between two lines of ---")
    front, body = text.removeprefix(FRONT).split(f"\n{FRONT}", 1)
    return front, body, front.count("\n") + 3


def _front_matter(front: str) -> dict[str, Any]:
    raw = yaml.load(front, _Lines)  # noqa: S506 – a SafeLoader
    if not isinstance(raw, dict):
        raise Refused(2, "the front matter is no mapping")
    names = {"title", "about", "version", "minutes", "remember", "drawing", "exercise", "try", "meeting", "sources", "line"}
    if unknown := set(raw) - names:
        raise Refused(2, f"{', '.join(sorted(unknown))} has no place in the front matter")
    return raw


def _item(series: str, slug: str, number: int, raw: dict[str, Any], body: str, first: int) -> Item:
    try:
        written, marks = markup.cards(body)
        cards = tuple(_card(at, each) for at, each in enumerate(written, start=1))
    except Refused as error:
        raise Refused(error.line + first, str(error)) from None
    for line, text in [(raw["line"], text) for text in shape.said(raw)] + [
        (each.line + first, f"{each.title} {each.source}") for each in written
    ]:
        if word := rules.refused_word(text):
            raise Refused(line, f"“{word}” names an illness, and nobody here is ill")
    count, module = sum(card.words for card in cards), series == SERIES[0]
    if shape.number(raw, "minutes") != rules.minutes(count):
        raise Refused(raw["line"], f"{count} words take {rules.minutes(count)} minutes, not {raw['minutes']}")
    if not module and ("try" in raw or "meeting" in raw):
        raise Refused(raw["line"], "try and meeting are for modules")
    return Item(
        series, slug, number,
        title=shape.words(raw, "title", 40), about=shape.words(raw, "about", 140), version=shape.number(raw, "version"),
        minutes=raw["minutes"], remember=shape.words(raw, "remember", 120), drawing=shape.words(raw, "drawing"),
        cards=cards, exercise=shape.exercise(raw.get("exercise"), raw["line"]),
        sources=shape.sources(raw.get("sources"), raw["line"], marks),
        try_this=shape.words(raw, "try") if module else None,
        meeting=shape.meeting(raw.get("meeting"), raw["line"], len(cards)) if module else None,
        words=count, lix=rules.lix("\n".join(each.source for each in written)),
    )  # fmt: skip


def _card(number: int, written: markup.Written) -> Card:
    count = len(rules.words(written.source))
    if count > rules.MOST_WORDS:
        raise Refused(written.line, f"{count} words on a card; there is room for {rules.MOST_WORDS}")
    return Card(number, written.title, written.html, count)


def _uneven(folder: Path, found: dict[str, dict[str, Item]], told: list[str]) -> Iterator[str]:
    """Take what is not whole and the same in every language from the shelves; say of each what differs."""
    for key in sorted({key for items in found.values() for key in items}):
        here = {language: items[key] for language, items in found.items() if key in items}
        some = next(iter(here.values()))
        first = here.get(LANGUAGES[0], some)
        wrong = [f"{_place(language, some)}: missing, or not to be used" for language in LANGUAGES if language not in here]
        for language, item in here.items():
            bones, right = _bones(item), _bones(first)
            wrong += [f"{_place(language, item)}: {name} is not as in {LANGUAGES[0]}" for name in bones if bones[name] != right[name]]
        if wrong:
            yield from (line for line in wrong if not any(other.startswith(line.partition(":")[0]) for other in told))
            for items in found.values():
                items.pop(key, None)


def _place(language: str, item: Item) -> str:
    return f"{language}/learning/{item.series}/{item.number}-{item.slug}.md:1"


def _bones(item: Item) -> dict[str, object]:
    """What must be the same in every language, by what to call it."""
    parts = [(part.id, part.kind, part.many, len(part.options)) for part in item.exercise.parts]
    steps = item.meeting and [(step.kind, step.minutes, step.cards, len(step.options), len(step.prompts)) for step in item.meeting.steps]
    numbers = {"number": item.number, "version": item.version, "number of cards": len(item.cards)}
    return {**numbers, "exercise": parts, "steps of the meeting": steps, "sources": sorted(each.key for each in item.sources)}


def _series(folder: Path, language: str, items: dict[str, Item]) -> tuple[Series, ...]:
    told = yaml.safe_load((folder / language / "learning/series.yaml").read_text(encoding="utf-8"))
    in_order = sorted(items.values(), key=lambda each: each.number)
    return tuple(Series(key, items=tuple(each for each in in_order if each.series == key), **told[key]) for key in SERIES)
