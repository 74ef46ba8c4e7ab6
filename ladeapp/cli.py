"""`ladeapp …`: what an operator asks for at a prompt. Each command is a few lines over an action."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade

from . import alone, backup, clock, create_app, jobs_of
from .config import ConfigError, load
from .demo import load_demo, sign_ins
from .jobs import run_due, run_once, run_until
from .leaving import gate
from .people import actions as people
from .push import actions as push
from .trends import actions as trends


@click.group(help="Ladeapp: check-ins, peer support and one number for the team, blurred on purpose.")
def cli() -> None:
    """The root of all commands."""


@cli.command()
def run() -> None:
    """Migrate, then web and worker under one parent, stopped together. Prints the demo's sign-ins, or an empty install's set-up link."""
    app = _app()
    config = app.extensions["ladeapp"]
    alone.run_together(config)
    _migrate(app)
    with app.app_context():
        if config.demo:
            load_demo()
            click.echo(sign_ins(config.public_url))
        elif people.is_empty():
            _print_setup(app)
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", config.bind, *GUNICORN]
    click.echo(f"Ladeapp is on {config.public_url} – Ctrl-C stops it.")
    children = [subprocess.Popen(command, cwd=ROOT) for command in (web, [sys.executable, "-m", "ladeapp", "worker"])]
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    while not asked.wait(0.3) and all(child.poll() is None for child in children):
        pass
    for child in children:
        child.terminate()
    codes = [child.wait(timeout=15) for child in children]
    sys.exit(0 if asked.is_set() else max(map(abs, codes)) or 1)


@cli.command()
@click.option("--once", is_flag=True, help="Run every job whose time has come once and stop (for cron).")
def worker(once: bool) -> None:
    """Open and close periods, send what is due, forget what is old."""
    app = _app()
    alone.run_together(app.extensions["ladeapp"])
    if not gate.forget_first(app):
        raise click.ClickException(
            "The database is of another version, and somebody in it may have deleted everything: run `ladeapp migrate`."
        )
    if once:
        sys.exit(1 if run_due(app, jobs_of(app), app.extensions["ladeapp"].instance / "worker-once.json") else 0)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_until(app, jobs_of(app), stop)


@cli.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    _migrate(_app())


@cli.command()
@click.option("--advance", metavar="28d", help="Move the demo's clock forward by days (28d) or hours (6h).")
def demo(advance: str | None) -> None:
    """Load the demo workplace once, or move its clock."""
    app = _app()
    if not app.extensions["ladeapp"].demo:
        raise click.ClickException("The demo needs LADEAPP_DEMO=1, as `make run` sets it.")
    _migrate(app)
    with app.app_context():
        if advance:
            ahead = clock.advance(_span(advance))
            run_once(app, jobs_of(app))
            click.echo(f"The demo's clock is now {ahead.days} days ahead: {clock.now():%Y-%m-%d %H:%M} UTC.")
            return
        load_demo()
        click.echo(sign_ins(app.extensions["ladeapp"].public_url))


@cli.command()
@click.option("--period", required=True, metavar="2026-P07")
def close(period: str) -> None:
    """Close a period that is due; a second time changes nothing."""
    with _app().app_context():
        try:
            click.echo(f"{period}: {trends.close_if_due(period)} teams looked at. What can be shown is on the team pages.")
        except (ValueError, trends.NotDue) as problem:
            raise click.ClickException(str(problem)) from None


@cli.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write_backup(file: Path) -> None:
    """Write database and secrets, sealed with a passphrase, to a new file; delete those beside it that are older than 35 days."""
    app = _app()
    try:
        written = backup.write(app, file, _passphrase(app, new=True))
    except backup.Refused as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{file}: {written.size // 1024} KiB. Let somebody other than the employer keep the passphrase.")
    if written.pruned:
        click.echo(f"Older than 35 days, and deleted: {written.pruned}.")


@cli.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Also where there is a database with people in it.")
@click.option("--without-deletions", is_flag=True, help="Also where the folder is gone that tells who has deleted everything since.")
def restore(file: Path, replace: bool, without_deletions: bool) -> None:
    """Put a backup back. Whoever has deleted everything since is deleted again before anything serves."""
    app = _app()
    try:
        again = backup.restore(app, file, _passphrase(app, new=False), replace, without_deletions)
    except backup.Refused as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"Put back. Deleted again: {again}. Answers of the open period are sent again by the phones. Start with `ladeapp run`.")


@cli.command("create-workplace")
@click.argument("slug")
@click.argument("name")
def create_workplace(slug: str, name: str) -> None:
    """Make a workplace and print the one-use link for its first administrator."""
    app = _app()
    _migrate(app)
    with app.app_context():
        try:
            place = people.create_workplace(slug, name)
        except (ValueError, people.Taken):
            raise click.ClickException(f"“{slug}” cannot be used: take 2 to 40 of a–z, digits and hyphens that nobody has yet.") from None
        _print_setup(app, place.id)


@cli.command()
@click.argument("team_id", type=int)
def invite(team_id: int) -> None:
    """Print an invitation to a team."""
    app = _app()
    with app.app_context():
        code = people.invite(team_id, by="ladeapp invite").code
        click.echo(f"{app.extensions['ladeapp'].public_url}/join/{code}")


@cli.command("rotate-vapid")
def rotate_vapid() -> None:
    """Make a new key for push; phones move to it by themselves, and until then the old one reaches them."""
    app = _app()
    with app.app_context():
        left = push.rotate_vapid(app.extensions["ladeapp"].secrets_dir)
    click.echo(f"There is a new key. {left} phones still have an older one and move the next time the app is opened on them.")


@cli.command()
def doctor() -> None:
    """Look for what an operator should mend."""
    from .doctor import findings

    found = findings(_app())
    for line in found:
        click.echo(line)
    sys.exit(1 if any(line.startswith("!") for line in found) else 0)


def main() -> None:
    """The console script's entry."""
    try:
        cli()
    except ConfigError as problem:
        sys.exit(f"Ladeapp does not start: {problem}")


ROOT = Path(__file__).resolve().parent.parent
GUNICORN = [
    "--preload",
    "--no-control-socket",
    "--worker-class",
    "gthread",
    "--workers",
    "2",
    "--threads",
    "4",
    "--keep-alive",
    "75",  # seconds; longer than a proxy keeps a quiet connection (nginx: 60), so that none is closed just as a tap comes
    "--graceful-timeout",
    "5",
    "--log-level",
    "warning",
]


def _app() -> Flask:
    return create_app(load(os.environ))


def _migrate(app: Flask) -> None:
    with app.app_context():
        upgrade()
    gate.forget_first(app)


def _passphrase(app: Flask, new: bool) -> str:
    given = app.extensions["ladeapp"].backup_passphrase
    return given or click.prompt("Passphrase", hide_input=True, confirmation_prompt=new)


def _print_setup(app: Flask, workplace_id: int | None = None) -> None:
    address = f"{app.extensions['ladeapp'].public_url}/setup/{people.make_setup_link(workplace_id)}"
    click.echo(f"Open this once to set up your workplace: {address}")


def _span(text: str) -> timedelta:
    unit = {"d": "days", "h": "hours"}.get(text[-1:])
    if not unit or not text[:-1].isdigit():
        raise click.BadParameter("say how far, like 28d or 6h")
    return timedelta(**{unit: int(text[:-1])})
