"""From a page to a PDF: set by a process of its own that is bounded, is given no setting and no secret, and leaves nothing behind."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore

import structlog

from ..assets import STATIC
from .typeset import MISSING

LARGEST = 4 * 1024 * 1024  # bytes of HTML; two hundred pages are about one
SECONDS = 40  # on the processor; 210 pages took 9
LONGEST = 120  # seconds by the clock, however busy the machine is; most proxies lose patience before
MEMORY = 1024**3  # bytes of address space; 210 pages took a quarter of that
WAITS = 10  # seconds for the one before to be done: one at a time in each process, so that check-ins never wait for paper
TYPESET = Path(__file__).with_name("typeset.py")

log = structlog.get_logger()
_turn = BoundedSemaphore(1)


class Missing(Exception):
    """This machine has no WeasyPrint, or not the libraries that it needs."""


class Failed(Exception):
    """It grew too large, took too long, or somebody else's took its place."""


def is_there() -> bool:
    return find_spec("weasyprint") is not None


def printed(html: str) -> bytes:
    """The page as PDF/UA-1. Nothing of it is written down anywhere. Raises Missing or Failed."""
    if not is_there():
        raise Missing
    page = html.encode()
    if len(page) > LARGEST or not _turn.acquire(timeout=WAITS):
        raise Failed
    try:
        command = (sys.executable, "-I", str(TYPESET), str(STATIC), str(SECONDS), str(MEMORY))
        bare = {"PATH": os.defpath, "LANG": "C.UTF-8"}
        done = subprocess.run(command, input=page, capture_output=True, timeout=LONGEST, env=bare, check=False)
    except subprocess.TimeoutExpired:
        raise Failed from None
    finally:
        _turn.release()
    if done.returncode == MISSING:
        raise Missing
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        log.warning("no_pdf", code=done.returncode)  # what it said may hold words of the page
        raise Failed
    return done.stdout
