"""Static files: one build hash over all of them, pre-compressed once, served for ever under it."""

import gzip
import hashlib
import posixpath
import re
import subprocess
from functools import lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent / "static"
SHRINKS = {".css", ".js", ".svg", ".json", ".txt"}
IMPORT = re.compile(r'^(?:import|export|\}) .*?"(\.{1,2}/[^"]+)"', re.MULTILINE)


def digests(folder: Path) -> dict[str, str]:
    """Path below `folder` → SHA-256 of its bytes, sorted; nothing but paths and bytes decides."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """The digest of every file that a client may load."""
    return digests(STATIC)


def listing() -> str:
    """The same as `sha256sum --check` reads it inside static/."""
    return "".join(f"{digest}  {path}\n" for path, digest in table().items())


@lru_cache(maxsize=1)
def build() -> str:
    """The first twelve hex digits of the listing's own SHA-256: they change when any client file does."""
    return hashlib.sha256(listing().encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def commit() -> str | None:
    """The commit that this runs from, with "-dirty" when files have been altered since; None outside a checkout."""
    root = STATIC.parent.parent
    if not (root / ".git").exists():
        return None
    command = ("git", "--no-optional-locks", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=10)  # noqa: S603 – nothing in it comes from outside
    except (OSError, subprocess.TimeoutExpired):
        return None
    return said.stdout.strip() or None


def asset(path: str) -> str:
    """The address of a client file. Raises KeyError for a file that is not there."""
    if path not in table():
        raise KeyError(f"no such client file: {path}")
    return f"/static/{build()}/{path}"


@lru_cache(maxsize=64)
def modules(entry: str) -> tuple[str, ...]:
    """A JavaScript module and all that it imports, itself first, so that a page can fetch them at once."""
    found, waiting = [], [entry]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.append(path)
            imports = IMPORT.findall((STATIC / path).read_text())
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(path), near)) for near in imports]
    return tuple(found)


@lru_cache(maxsize=8)
def inline_css(path: str) -> Markup:
    """A stylesheet's text, to stand in the page's head."""
    return Markup((STATIC / path).read_text())


def init_app(app: Flask) -> None:
    kept = _shrunk(app.extensions["ladeapp"].instance / "static" / build())
    app.jinja_env.globals.update(asset=asset, modules=modules, inline_css=inline_css, build=build())
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(kept),
        prefix=f"/static/{build()}/",
        max_age=31536000,
        immutable_file_test=lambda path, url: True,
        allow_all_origins=False,
        add_headers_function=_guard,
    )


def _guard(headers: "dict[str, str]", path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _shrunk(folder: Path) -> Path:
    """A copy of static/ with a .gz beside each text, made once per build."""
    done = folder / ".done"
    if done.exists():
        return folder
    for path in table():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = (STATIC / path).read_bytes()
        target.write_bytes(data)
        if target.suffix in SHRINKS:
            Path(f"{target}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    done.touch()
    return folder
