"""Where an installed app may begin, and which files it keeps; pure."""

import re
from collections.abc import Iterable

START = "/check-in"
_SAFE = re.compile(r"/[A-Za-z0-9][A-Za-z0-9_\-/]{0,200}")
_KEPT = (".css", ".js", ".svg", ".png")
WORKERS = ("js/push/worker-notes.js", "js/push/worker-server.js", "js/push/worker.js")  # loaded by the worker itself, in this order
_NEVER = (*WORKERS, "js/styleguide/", "css/styleguide.css", "icons/icon", "icons/maskable", "icons/badge.svg")


def start_address(wished: str | None) -> str:
    """The page an installed app opens first.

    wished    a path of ours such as /join/ABCDE12345: letters, digits, hyphens and slashes, at most 202 characters
    returns   `wished`, or /check-in for anything else – another host, a query, a scheme-relative address
    """
    if wished and _SAFE.fullmatch(wished) and "//" not in wished:
        return wished
    return START


def kept_files(paths: Iterable[str]) -> list[str]:
    """The client files an installed app keeps, in order.

    paths     below static/, as in the asset table
    returns   every style, script and picture that a page may ask for; not the icons that only the phone's own
              home screen fetches, not the worker itself, not the styleguide
    """
    return sorted(path for path in paths if path.endswith(_KEPT) and not path.startswith(_NEVER))
