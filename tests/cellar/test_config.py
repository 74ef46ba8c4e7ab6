"""A wrong setting stops the start with a sentence that names it and says what to do."""

from pathlib import Path

import pytest

from ladeapp.config import ConfigError, load

PUBLIC = {"LADEAPP_PUBLIC_URL": "https://lade.fjordvik.no", "LADEAPP_VAPID_SUBJECT": "mailto:drift@fjordvik.no"}

REFUSED = {
    "a misspelt name": ({"LADEAPP_DATABSE_URL": "sqlite:////tmp/x"}, "LADEAPP_DATABSE_URL is not a setting"),
    "a short secret": ({"LADEAPP_SECRET_KEY": "hemmelig"}, "LADEAPP_SECRET_KEY is too short"),
    "the demo on a public host": ({**PUBLIC, "LADEAPP_DEMO": "1"}, "LADEAPP_DEMO=1 opens accounts"),
    "a public address without encryption": ({**PUBLIC, "LADEAPP_PUBLIC_URL": "http://lade.fjordvik.no"}, "must start with https://"),
    "every interface without encryption": ({"LADEAPP_BIND": "0.0.0.0:8000"}, "must start with https://"),
    "an address with a path": ({**PUBLIC, "LADEAPP_PUBLIC_URL": "https://fjordvik.no/lade"}, "LADEAPP_PUBLIC_URL must be the address"),
    "an address of another kind": ({"LADEAPP_PUBLIC_URL": "ftp://fjordvik.no"}, "LADEAPP_PUBLIC_URL must be the address"),
    "an address that is none": ({"LADEAPP_PUBLIC_URL": "http://[::1"}, "LADEAPP_PUBLIC_URL must be the address"),
    "strange push services in public": ({**PUBLIC, "LADEAPP_PUSH_EXTRA_HOSTS": "127.0.0.1:9"}, "LADEAPP_PUSH_EXTRA_HOSTS is for tests"),
    "no address for push services": ({"LADEAPP_PUBLIC_URL": "https://lade.fjordvik.no"}, "LADEAPP_VAPID_SUBJECT is missing"),
    "a placeholder for push services": ({"LADEAPP_VAPID_SUBJECT": "mailto:admin@example.com"}, "LADEAPP_VAPID_SUBJECT is a placeholder"),
    "a bare e-mail address": ({"LADEAPP_VAPID_SUBJECT": "drift@fjordvik.no"}, "LADEAPP_VAPID_SUBJECT must start with mailto:"),
    "another database": ({"LADEAPP_DATABASE_URL": "mysql://root@localhost/x"}, "LADEAPP_DATABASE_URL must look like"),
    "a database file without a folder": ({"LADEAPP_DATABASE_URL": "sqlite:///ladeapp.sqlite3"}, "LADEAPP_DATABASE_URL must look like"),
    "a database in memory": ({"LADEAPP_DATABASE_URL": "sqlite://"}, "LADEAPP_DATABASE_URL must look like"),
    "a database server at no port": ({"LADEAPP_DATABASE_URL": "postgresql://x@localhost:førti/x"}, "LADEAPP_DATABASE_URL must look like"),
    "neither yes nor no": ({"LADEAPP_DEMO": "yes"}, "LADEAPP_DEMO must be 0 or 1"),
    "half a proxy": ({"LADEAPP_TRUSTED_PROXIES": "0.5"}, "LADEAPP_TRUSTED_PROXIES must be a number"),
    "a raised proxy": ({"LADEAPP_TRUSTED_PROXIES": "²"}, "LADEAPP_TRUSTED_PROXIES must be a number"),
    "Danish": ({"LADEAPP_LANG_DEFAULT": "da"}, "LADEAPP_LANG_DEFAULT must be nb, nn or en"),
    "no port": ({"LADEAPP_BIND": "127.0.0.1"}, "LADEAPP_BIND must be host:port"),
    "no host": ({"LADEAPP_BIND": ":8000"}, "LADEAPP_BIND must be host:port"),
    "a port beyond the last": ({"LADEAPP_BIND": "127.0.0.1:65536"}, "LADEAPP_BIND must be host:port"),
    "a shared memory that is none": ({"LADEAPP_REDIS_URL": "fjordvik"}, "LADEAPP_REDIS_URL"),
}


