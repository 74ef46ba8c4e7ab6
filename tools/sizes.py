"""What has grown long: a place to look, not a verdict; only the hard ceiling fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASK = {".py": 200, ".html": 140, ".js": 150, ".css": 350}
CEILING = 2  # times the size at which one asks


def main() -> int:
    """Print files past their habit; returns 1 when one is past twice that."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    long = []
    for name in filter(None, listed):
        path = ROOT / name
        limit = ASK.get(path.suffix)
        if not limit or {"vendor", "migrations"} & set(path.parts) or not path.exists():
            continue
        size = len(path.read_text().splitlines())
        limit = limit * 3 // 2 if path.parts[len(ROOT.parts)] == "tests" else limit
        if size > limit:
            long.append((size / limit, size, name))
    for _share, size, name in sorted(long, reverse=True):
        print(f"{size:5} {name}")
    print(f"sizes: {len(long)} files to ask about")
    return 1 if any(share > CEILING for share, *_ in long) else 0


if __name__ == "__main__":
    sys.exit(main())
