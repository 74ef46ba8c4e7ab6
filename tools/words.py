"""Keep the catalogues: one per room and language. `words.py` updates and compiles; `--check` only looks; `--compile` only compiles."""

import ast
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "ladeapp"
LANGUAGES = ("nb", "nn")
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract"), ("**.txt", "jinja2.ext:babel_extract")]
KEYWORDS = dict.fromkeys(("_", "_l", "gettext", "lazy_gettext")) | {"ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def main(check: bool) -> int:
    """Returns 0 when every sentence has its words in every language."""
    wrong = [f"{place}: words inside an f-string are not found" for path in sorted(APP.rglob("*.py")) for place in glued(path)]
    said: dict[tuple[str, object, str | None], tuple[object, str]] = {}  # all catalogues are one for whoever reads
    for room, found in sorted(extracted().items()):
        for language in LANGUAGES:
            path = APP / "translations" / language / "LC_MESSAGES" / f"{room}.po"
            catalog = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
            wrong += [f"{path.relative_to(ROOT)}: {text}" for text in lacking(catalog, found)]
            for message in catalog:
                words, where = said.setdefault((language, message.id, message.context), (message.string, room))
                if message.id and words != message.string:
                    wrong.append(f"{path.relative_to(ROOT)}: other words than in {where} for {message.id!r}")
            if not check:
                keep(catalog, found, path)
    print("\n".join(wrong) or "words: complete in nb and nn")
    return 1 if wrong and check else 0


def compile_all() -> int:
    """Make the compiled form beside every catalogue that is newer than its own."""
    for path in (APP / "translations").glob("*/LC_MESSAGES/*.po"):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= path.stat().st_mtime:
            with path.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
    return 0


def extracted() -> dict[str, Catalog]:
    """Room → every sentence its Python and its templates say, in English."""
    rooms = {path.name for path in APP.iterdir() if (path / "__init__.py").exists() and path.name != "migrations"}
    found: dict[str, Catalog] = {}
    for path in sorted([*APP.rglob("*.py"), *(APP / "templates").rglob("*.html")]):
        parts = path.relative_to(APP).parts
        room = parts[1] if parts[0] == "templates" else parts[0]
        if "migrations" in parts:
            continue
        catalog = found.setdefault(room if room in rooms else "cellar", Catalog())
        for _file, _line, message, comments, context in extract_from_dir(
            str(path.parent),
            [(path.name, method) for pattern, method in METHODS if path.suffix in pattern],
            keywords=KEYWORDS,
            directory_filter=lambda folder: False,
        ):
            catalog.add(message, locations=(), auto_comments=comments, context=context)
    return {room: catalog for room, catalog in found.items() if len(catalog)}


def glued(path: Path) -> list[str]:
    """Where words are asked for inside an f-string: no catalogue ever hears of those."""
    calls = (
        call.func.id
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    )
    return [f"{path.name}: {name}" for name in calls if name in KEYWORDS]


def lacking(catalog: Catalog, found: Catalog) -> list[str]:
    """What is missing, empty, or no longer said."""
    out = []
    for message in found:
        if message.id:
            kept = catalog.get(message.id, message.context)
            strings = [] if kept is None else [kept.string] if isinstance(kept.string, str) else list(kept.string or ())
            if not strings or not all(strings):
                out.append(f"no words for {message.id!r}")
    out += [f"no longer said: {message.id!r}" for message in catalog if message.id and found.get(message.id, message.context) is None]
    return out


def keep(catalog: Catalog, found: Catalog, path: Path) -> None:
    """Write the catalogue with exactly the sentences found, and its compiled form beside it."""
    fresh = Catalog(locale=catalog.locale, fuzzy=False, header_comment=f"# {path.stem} – {catalog.locale}")
    fresh.creation_date = fresh.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # no noise in the history
    for message in found:
        if message.id:
            kept = catalog.get(message.id, message.context)
            fresh.add(message.id, kept.string if kept else None, auto_comments=message.auto_comments, context=message.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, fresh, width=120, omit_header=False, sort_output=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, fresh)


if __name__ == "__main__":
    sys.exit(compile_all() if "--compile" in sys.argv[1:] else main(check="--check" in sys.argv[1:]))
