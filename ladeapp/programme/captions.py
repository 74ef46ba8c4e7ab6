"""Whether captions are WebVTT that a browser will show: the header, and every cue's times."""

import re

LARGEST = 256 * 1024  # bytes
_TIMES = re.compile(r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?")


class Wrong(ValueError):
    """They cannot be used. `.why` is large | utf8 | header | times | order | empty, `.line` counts from 1."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.why, self.line = why, line


def read(data: bytes) -> str:
    """The captions as text, with plain line ends. Raises Wrong."""
    if len(data) > LARGEST:
        raise Wrong("large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Wrong("utf8", data[: problem.start].count(b"\n") + 1) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise Wrong("header")
    _check(lines)
    return "\n".join(lines)


def _check(lines: list[str]) -> None:
    """Cues begin in order and each ends after it has begun. Raises Wrong."""
    latest = -1
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        found = _TIMES.fullmatch(line)
        if not found:
            raise Wrong("times", number)
        start, end = (_milliseconds(told) for told in found.groups())
        if end <= start or start < latest:
            raise Wrong("order", number)
        latest = start
    if latest < 0:
        raise Wrong("empty", len(lines))


def _milliseconds(told: str) -> int:
    clock, _, thousandths = told.partition(".")
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(thousandths)
