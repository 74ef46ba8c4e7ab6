"""What makes the tests quick and changes nothing that they see: what every app compiles the same compiled once."""

from types import CodeType

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class Templates(BytecodeCache):
    """A template's code by its name and a digest of its text; Jinja still reads the file each time."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


def compiled_once() -> None:
    """Templates, from here on in this process."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": Templates()}
