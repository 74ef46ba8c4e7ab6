"""`python -m bench`: everything; `python -m bench web` or `push`: only that, beside what was kept of the other."""

import shutil
import sys

from . import load, push, web

PARTS = {"web": web.bench, "push": push.bench}


def main(names: list[str]) -> None:
    """Measure, print and keep each part."""
    if unknown := set(names) - set(PARTS):
        sys.exit(f"There is no part {', '.join(unknown)}: choose of {', '.join(PARTS)}.")
    for name in names or PARTS:
        folder = load.scratch()
        try:
            PARTS[name](folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
