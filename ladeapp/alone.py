"""Whether Ladeapp runs on this machine: web and workers hold one lock together, and a restore holds it alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from .config import Config, ConfigError

_held: list[int] = []


class Running(Exception):
    """Something of Ladeapp runs here. Nothing has changed."""


def run_together(config: Config) -> None:
    """Until this process and its children have ended, nobody restores. Raises ConfigError while somebody does."""
    lock = _lock(config)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ConfigError("a backup is being restored. Start again when it is done.") from None
    _held.append(lock)


@contextmanager
def run_alone(config: Config) -> Iterator[None]:
    """Nothing of Ladeapp starts on this machine meanwhile. Raises Running."""
    lock = _lock(config)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Running from None
    finally:
        os.close(lock)


def _lock(config: Config) -> int:
    config.instance.mkdir(parents=True, exist_ok=True)
    return os.open(config.instance / "running.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
