"""Laps of load by wrk: 16 connections on loopback, the given requests in turn, every answer expected to succeed."""

import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from .servers import Server

CONNECTIONS = 16
INSTALL = "wrk is not installed: apt-get install -y --no-install-recommends wrk"
SCRIPT = """
local wanted, at = {%s}, 0
function init() for n, w in ipairs(wanted) do wanted[n] = wrk.format(w[1], w[2], w[3], w[4]) end end
function request() at = at %% #wanted + 1 return wanted[at] end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "us": %%d, "p50": %%d, "p99": %%d, "bad": %%d}\\n', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99), e.status + e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True)
class Ask:
    """One request, as a phone sends it, and the only status that counts as an answer."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    status: int = 200


@dataclass(frozen=True)
class Lap:
    """What one stretch of load gave: requests a second, milliseconds, CPU µs a request."""

    rate: float
    p50: float
    p99: float
    cpu: float


class Failed(Exception):
    """A contender gave a wrong answer, so nothing it did counts."""


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def try_once(server: Server, ask: Ask) -> bytes:
    """Ask by hand and return the body. Raises Failed unless the status is the expected one."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(ask.method, ask.path, ask.body or None, dict(ask.headers))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != ask.status:
        raise Failed(f"{ask.method} {ask.path}: {answer.status} instead of {ask.status}: {body[:300]!r}")
    return body


def lap(server: Server, asks: Sequence[Ask], seconds: int) -> Lap:
    """Load the server for some seconds. Raises Failed when any answer was an error."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ",".join(map(_lua, asks)))
        script.flush()
        before = server.cpu()
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout",
            "9s",
            "-s",
            script.name,
            f"http://127.0.0.1:{server.port}",
        ]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        used = server.cpu() - before
    told = json.loads(out.strip().rpartition("\n")[2])
    if told["bad"] or not told["requests"]:
        raise Failed(f"{asks[0].method} {asks[0].path}: {told['bad']} of {told['requests']} answers were errors")
    n = told["requests"]
    return Lap(n / told["us"] * 1e6, told["p50"] / 1e3, told["p99"] / 1e3, used / n * 1e6)


def middle(laps: Sequence[Lap]) -> Lap:
    """The median of each figure."""
    return Lap(*(statistics.median(getattr(one, name) for one in laps) for name in ("rate", "p50", "p99", "cpu")))


def _lua(ask: Ask) -> str:
    headers = ",".join(f"[{json.dumps(name)}]={json.dumps(value)}" for name, value in ask.headers.items())
    return f"{{{json.dumps(ask.method)},{json.dumps(ask.path)},{{{headers}}},{json.dumps(ask.body)}}}"


def scratch() -> Path:
    """A folder for one run's databases and logs."""
    return Path(tempfile.mkdtemp(prefix="ladeapp-bench-"))
