"""Ladeapp: the one file that knows every room and composes the application."""

import logging
from importlib import import_module
from types import ModuleType

import structlog
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from . import assets, clock, config, http, i18n, limits
from .db import db, engine_options, migrate, prepare
from .jobs import Job

ROOMS = (
    "people",
    "vault",
    "push",
    "pwa",
    "accords",
    "shifts",
    "checkins",
    "trends",
    "stations",
    "learning",
    "crafting",
    "pairing",
    "rounds",
    "reminders",
    "programme",
    "gathering",
    "hse",
    "incidents",
    "effect",
    "home",
    "leaving",
    "styleguide",
)

csrf = CSRFProtect()


def create_app(settings: config.Config | None = None) -> Flask:
    """The whole application. Raises ConfigError when a setting stops the start."""
    settings = settings or config.load()
    _quiet_logs()
    app = Flask("ladeapp", static_folder=None)
    app.extensions["ladeapp"] = settings
    app.jinja_env.undefined = StrictUndefined  # a misspelt name is a fault, not an empty place
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        SESSION_COOKIE_NAME="__Host-ladeapp" if settings.secure else "ladeapp",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=30 * 86400,
        WTF_CSRF_TIME_LIMIT=None,
    )
    clock.use_demo_hand(settings.instance / "demo-clock.json" if settings.demo else None)
    rooms = _rooms(settings)
    _cellar(app, {_name(room): room.WORDS for room in rooms if hasattr(room, "WORDS")})
    for room in rooms:
        if hasattr(room, "bp"):
            app.register_blueprint(room.bp)
        if hasattr(room, "init_app"):
            room.init_app(app)
    app.extensions["ladeapp.jobs"] = [job for room in rooms for job in getattr(room, "JOBS", ())]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def jobs_of(app: Flask) -> list[Job]:
    """What the worker runs."""
    return list(app.extensions["ladeapp.jobs"])


def _rooms(settings: config.Config) -> list[ModuleType]:
    return [import_module(f".{room}", __name__) for room in ROOMS if room != "styleguide" or settings.demo]


def _cellar(app: Flask, words: dict[str, i18n.Words]) -> None:
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    migrate.init_app(app, db, directory=str(assets.STATIC.parent / "migrations"))
    http.init_app(app)
    assets.init_app(app)
    i18n.init_app(app, words)
    csrf.init_app(app)
    limits.init_app(app)


def _name(room: ModuleType) -> str:
    return room.__name__.rpartition(".")[2]


def _quiet_logs() -> None:
    """Structured lines without values; third-party loggers that quote addresses or bodies are silenced below warning."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        cache_logger_on_first_use=False,
    )
    logging.getLogger("ladeapp").disabled = True  # Flask's own would write addresses, and a join address is a code
    for name in ("aiohttp", "urllib3", "sqlalchemy", "pywebpush", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
