"""Contributions, pages and the first load, ours between bare WSGI and an equal Django, interleaved in one run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.databases import own_postgres, postgres_bin, sql

from . import load, report, world
from .first_load import first_load
from .load import Ask, Lap
from .report import Goal, at_least, at_most
from .servers import ROOT, Server, gunicorn

LAPS = int(os.environ.get("BENCH_LAPS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
PAGES = {"home": "/", "team": "/team"}


@dataclass(frozen=True)
class Contender:
    """A server and what is asked of it."""

    name: str
    server: Server
    asks: Sequence[Ask]


def bench(folder: Path) -> None:
    """Measure, print, keep."""
    if not load.has_wrk():
        sys.exit(load.INSTALL)
    with ExitStack() as stack:
        ours = world.build(folder / "ours")
        contenders = list(_contenders(stack, folder, ours))
        rows = _measure(contenders)
        weight = max(next(one for one in contenders if one.name == "PUT ours").server.megabytes())
    goals = [*_contribution_goals(rows), *_page_goals(rows), *_counted(ours), at_most("one web worker, MB PSS", weight, 90)]
    notes = [f"{load.CONNECTIONS} connections, {LAPS} laps of {SECONDS} s each, interleaved; medians; gunicorn as `ladeapp run` starts it"]
    notes += _first_loads(ours, goals)
    report.show(rows, rows["bare WSGI"], goals, notes)
    report.keep("web", rows, goals, notes)


def _contenders(stack: ExitStack, folder: Path, ours: world.World) -> Iterator[Contender]:
    start = lambda target, environ, name: stack.enter_context(gunicorn(target, environ, folder / f"{name}.log"))  # noqa: E731
    yield Contender("bare WSGI", start("bench.plain.bare:app", {}, "bare"), [Ask("PUT", "/")])
    yield Contender("Flask hello", start("bench.plain.hello:app", {}, "hello"), [Ask("PUT", "/")])
    us = start("wsgi:app", ours.environ, "ours")
    weights = {f"PEER_{name.upper()}": "{},{}".format(*world.weight(ours, path)) for name, path in PAGES.items()}
    environ = {"PEER_DATABASE": f"sqlite://{folder / 'peer.sqlite3'}", **weights}
    phones = _fill_peer(environ, ours)
    peer = start("bench.peer.wsgi:app", environ, "peer")
    yield Contender("PUT Django", peer, world.puts(ours.period, phones))
    yield Contender("PUT ours", us, ours.contributions())
    for name, path in PAGES.items():
        yield Contender(f"{name} Django", peer, world.gets(path, phones))
        yield Contender(f"{name} ours", us, ours.pages(path))
    if postgres_bin():
        address = stack.enter_context(own_postgres())
        sql(address, "CREATE DATABASE ours", "CREATE DATABASE peer")
        environ = {"PEER_DATABASE": f"{address}/peer".replace("+psycopg", "")}
        phones = _fill_peer(environ, ours)
        peer = start("bench.peer.wsgi:app", environ, "peer-pg")
        yield Contender("PUT Django, PostgreSQL", peer, world.puts(ours.period, phones))
        there = world.build(folder / "ours-pg", f"{address}/ours")
        yield Contender("PUT ours, PostgreSQL", start("wsgi:app", there.environ, "ours-pg"), there.contributions())


def _fill_peer(environ: Mapping[str, str], ours: world.World) -> tuple[Mapping[str, str], ...]:
    command = [sys.executable, "-m", "bench.peer.fill", ours.period, ours.closes.isoformat()]
    told = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, check=True, stdout=subprocess.PIPE, text=True).stdout
    return tuple(json.loads(told))


def _measure(contenders: Sequence[Contender]) -> dict[str, Lap]:
    """Everyone once to warm up, then lap after lap, each contender in turn."""
    for one in contenders:
        print(f"\rwarming up: {one.name:<30}", end="", file=sys.stderr, flush=True)
        load.try_once(one.server, one.asks[0])
        load.lap(one.server, one.asks, 1)
    laps: dict[str, list[Lap]] = {one.name: [] for one in contenders}
    for number in range(LAPS):
        for one in contenders:
            print(f"\rlap {number + 1}/{LAPS}: {one.name:<30}", end="", file=sys.stderr, flush=True)
            laps[one.name].append(load.lap(one.server, one.asks, SECONDS))
    print("\r" + " " * 50, end="\r", file=sys.stderr)
    return {name: load.middle(found) for name, found in laps.items()}


def _contribution_goals(rows: Mapping[str, Lap]) -> Iterator[Goal]:
    bare, peer, ours = rows["bare WSGI"], rows["PUT Django"], rows["PUT ours"]
    yield at_least("contribution on SQLite: req/s as a multiple of Django's", ours.rate / peer.rate, 2)
    yield at_most("contribution on SQLite: CPU as a multiple of bare WSGI's", ours.cpu / bare.cpu, 6)
    yield at_most("contribution on SQLite: p99 as a multiple of p50", ours.p99 / ours.p50, 3)
    if "PUT ours, PostgreSQL" in rows:
        ratio = rows["PUT ours, PostgreSQL"].rate / rows["PUT Django, PostgreSQL"].rate
        yield at_least("contribution on PostgreSQL: req/s as a multiple of Django's", ratio, 2)


def _page_goals(rows: Mapping[str, Lap]) -> Iterator[Goal]:
    for name in PAGES:
        ours = rows[f"{name} ours"].cpu
        yield at_most(f"{name} page: CPU as a multiple of bare WSGI's", ours / rows["bare WSGI"].cpu, 11)
        yield at_most(f"{name} page: CPU as a multiple of an equal Django page's", ours / rows[f"{name} Django"].cpu, 0.4)


def _counted(ours: world.World) -> Iterator[Goal]:
    """How often each asks its database."""
    client = ours.app.test_client(use_cookies=False)
    put = ours.contributions()[0]
    with world.statements(ours.app) as said:
        assert client.put(put.path, headers=dict(put.headers), data=put.body).status_code == 204
    yield at_most("contribution: statements beside the session's", len(said) - 1, 2)
    for name, path in PAGES.items():
        with world.statements(ours.app) as said:
            assert client.get(path, headers=dict(ours.phones[0])).status_code == 200
        yield at_most(f"{name} page: statements", len(said), 3)


def _first_loads(ours: world.World, goals: list[Goal]) -> Iterator[str]:
    for path in ("/check-in", "/", "/team"):
        found = first_load(ours.app, path, ours.phones[0]["Cookie"] if path != "/check-in" else "")
        if path == "/check-in":
            goals.append(at_most("first load of /check-in, kB compressed (HTML, CSS, JS)", found.kilobytes, 80))
        parts = f"HTML {found.html / 1000:.1f}, CSS {found.css / 1000:.1f}, JS {found.js / 1000:.1f}"
        proxy = " (HTML as the proxy in front would compress it)" if found.html_by_proxy else ""
        yield f"first load of {path}: {found.kilobytes:.1f} kB = {parts}; {found.requests} requests{proxy}"
