"""The manifest: what the phone's home screen is told, and where an installed app may begin."""

import pytest
from flask.testing import FlaskClient

from ladeapp.pwa.rules import start_address


def test_the_manifest_makes_an_app_that_opens_at_the_check_in(stranger: FlaskClient) -> None:
    answer = stranger.get("/manifest.webmanifest")
    manifest = answer.json or {}
    assert answer.content_type == "application/manifest+json"
    assert (manifest["name"], manifest["id"], manifest["scope"]) == ("Ladeapp", "/", "/")
    assert (manifest["start_url"], manifest["display"]) == ("/check-in", "standalone")
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/check-in", "/stations"]


def test_its_icons_are_there_and_one_fills_whatever_shape_the_phone_cuts(stranger: FlaskClient) -> None:
    icons = (stranger.get("/manifest.webmanifest").json or {})["icons"]
    assert {icon["sizes"] for icon in icons if icon["purpose"] == "maskable"} == {"192x192", "512x512"}
    for icon in icons:
        answer = stranger.get(icon["src"], buffered=True)
        assert answer.data.startswith(b"\x89PNG")
        width = int.from_bytes(answer.data[16:20], "big")
        assert f"{width}x{width}" == icon["sizes"]


@pytest.mark.parametrize(("language", "words"), [("nb", "Sjekk inn"), ("nn", "Sjekk inn"), ("en", "Check in"), ("xx", "Sjekk inn")])
def test_the_manifest_is_fetched_without_cookies_so_the_page_says_the_language(stranger: FlaskClient, language: str, words: str) -> None:
    manifest = stranger.get(f"/manifest.webmanifest?language={language}").json or {}
    assert manifest["shortcuts"][0]["name"] == words


def test_an_app_installed_from_an_invitation_opens_at_the_invitation(stranger: FlaskClient) -> None:
    manifest = stranger.get("/manifest.webmanifest", query_string={"start": "/join/K7QM4TR2XP"}).json or {}
    assert manifest["start_url"] == "/join/K7QM4TR2XP"
    assert manifest["id"] == "/"


@pytest.mark.parametrize(
    "wished",
    [
        "https://elsewhere.no/",
        "//elsewhere.no",
        "/\\elsewhere.no",
        "/join/../me",
        "javascript:alert(1)",
        "/a?b=c",
        "/join/x#y",
        "join",
        "",
        "/" + "a" * 500,
    ],
)
def test_an_app_never_opens_anywhere_but_at_a_plain_page_of_ours(wished: str) -> None:
    assert start_address(wished) == "/check-in"
