"""Web push measured: our worker, the plain loop, Node and the cryptography alone, to one stand-in over TLS on loopback."""

from pathlib import Path

from .. import report


def bench(folder: Path) -> None:
    """Measure, print, keep."""
    from .rows import measure  # here, so that a contender does not load what measures it

    found, goals = measure(folder)
    report.show_sent(found.rows, goals, found.notes)
    report.keep("push", found.rows, goals, found.notes)
