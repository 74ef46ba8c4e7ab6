"""Where paper is made, nothing is fetched but our own stylesheets, fonts and drawings."""

from pathlib import Path

import pytest

from ladeapp.assets import STATIC
from ladeapp.hse import press, typeset


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://evil.example/css/pdf.css",
        "https://static.invalid.evil.example/css/pdf.css",
        "http://static.invalid/css/pdf.css",
        "file:///etc/passwd",
        "ftp://static.invalid/css/pdf.css",
        "data:text/css,*{}",
        "https://static.invalid/../../pyproject.toml",
        "https://static.invalid/css/../../translations/x.css",
        "https://static.invalid/%2e%2e/%2e%2e/x.css",
        "https://static.invalid//etc/x.css",
        "https://static.invalid/js/trends/print.js",
        "https://static.invalid/css",
        "css/pdf.css",
        "",
    ],
)
def test_no_other_address_is_a_file_of_ours(address):
    with pytest.raises(ValueError):
        typeset.own_file(address, STATIC)


def test_our_own_are():
    assert typeset.own_file("https://static.invalid/css/pdf.css", STATIC) == STATIC / "css/pdf.css"
    assert all(path.suffix in typeset.KINDS for path in map(Path, ("icons/logo.svg", "x.woff2")))


def test_what_a_page_asks_for_elsewhere_never_leaves_the_house(monkeypatch, tmp_path):
    """By the whole way through WeasyPrint, with every door to the net watched."""
    import socket

    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: asked.append(given) or [])
    secret = tmp_path / "secret.css"
    secret.write_text("h1 { content: 'leaked' }")
    links = "".join(
        f'<link rel={rel} href="{secret.as_uri()}"><link rel={rel} href="http://10.0.0.1/x">' for rel in ("stylesheet", "attachment")
    )
    pdf = typeset.typeset(f'<html lang="nb"><title>x</title>{links}<img alt="x" src="http://10.0.0.1/y"><h1>Hei</h1>', STATIC)
    assert pdf.startswith(b"%PDF-")
    assert asked == []
    assert b"leaked" not in pdf
    assert b"EmbeddedFile" not in pdf


def test_the_process_is_given_no_setting_and_no_secret(monkeypatch, tmp_path):
    spy = tmp_path / "typeset.py"
    spy.write_text("import os, sys; sys.stdout.write('%PDF-' + repr(dict(os.environ)) + repr(sys.argv[1:]))")
    monkeypatch.setattr(press, "TYPESET", spy)
    monkeypatch.setenv("LADEAPP_SECRET_KEY", "a secret of ours")
    told = press.printed("<html>").decode()
    assert "LADEAPP" not in told
    assert "secret" not in told
    assert str(STATIC) in told


@pytest.mark.parametrize(("code", "meant"), [(typeset.MISSING, press.Missing), (1, press.Failed), (0, press.Failed)])
def test_what_it_ends_with_is_understood(monkeypatch, tmp_path, code, meant):
    """3: Pango is not there. Anything else that is no PDF, and silence too, is a failure."""
    spy = tmp_path / "typeset.py"
    spy.write_text(f"import sys; sys.exit({code})")
    monkeypatch.setattr(press, "TYPESET", spy)
    with pytest.raises(meant):
        press.printed("<html>")


def test_one_is_made_at_a_time_and_the_next_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(press, "WAITS", 0.1)
    with press._turn, pytest.raises(press.Failed):
        press.printed("<html>")
