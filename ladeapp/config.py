"""Every setting, its default, and the sentence that stops a wrong start; the only reader of os.environ."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from flask import current_app

PREFIX = "LADEAPP_"
LANGUAGES = ("nb", "nn", "en")
NAMES = frozenset(
    {
        "DATABASE_URL",
        "SECRET_KEY",
        "KEY_DIR",
        "ERASURE_DIR",
        "BACKUP_PASSPHRASE",
        "REDIS_URL",
        "PUSH_EXTRA_HOSTS",
        "VAPID_SUBJECT",
        "PUBLIC_URL",
        "TRUSTED_PROXIES",
    }
    | {"DEMO", "LANG_DEFAULT", "BIND", "METRICS_TOKEN", "INSTANCE"}
    | {"SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD", "SMTP_FROM", "SMTP_TLS"}
    | {"REQUIRE_BROWSERS", "CHROMIUM", "FIREFOX"}  # the tests' own
)
FAMILIES = ("OIDC_",)  # read by the rooms that later issues build


class ConfigError(Exception):
    """A setting is unknown, malformed or unsafe; the text says which and what to do."""


@dataclass(frozen=True)
class Smtp:
    """How e-mail leaves the house. `tls`: starttls (from port 587 on), tls (port 465), none (a mail server on this machine)."""

    host: str
    port: int
    sender: str
    tls: str
    user: str | None
    password: str | None


@dataclass(frozen=True)
class Config:
    """All that a start may vary. Paths are absolute; `public_url` has no trailing slash."""

    instance: Path
    database_url: str
    secret_key: str
    key_dir: Path
    public_url: str
    demo: bool = False
    bind: str = "127.0.0.1:8000"
    redis_url: str | None = None
    push_extra_hosts: tuple[str, ...] = ()
    vapid_subject: str | None = None
    trusted_proxies: int = 0
    lang_default: str = "nb"
    metrics_token: str | None = None
    smtp: Smtp | None = None
    erasures: Path | None = None
    backup_passphrase: str | None = None
    testing: bool = False

    @property
    def secrets_dir(self) -> Path:
        """Where service secrets (VAPID, cookie signing) live; apart from the period keys."""
        return self.instance / "secrets"

    @property
    def erasure_dir(self) -> Path:
        """Where it is noted who has deleted everything; in no backup, so that none brings her back."""
        return self.erasures or self.instance / "erasures"

    @property
    def media_dir(self) -> Path:
        """Where the workplaces' own films lie, outside the database and outside our backups."""
        return self.instance / "media"

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https://")


def settings() -> Config:
    """The running app's configuration."""
    return cast(Config, current_app.extensions["ladeapp"])


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """Read and check every `LADEAPP_` setting. Raises ConfigError with a sentence that says what to do."""
    given = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in given:
        if name not in NAMES and not name.startswith(FAMILIES):
            raise ConfigError(f"{PREFIX}{name} is not a setting of Ladeapp. Remove it, or correct its spelling.")
    instance = Path(given.get("INSTANCE") or "instance").resolve()
    bind = _bind(given.get("BIND") or "127.0.0.1:8000")
    config = Config(
        instance=instance,
        database_url=_database(given.get("DATABASE_URL"), instance),
        secret_key=given.get("SECRET_KEY") or _kept_secret(instance / "secrets" / "cookie.key"),
        key_dir=Path(given.get("KEY_DIR") or instance / "keys").resolve(),
        public_url=_url(given.get("PUBLIC_URL") or f"http://{bind}"),
        demo=_flag("DEMO", given),
        bind=bind,
        redis_url=_redis(given.get("REDIS_URL")),
        push_extra_hosts=tuple(host for host in given.get("PUSH_EXTRA_HOSTS", "").split(",") if host),
        vapid_subject=_subject(given.get("VAPID_SUBJECT")),
        trusted_proxies=_count("TRUSTED_PROXIES", given),
        lang_default=_language(given.get("LANG_DEFAULT", "nb")),
        metrics_token=given.get("METRICS_TOKEN"),
        smtp=_smtp(given),
        erasures=Path(given["ERASURE_DIR"]).resolve() if given.get("ERASURE_DIR") else None,
        backup_passphrase=given.get("BACKUP_PASSPHRASE") or None,
    )
    check(config)
    return config