@pytest.mark.parametrize(("given", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_setting_is_refused_by_name(given: dict[str, str], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refusal:
        load({"LADEAPP_INSTANCE": str(tmp_path), **given})
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("inside", ["", "keys", "deep/er/keys", "../db/keys"])
def test_keys_beside_the_database_are_refused(inside: str, tmp_path: Path) -> None:
    given = {"LADEAPP_DATABASE_URL": f"sqlite:///{tmp_path}/db/x.sqlite3", "LADEAPP_KEY_DIR": str(tmp_path / "db" / inside)}
    with pytest.raises(ConfigError, match="LADEAPP_KEY_DIR lies inside"):
        load({"LADEAPP_INSTANCE": str(tmp_path), **given})


def test_notes_of_deletions_that_would_be_put_back_with_the_database_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="LADEAPP_ERASURE_DIR lies inside"):
        load({"LADEAPP_INSTANCE": str(tmp_path), "LADEAPP_ERASURE_DIR": str(tmp_path / "db" / "erasures")})


@pytest.mark.parametrize("name", ["KEY_DIR", "ERASURE_DIR"])
def test_nothing_that_must_stay_out_of_a_backup_lies_among_what_goes_into_it(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="travel in backups"):
        load({"LADEAPP_INSTANCE": str(tmp_path), f"LADEAPP_{name}": str(tmp_path / "secrets")})


def test_keys_that_only_seem_to_lie_apart_are_refused(tmp_path: Path) -> None:
    (tmp_path / "db" / "keys").mkdir(parents=True)
    (tmp_path / "apart").symlink_to(tmp_path / "db" / "keys")
    with pytest.raises(ConfigError, match="LADEAPP_KEY_DIR lies inside"):
        load({"LADEAPP_INSTANCE": str(tmp_path), "LADEAPP_KEY_DIR": str(tmp_path / "apart")})


def test_a_refusal_never_repeats_a_secret(tmp_path: Path) -> None:
    secrets = {"LADEAPP_SECRET_KEY": "kort", "LADEAPP_DATABASE_URL": "mysql://lade:tulipan@db/x"}
    for name, value in secrets.items():
        with pytest.raises(ConfigError) as refusal:
            load({"LADEAPP_INSTANCE": str(tmp_path), name: value})
        assert "kort" not in str(refusal.value)
        assert "tulipan" not in str(refusal.value)


def test_nothing_set_starts_on_this_machine_alone(tmp_path: Path) -> None:
    config = load({"LADEAPP_INSTANCE": str(tmp_path), "HOME": "/root", "PORT": "1"})
    assert config.public_url == "http://127.0.0.1:8000"
    assert not config.demo
    assert config.lang_default == "nb"
    assert config.key_dir == tmp_path / "keys"
    assert config.database_url == f"sqlite:///{tmp_path}/db/ladeapp.sqlite3"


def test_the_cookie_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = (load({"LADEAPP_INSTANCE": str(tmp_path)}).secret_key for _ in range(2))
    assert first == second
    assert len(first) == 64
    assert (tmp_path / "secrets" / "cookie.key").stat().st_mode & 0o077 == 0


def test_a_database_server_behind_a_socket_is_accepted(tmp_path: Path) -> None:
    url = "postgresql:///lade?host=/run/postgresql"
    assert load({"LADEAPP_INSTANCE": str(tmp_path), "LADEAPP_DATABASE_URL": url}).database_url.endswith(url.removeprefix("postgresql"))


def test_a_public_start_with_what_it_needs_is_accepted(tmp_path: Path) -> None:
    config = load({"LADEAPP_INSTANCE": str(tmp_path), **PUBLIC, "LADEAPP_DATABASE_URL": "postgres://lade@db/lade"})
    assert config.secure
    assert config.database_url == "postgresql+psycopg://lade@db/lade"
