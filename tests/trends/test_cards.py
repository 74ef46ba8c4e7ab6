"""Cards for a team meeting: the four factors of § 4-3, the work before the worker, the same whatever the number is."""

import pytest

from ladeapp.i18n import LANGUAGES
from ladeapp.trends.cards import deck
from tests.cast import ADMIN, ANNA, LEAD, OTHER
from tests.periods import SEVENTH
from tests.trends.test_team_page import plain, words

PAGE = "/team/cards"


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_for_each_of_the_four_factors_with_the_work_first(language):
    cards = deck(language).cards
    assert [card.letter for card in cards] == ["a", "b", "c", "d"]
    for card in cards:
        assert len(card.work) >= 2
        assert len(card.measures) >= 2
        assert all(question.endswith("?") for question in (*card.work, card.us))


def test_every_figure_and_every_sentence_about_the_law_says_where_it_was_read_alike_in_every_language():
    decks = [deck(language) for language in LANGUAGES]
    for told in decks:
        for said in (told.law, *told.country.figures):
            assert said.text
            assert said.source
            assert said.url.startswith("https://")
    assert len({(told.law.url, *(figure.url for figure in told.country.figures)) for told in decks}) == 1
    assert len({tuple(len(card.work) + len(card.measures) for card in told.cards) for told in decks}) == 1


def test_the_figures_of_the_country_are_never_laid_beside_our_number(seventh):
    page = words(seventh.read(ANNA, PAGE))
    assert "This is not the same scale as our number." in page
    assert page.index("20 % of everyone in work in Norway") < page.index("This is not the same scale")
    assert "15 %" not in page  # that is three factors together, and none of them alone
    assert "the law is followed" in page


def test_they_are_the_same_for_everyone_and_whatever_the_number_is(seventh, silent_noise):
    before = plain(seventh.read(ANNA, PAGE))
    seventh.answer([9] * 12)
    seventh.close(SEVENTH)
    assert {plain(seventh.read(member, PAGE)) for member in (ANNA, LEAD, ADMIN, OTHER)} == {before}


@pytest.mark.parametrize("address", ["/team", "/team/lead-view"])
def test_members_and_lead_find_them_from_their_page(seventh, address):
    for member in (ANNA, LEAD):
        assert f'href="{PAGE}"' in seventh.read(member, address)


def test_their_lines_are_shown_in_the_reader_s_own_language(seventh):
    for language, title in (("nb", "Følelsesmessige krav"), ("nn", "Kjenslemessige krav"), ("en", "Emotional demands")):
        assert title in seventh.phone(ANNA).get(PAGE, headers={"Accept-Language": language}).text
