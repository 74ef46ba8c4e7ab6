"""The house's walls: a room looks down, never up, never sideways; and each word inside a room has things it may not know."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).resolve().parent.parent / "ladeapp"

FLOORS = (  # from the cellar up; rooms on one floor are strangers
    {"alone", "config", "db", "clock", "fields", "http", "i18n", "assets", "jobs", "kept", "limits", "outside"}
    | {"keyfiles", "sheets", "traces"},
    {"shifts", "people", "vault", "push", "pwa", "accords"},
    {"trends", "stations", "checkins", "learning", "crafting"},
    {"hse", "incidents", "effect", "pairing", "rounds", "reminders", "gathering", "programme"},
    {"backup", "home", "leaving", "styleguide"},
)
COMPOSERS = {"__init__", "__main__", "cli", "demo", "doctor"}
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
HALL = {("push", "people"), ("vault", "people"), ("people", "vault"), ("people", "push"), ("shifts", "people"), ("accords", "people")}
# Who may meet whom is told in one place.
NEIGHBOURS = HALL | {("rounds", "pairing"), ("rounds", "reminders"), ("hse", "reminders"), ("backup", "leaving")}

MUST_NOT = {
    "rules": {"flask", "sqlalchemy", "ladeapp.db", "ladeapp.clock", ".models"},
    "models": {"flask", "flask_wtf", "wtforms", ".forms"},
    "queries": {"flask", "flask_login"},
    "actions": {"flask", "flask_login", "flask_wtf", "wtforms", ".forms"},
    "forms": {"ladeapp.db", ".models"},
    "jobs": {".views"},
}
MUST_NOT["grid"] = MUST_NOT["rules"]  # the calendar that rules of periods stand on
PRIVATE = {"views", "forms"}  # words another room may never import


def main() -> int:
    """Returns how many walls are broken, each told in one line."""
    broken = [line for path in sorted(APP.rglob("*.py")) if "migrations" not in path.parts for line in faults(path)]
    print("\n".join(broken) or "walls: all standing")
    return len(broken)


def faults(path: Path) -> Iterator[str]:
    parts = path.relative_to(APP).with_suffix("").parts
    room, word = parts[0], next((part for part in parts[1:] if part in MUST_NOT), parts[-1])  # a word may be a package
    if len(parts) == 1 and room in COMPOSERS:
        return
    for module, line in imports(path, parts):
        target = module.split(".")[1:]
        place = f"{path.relative_to(APP.parent)}:{line}"
        if module.startswith("ladeapp") and target and target[0] != room:
            if not may_look(room, target[0]):
                yield f"{place}: {room} must not import {target[0]}"
            elif PRIVATE & set(target[1:]):
                yield f"{place}: {room} must not import another room's {target[1]}"
            elif word == "models" and FLOOR.get(target[0], 0) > 0:
                yield f"{place}: models know other rooms' tables by name only"
        own = "." + ".".join(target[1:]) if target[:1] == [room] else module
        for refused in MUST_NOT.get(word, ()):
            if own == refused or own.startswith(refused + ".") or module == refused:
                yield f"{place}: {word}.py must not import {refused}"


def may_look(room: str, other: str) -> bool:
    if room not in FLOOR or other not in FLOOR:
        return False
    return FLOOR[other] < FLOOR[room] or (FLOOR[room] == 0 == FLOOR[other]) or (room, other) in NEIGHBOURS


def imports(path: Path, parts: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Every module imported in a file, by its absolute name, with its line."""
    package = ("ladeapp", *parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield module, node.lineno
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
