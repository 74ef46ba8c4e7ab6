"""One side of a bench process: told on stdin what to do, it tells on stdout what that took."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PAGE = 4  # kB


def task() -> Mapping[str, Any]:
    """What bench.push wrote down for this process: endpoints, keys, payload, subject …"""
    told: Mapping[str, Any] = json.loads(Path(sys.argv[1]).read_text())
    return told


def serve(go: Callable[[int], None], fill: Callable[[int], None] = lambda count: None) -> None:
    """Answer "fill N" and "go N" line by line until stdin ends; only "go" is measured."""
    print("ready", flush=True)
    for line in sys.stdin:
        word, count = line.split()
        begin, cpu = time.monotonic(), time.process_time()
        {"go": go, "fill": fill}[word](int(count))
        took = {"begin": begin, "seconds": time.monotonic() - begin, "cpu": time.process_time() - cpu, "megabytes": _resident()}
        print(json.dumps(took), flush=True)


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1024
