"""One Chromium for all tests of a process: two of Playwright's loops cannot live side by side."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.databases import lacking


@pytest.fixture(scope="session")
def chromium_path() -> str:
    names = (os.environ.get("LADEAPP_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        lacking("Chromium", "chromium")
    return str(found)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """The same Chromium without the window around its pages, where it is there: that spares a third of the work."""
    lean = None if os.environ.get("LADEAPP_CHROMIUM") else shutil.which("chromium-headless-shell")
    browser = playwright.chromium.launch(executable_path=lean or chromium_path, args=as_root())
    yield browser
    browser.close()


def as_root() -> list[str]:
    """Chromium's sandbox does not work for root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []
