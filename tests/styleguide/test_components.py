"""The components keep what the pages rely on: light, nameable, and without a style of their own."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ladeapp import create_app
from ladeapp.assets import STATIC
from ladeapp.styleguide.examples import SCREENS
from tests.conftest import config_for

TEMPLATES = STATIC.parent / "templates"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("styleguide")
    yield create_app(config_for(folder, f"sqlite:///{folder / 'look.sqlite3'}", demo=True))


@pytest.fixture
def visitor(demo: Flask) -> FlaskClient:
    return cast(FlaskClient, demo.test_client())


@pytest.mark.parametrize("address", ["/styleguide", *(f"/styleguide/{screen}" for screen in SCREENS)])
def test_whoever_runs_the_demo_can_look_at_every_component(visitor: FlaskClient, address: str) -> None:
    page = visitor.get(address)
    assert page.status_code == 200
    assert "Ladeapp" in page.text


def test_a_screen_that_is_not_drawn_is_not_there(visitor: FlaskClient) -> None:
    assert visitor.get("/styleguide/mood").status_code == 404


def test_a_real_workplace_has_no_page_of_components(tmp_path: Path) -> None:
    app = create_app(config_for(tmp_path, f"sqlite:///{tmp_path / 'look.sqlite3'}"))
    assert app.test_client().get("/styleguide").status_code == 404


def test_no_template_carries_a_style_or_a_handler_that_the_policy_would_refuse() -> None:
    for template in TEMPLATES.rglob("*.html"):
        assert not re.search(r"\s(style|on[a-z]+)\s*=\s*[\"']", template.read_text()), template


def test_every_icon_that_a_template_asks_for_is_drawn() -> None:
    drawn = {"battery", *re.findall(r'^  "([a-z0-9-]+)":', (TEMPLATES / "macros/lucide.html").read_text(), re.MULTILINE)}
    for template in TEMPLATES.rglob("*.html"):
        asked = re.findall(r'(?:icon\(|icon_name=|line\(|empty\([^)]*, )"([a-z0-9-]+)"', template.read_text())
        assert set(asked) <= drawn, template


def test_a_check_in_needs_at_most_twenty_kilobytes_of_style(visitor: FlaskClient) -> None:
    page = visitor.get("/check-in").text
    inline = "".join(re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL))
    linked = re.findall(r'rel="stylesheet" href="/static/[0-9a-f]+/([^"]+)"', page)
    assert linked
    style = [inline.encode(), *((STATIC / sheet).read_bytes() for sheet in linked)]
    assert sum(len(gzip.compress(text, 9)) for text in style) <= 20_000


def test_the_load_grid_has_eleven_numbers_and_a_way_out(visitor: FlaskClient) -> None:
    page = visitor.get("/styleguide/check-in").text
    assert re.findall(r'data-load="(\d+)"', page) == [str(value) for value in range(11)]
    assert "data-not-today" in page


def test_a_period_without_a_number_is_a_gap_in_the_picture_and_words_in_the_table(visitor: FlaskClient) -> None:
    page = visitor.get("/styleguide/team").text
    assert page.count('class="band-line"') == 3
    assert page.count('class="band-gap"') == 2
    assert page.count("ingen tall</td>") == 2
    assert page.count('<td class="num">4,5</td>') == 3


def test_a_form_that_comes_back_says_what_to_mend_and_ties_it_to_the_field(visitor: FlaskClient) -> None:
    page = visitor.get("/styleguide").text
    assert 'aria-describedby="light-name-hint light-name-error"' in page
    assert 'id="light-name-error"' in page
    assert "Rullerende pause på følelsesmessig krevende vakter." in page
