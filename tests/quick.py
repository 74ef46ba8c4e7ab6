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
from whitenoise import WhiteNoise

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
    """Templates, the builders of addresses, and what is said of each client file, from here on in this process."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": Templates()}
    WhiteNoise.update_files_dictionary = _listed_once(WhiteNoise.update_files_dictionary)
    Rule._compile_builder = _once(Rule._compile_builder)  # type: ignore[method-assign]


def _listed_once(list_files: Callable[[WhiteNoise, str, str], None]) -> Callable[[WhiteNoise, str, str], None]:
    """Client files of one build lie in one folder, wherever a test's own leads there: looking through it is a quarter of making an app."""
    listed: dict[tuple[str, str], dict[str, Any]] = {}

    def listing(self: WhiteNoise, root: str, prefix: str) -> None:
        real = os.path.join(os.path.realpath(root), "")
        if real == os.path.join(root, ""):  # not shared
            return list_files(self, root, prefix)
        if (real, prefix) not in listed:
            list_files(self, real, prefix)
            listed[real, prefix] = dict(self.files)
        self.files.update(listed[real, prefix])
        return None

    return listing


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
