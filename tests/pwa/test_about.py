"""Somebody whom the union trusts compares the code on the phone with the repository."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ladeapp import assets


def listed(stranger: FlaskClient) -> dict[str, str]:
    """Path → digest, as the downloaded list has them."""
    lines = stranger.get("/me/about/ladeapp.sha256").text.splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def test_the_list_is_checked_against_a_checkout_with_an_ordinary_tool(stranger: FlaskClient, tmp_path: Path) -> None:
    checkout = shutil.copytree(assets.STATIC, tmp_path / "checkout")
    (checkout / "ladeapp.sha256").write_text(stranger.get("/me/about/ladeapp.sha256").text)
    check = ["sha256sum", "--check", "--strict", "--quiet", "ladeapp.sha256"]
    assert subprocess.run(check, cwd=checkout, capture_output=True).returncode == 0
    with (checkout / "js" / "diary" / "crypto.js").open("a") as altered:
        altered.write(" ")
    assert b"js/diary/crypto.js: FAILED" in subprocess.run(check, cwd=checkout, capture_output=True).stdout


def test_every_file_is_listed_and_served_with_just_these_bytes(stranger: FlaskClient) -> None:
    files = listed(stranger)
    assert set(files) == {path.relative_to(assets.STATIC).as_posix() for path in assets.STATIC.rglob("*") if path.is_file()}
    for path, digest in files.items():
        assert hashlib.sha256(stranger.get(assets.asset(path), buffered=True).data).hexdigest() == digest, path


def test_the_page_shows_every_digest_the_commit_and_the_worker_as_it_is_served(stranger: FlaskClient) -> None:
    page = stranger.get("/me/about").text
    for path, digest in listed(stranger).items():
        assert path in page
        assert digest in page
    assert hashlib.sha256(stranger.get("/sw.js").data).hexdigest() in page
    assert hashlib.sha256(stranger.get("/me/about/ladeapp.sha256").data).hexdigest()[:12] in page
    commit = assets.commit()
    assert commit is None or re.fullmatch("[0-9a-f]{40}(-dirty)?", commit)
    assert (commit or "not told") in stranger.get("/me/about", headers={"Accept-Language": "en"}).text


def test_two_builds_give_the_same_numbers(tmp_path: Path) -> None:
    again = tmp_path / "again"
    for path in reversed(list(assets.table())):  # laid down in another order, at another time, with other rights
        (again / path).parent.mkdir(parents=True, exist_ok=True)
        (again / path).write_bytes((assets.STATIC / path).read_bytes())
        (again / path).chmod(0o600)
    assert list(assets.digests(again).items()) == list(assets.table().items())


def test_without_its_repository_it_says_so(stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "commit", lambda: None)
    assert "installed without its repository" in stranger.get("/me/about", headers={"Accept-Language": "en"}).text
