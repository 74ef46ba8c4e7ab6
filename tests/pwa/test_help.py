"""Numbers to call: there without coverage, dialled by a tap, each with where it was read and when."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from ladeapp.pwa.queries import help_lines


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_line_says_where_its_number_was_read_and_in_which_month(language: str) -> None:
    lines = help_lines(language)
    for line in lines.urgent + lines.now + lines.also:
        assert line.source
        assert date(2020, 1, 1) < line.checked_day < date(2027, 1, 1)
        assert bool(line.number) != bool(line.url)


def test_the_numbers_are_the_same_in_every_language() -> None:
    numbers = {
        tuple((line.number, line.url) for group in (lines.urgent, lines.now, lines.also) for line in group)
        for lines in map(help_lines, ("nb", "nn", "en"))
    }
    assert len(numbers) == 1


def test_a_tap_calls_and_only_113_and_112_stand_in_red(stranger: FlaskClient) -> None:
    page = stranger.get("/help").text
    for number in ("tel:113", "tel:112", "tel:116117", "tel:116123", "tel:22400040"):
        assert f'href="{number}"' in page
    assert page.count('class="urgent"') == 2


def test_there_are_always_two_lines_beside_the_doctor_because_one_may_not_answer() -> None:
    assert [line.number for line in help_lines("nb").now][:3] == ["116 117", "116 123", "22 40 00 40"]


def test_a_tap_on_a_colleague_to_talk_to_lands_beside_the_right_words(stranger: FlaskClient) -> None:
    check_in, help_page = stranger.get("/check-in").text, stranger.get("/help").text
    for whom in ("safety-rep", "union-rep", "occupational-health"):
        assert f'href="/help#{whom}"' in check_in
        assert f'id="{whom}"' in help_page
