"""Where a whole database lies in the clear for a moment; what a power cut has left of one is gone with the next backup."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from ladeapp import clock

PREFIX = ".backup-"
LONGEST = timedelta(days=1)  # no backup takes so long; a younger one may be somebody else's at work


@contextmanager
def draft(instance: Path) -> Iterator[Path]:
    """A folder that only its owner may read, for as long as it is needed."""
    for left in instance.glob(f"{PREFIX}*"):
        if left.stat().st_mtime < (clock.now() - LONGEST).timestamp():
            shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=instance) as folder:
        yield Path(folder)
