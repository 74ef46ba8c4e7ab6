"""What makes the tests quick and changes nothing that they see: files in memory, and what every app compiles the same compiled once."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Built = Callable[..., tuple[str, str]]


class Templates(BytecodeCache):
    """A template's code by its name and a digest of its text; Jinja still reads the file each time."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes; generous: two workers with browsers were seen to take some 160 MiB


def in_memory() -> None:
    """Whatever is temporary, also PostgreSQL's files, stands in memory from here on, unless TMPDIR says where or there is too little room."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)


def compiled_once() -> None:
    """Templates, and the builders of addresses, from here on in this process."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": Templates()}
    Rule._compile_builder = _once(Rule._compile_builder)  # type: ignore[method-assign]


def _once(compile_builder: Callable[[Rule, bool], Built]) -> Callable[[Rule, bool], Built]:
    """A rule's builder depends on nothing but its parts; one with defaults is left alone, they may be anything."""
    built: dict[Any, Built] = {}

    def compiled(rule: Rule, append_unknown: bool = True) -> Built:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = (rule.rule, append_unknown, tuple(rule._trace))
        if key not in built:
            built[key] = compile_builder(rule, append_unknown)
        return built[key]

    return compiled
