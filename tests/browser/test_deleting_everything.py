"""Deleting everything on a real phone: the diary to take along first, then nothing is left – no database, no worker, no cache, no cookie."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ladeapp.db import db
from ladeapp.people.models import Person
from ladeapp.trends.models import Contribution
from ladeapp.vault.models import Vault
from tests.browser.checking_in import AFTER_UNDO, begin_anew, check_in, known_phone, rows, told
from tests.browser.conftest import PhoneOf, Server
from tests.cast import BJORN, PASSWORD

pytestmark = pytest.mark.browser

LEFT = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  session: sessionStorage.length,
})"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "session": 0}


def on_the_page(page: Page) -> None:
    """From what is kept about her, by her password, to the page that says what goes and what stays."""
    page.goto("/me/data")
    page.get_by_role("link", name="Slett alt").click()
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Gå videre").click()
    expect(page.get_by_role("heading", name="Slette alt?")).to_be_visible()


def test_she_takes_her_diary_along_and_nothing_of_hers_is_left_on_server_or_phone(server: Server, phone: PhoneOf) -> None:
    begin_anew(server)
    bjorn = known_phone(phone, BJORN)
    page = bjorn.new_page()
    with told(bjorn):
        check_in(page, 8)
        bjorn.clock.fast_forward(AFTER_UNDO)
    assert page.evaluate(LEFT) != NOTHING
    on_the_page(page)
    with page.expect_download() as along:
        page.get_by_role("button", name="Last ned dagboka først").click()
    assert json.loads(Path(along.value.path()).read_text())["entries"][0]["load"] == 8
    page.get_by_role("button", name="Slett alt for godt").click()
    expect(page.get_by_text("Kryss av hvis du er sikker")).to_be_visible()
    assert (rows(server, Contribution), rows(server, Vault)) == (1, 1)
    page.get_by_label("Jeg vet at ingen kan hente det tilbake").check()
    page.get_by_role("button", name="Slett alt for godt").click()
    expect(page.get_by_role("heading", name="Alt er slettet")).to_be_visible()
    expect(page.get_by_text("denne telefonen er tom")).to_be_visible()
    assert page.evaluate(LEFT) == NOTHING
    assert bjorn.cookies() == []
    assert (rows(server, Contribution), rows(server, Vault)) == (0, 0)
    with server.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).where(Person.login == BJORN.login)) == 0