def check(config: Config) -> None:
    """Refuse combinations that would break the promise. Raises ConfigError."""
    if len(config.secret_key) < 32:
        raise ConfigError("LADEAPP_SECRET_KEY is too short. Give at least 32 random characters.")
    host = urlsplit(config.public_url).hostname or ""
    public = host not in {"localhost", "127.0.0.1", "::1"}
    if config.demo and public:
        raise ConfigError("LADEAPP_DEMO=1 opens accounts with a known password. Never set it together with a public LADEAPP_PUBLIC_URL.")
    if public and not config.secure:
        raise ConfigError("LADEAPP_PUBLIC_URL must start with https:// – without it no phone can encrypt its diary.")
    if public and config.push_extra_hosts:
        raise ConfigError("LADEAPP_PUSH_EXTRA_HOSTS is for tests only. Remove it.")
    if public and not config.vapid_subject:
        raise ConfigError("LADEAPP_VAPID_SUBJECT is missing. Give the address push services may write to, as mailto:you@your.domain.")
    if config.database_url.startswith("sqlite"):
        database = Path(config.database_url.removeprefix("sqlite:///")).resolve()
        if _lies_in(config.key_dir, database.parent):
            raise ConfigError(
                "LADEAPP_KEY_DIR lies inside the database's folder. A copy of that folder would open every answer. Move it apart."
            )
        if _lies_in(config.erasure_dir, database.parent):
            raise ConfigError(
                "LADEAPP_ERASURE_DIR lies inside the database's folder. Putting that back would bring back who is deleted. Move it apart."
            )
    if _lies_in(config.key_dir, config.secrets_dir) or _lies_in(config.erasure_dir, config.secrets_dir):
        raise ConfigError(
            "LADEAPP_KEY_DIR and LADEAPP_ERASURE_DIR must not lie inside the secrets, which travel in backups. Move them apart."
        )


def _lies_in(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _database(given: str | None, instance: Path) -> str:
    if not given:
        (instance / "db").mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'db' / 'ladeapp.sqlite3'}"
    scheme, _, rest = given.partition("://")
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"} and rest and _is_sound(given):
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("//"):  # a relative path would mean another folder to each reader
        return given
    raise ConfigError("LADEAPP_DATABASE_URL must look like sqlite:////path/to/file or postgresql://user@host/name.")


def _kept_secret(path: Path) -> str:
    """The cookie-signing secret of this machine, made on first use."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secret := secrets.token_hex(32))
    return secret


def _url(value: str) -> str:
    parts = urlsplit(value if _is_sound(value) else "")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ConfigError("LADEAPP_PUBLIC_URL must be the address people type, like https://lade.kommune.no, without a path.")
    return value.rstrip("/")


def _is_sound(url: str) -> bool:
    """Whether host and port can be read from it at all."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _redis(value: str | None) -> str | None:
    if value and not value.startswith(("redis://", "rediss://")):
        raise ConfigError("LADEAPP_REDIS_URL must look like redis://host:6379/0.")
    return value or None


def _bind(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not port.isascii() or int(port) > 65535:
        raise ConfigError("LADEAPP_BIND must be host:port, like 127.0.0.1:8000.")
    return value


def _flag(name: str, given: Mapping[str, str]) -> bool:
    value = given.get(name, "0")
    if value not in {"0", "1", ""}:
        raise ConfigError(f"{PREFIX}{name} must be 0 or 1.")
    return value == "1"


def _count(name: str, given: Mapping[str, str]) -> int:
    value = given.get(name) or "0"
    if value not in tuple("0123456789"):
        raise ConfigError(f"{PREFIX}{name} must be a number of proxies, 0 to 9.")
    return int(value)


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ConfigError("LADEAPP_LANG_DEFAULT must be nb, nn or en.")
    return value


def _subject(value: str | None) -> str | None:
    if value and not value.startswith(("mailto:", "https://")):
        raise ConfigError("LADEAPP_VAPID_SUBJECT must start with mailto: or https://.")
    if value and any(word in value for word in ("example.", "localhost", "changeme")):
        raise ConfigError("LADEAPP_VAPID_SUBJECT is a placeholder; Apple refuses it. Give a real address.")
    return value


def _smtp(given: Mapping[str, str]) -> Smtp | None:
    host, sender = given.get("SMTP_HOST"), given.get("SMTP_FROM")
    if not host:
        if any(name.startswith("SMTP_") and value for name, value in given.items()):
            raise ConfigError("LADEAPP_SMTP_HOST is missing. Give the mail server's name, or remove the other SMTP settings.")
        return None
    tls = given.get("SMTP_TLS") or "starttls"
    if tls not in {"starttls", "tls", "none"}:
        raise ConfigError("LADEAPP_SMTP_TLS must be starttls, tls or none.")
    if tls == "none" and host not in {"localhost", "127.0.0.1", "::1"}:
        raise ConfigError("LADEAPP_SMTP_TLS=none sends addresses in clear over the net. It is only for a mail server on this machine.")
    port = given.get("SMTP_PORT") or {"starttls": "587", "tls": "465", "none": "25"}[tls]
    if not port.isdecimal() or not port.isascii() or not 0 < int(port) < 65536:
        raise ConfigError("LADEAPP_SMTP_PORT must be a number from 1 to 65535.")
    if not sender or not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", sender):
        raise ConfigError("LADEAPP_SMTP_FROM must be the address that messages come from, like lade@your.domain.")
    user, password = given.get("SMTP_USER") or None, given.get("SMTP_PASSWORD") or None
    if bool(user) != bool(password):
        raise ConfigError("LADEAPP_SMTP_USER and LADEAPP_SMTP_PASSWORD belong together. Give both, or neither.")
    return Smtp(host, int(port), sender, tls, user, password)
