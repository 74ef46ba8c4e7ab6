"""Fetch the third-party files named in vendor.toml, or check offline that none has changed."""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LIST = ROOT / "vendor.toml"
LOCK = ROOT / "vendor.lock"
VENDOR = ROOT / "ladeapp/static/vendor"
ICONS = ROOT / "ladeapp/templates/macros/lucide.html"

ICONS_TEMPLATE = """\
{{# Written by tools/vendor.py from lucide-static {version} (ISC, static/vendor/lucide). #}}
{{% set paths = {{
{paths}
}} %}}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with vendor.lock, offline")
    if parser.parse_args().check:
        return report(list(differences()))
    for package, entry in packages().items():
        fetch(package, entry)
    LOCK.write_text("".join(f"{sha256(path)}  {name(path)}\n" for path in vendored()))
    return 0


def packages() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text())


def fetch(package: str, entry: dict[str, Any]) -> None:
    """Unpack the wanted files of one package; those of an earlier version are replaced."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package}@{entry['version']}"
        subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            for file in entry["files"]:
                write(ROOT / entry["to"] / Path(file).name, bytes_of(tar, file))
            if icons := entry.get("icons"):
                write(ICONS, icon_macro(tar, icons, entry["version"]).encode())


def text_of(tar: tarfile.TarFile, file: str) -> str:
    return bytes_of(tar, file).decode()


def bytes_of(tar: tarfile.TarFile, file: str) -> bytes:
    member = tar.extractfile(f"package/{file}")
    if member is None:
        raise FileNotFoundError(file)
    return member.read()


def icon_macro(tar: tarfile.TarFile, icons: list[str], version: str) -> str:
    paths = (f"  \"{icon}\": '{drawing(text_of(tar, f'icons/{icon}.svg'))}'," for icon in icons)
    return ICONS_TEMPLATE.format(version=version, paths="\n".join(paths))


def drawing(svg: str) -> str:
    """What stands between <svg …> and </svg>, on one line."""
    inside = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if inside is None:
        raise ValueError(svg)
    return re.sub(r"\s*(/?>)\s*", r"\1", " ".join(inside[1].split()))


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def vendored() -> list[Path]:
    return [*sorted(path for path in VENDOR.rglob("*") if path.is_file()), ICONS]


def differences() -> Iterator[str]:
    """Every file that is changed, missing, or not known to the lock."""
    lines = (line.split("  ", 1) for line in LOCK.read_text().splitlines())
    locked = {path: digest for digest, path in lines}
    found = {name(path): sha256(path) for path in vendored() if path.exists()}
    for path in sorted(locked.keys() | found.keys()):
        if locked.get(path) != found.get(path):
            yield f"{path}: not what vendor.lock says"


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def report(problems: list[str]) -> int:
    print("\n".join(problems) or "vendored files: unchanged", file=sys.stderr if problems else None)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
