"""Anna's phone as the check-in's tests need it: known to the app, with a diary, and a number that can be waited for."""

import re
from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, Response, expect

from ladeapp import clock
from ladeapp.db import db
from ladeapp.trends import actions as trends
from ladeapp.trends.models import Contribution
from ladeapp.vault.models import Vault, VaultKey
from tests.browser import notifications
from tests.browser.conftest import PhoneOf, Server
from tests.cast import ANNA, Member

ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36"
AFTER_UNDO = 60_000  # ms; undo lasts ten seconds


def begin_anew(server: Server) -> None:
    """A period is open, nobody has answered yet, and no phone is known."""
    with server.app.app_context():
        trends.open_due(clock.now())
        for table in (Contribution, Vault, VaultKey):
            db.session.execute(sa.delete(table))
        db.session.commit()


def known_phone(phone: PhoneOf, member: Member = ANNA, **more: object) -> BrowserContext:
    """Her phone after its first visit: the app is kept on it, and a diary was made without a word."""
    context = phone(member, user_agent=ANDROID, **more)
    context.clock.install()
    page = context.new_page()
    with page.expect_response(lambda answer: answer.url.endswith("/api/vault-keys") and answer.request.method == "PUT"):
        page.goto("/check-in")
    notifications.controlled(page)
    page.close()
    return context


def check_in(page: Page, load: int) -> None:
    page.goto("/check-in")
    page.get_by_role("button", name=re.compile(rf"^{load}\b")).click()
    expect(page.locator('[data-step="charge"]').get_by_text("Lagret på telefonen.")).to_be_visible()  # it is in the page, hidden, before


def contribution(answer: Response) -> bool:
    return "/api/contributions/" in answer.url


def told(context: BrowserContext) -> AbstractContextManager[Any]:
    """Wait until the team's number has been told something, and for its answer."""
    return context.expect_event("response", contribution)


def rows(server: Server, table: type[Contribution] | type[Vault]) -> int:
    with server.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
