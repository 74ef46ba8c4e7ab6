"""Waiting for what a page answers only after a while."""

import time

from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE

BETWEEN = 50  # ms
SLOW_TO_SEAL = """const seal = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = async function (...about) {
  await new Promise((later) => setTimeout(later, 400));
  return seal.apply(this, about);
};"""


def until(page: Page, asked: str, arg: object = None) -> None:
    """Until the async function `asked` says yes. Playwright's own wait takes the promise itself for a yes, and waits for nothing."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(asked, arg):
        assert time.monotonic() < end, f"never: {asked} {arg}"
        page.wait_for_timeout(BETWEEN)
