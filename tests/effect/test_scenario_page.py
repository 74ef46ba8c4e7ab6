"""Whoever works there tries the sum: nothing is kept, what is typed stays, and what cannot be is said in a sentence."""

import re

import pytest

from tests.cast import ADMIN, ANNA, LEAD, OTHER, UNION
from tests.conftest import PhoneOf
from tests.effect.conftest import words
from tests.trends.test_team_page import plain

PAGE = "/effect/scenario"


def said(phone_of: PhoneOf, address: str = PAGE, status: int = 200, language: str = "en") -> str:
    answer = phone_of(ANNA).get(address, headers={"Accept-Language": language})
    assert answer.status_code == status
    return words(answer.text)


def typed(phone_of: PhoneOf, address: str) -> dict[str, str]:
    page = phone_of(ANNA).get(address).text
    return dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page))


def test_it_begins_with_the_programmes_example_and_says_that_it_is_an_assumption(phone_of: PhoneOf) -> None:
    page = said(phone_of)
    assert "About 193,200 kroner a year" in page
    assert "20 employees × 230 days × 1 percentage points × 4,200 kroner" in page
    assert "4,200 is the programme's own assumption" in page
    assert "It cannot show cause." in page
    assert (
        "about 200,000 for 20 employees, one percentage point and 4,200. That takes 238.1 days; 230 gives 193,200 and 240 gives 201,600."
        in page
    )
    for row in ("220 184,800", "226 189,840", "235 197,400", "250 210,000", "260 218,400", "365 306,600"):
        assert row in page


@pytest.mark.parametrize(("language", "sum_said", "cause"), [
    ("nb", "Om lag 193 200 kroner i året", "kan ikke vise årsak"), ("nn", "20 tilsette × 230 dagar", "kan ikkje vise årsak")])  # fmt: skip
def test_in_the_readers_own_language(language: str, sum_said: str, cause: str, phone_of: PhoneOf) -> None:
    page = said(phone_of, language=language)
    assert sum_said in page
    assert cause in page


def test_the_address_carries_everything_typed(phone_of: PhoneOf) -> None:
    address = f"{PAGE}?employees=35&workdays=238,1&points=0,5&cost=5+000&rate=9&programme=60.000&refunded=y&share=50&refund=2+000"
    page = said(phone_of, address)
    assert "About 166,670 kroner a year" in page  # 35 × 238.1 × 0.5 % × (5 000 - half of 2 000)
    assert "106,670 kroner are left" in page
    assert "0.5 percentage points are 5.6 per cent of your own sick leave of 9 per cent." in page
    stands = typed(phone_of, address)
    assert (stands["employees"], stands["workdays"], stands["cost"], stands["programme"]) == ("35", "238,1", "5 000", "60.000")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("rate=0", "Sick leave is 0 per cent below, so there is nothing to fall."),
        ("rate=0,5", "Sick leave is 0.5 per cent below, so it cannot fall by more than that."),
        ("rate=101", "Write a number from 0 to 100."),
        ("cost=-4200", "It cannot be below zero. Write 0 or more."),
        ("programme=−1", "It cannot be below zero. Write 0 or more."),
        ("employees=0", "Write a number from 1 to 100,000."),
        ("employees=2.5", "Write a whole number, like 4,200."),
        ("employees=", "Write a whole number, like 4,200."),
        ("workdays=367", "Write a number from 1 to 366."),
        ("workdays=hele+uka", "Write a number with one decimal at most, like 1.5."),
        ("points=1,125", "Write a number with 2 decimals at most, like 1.5."),
        ("cost=1e9", "Write a whole number, like 4,200."),
        ("cost=9999999999", "Write a number from 0 to 1,000,000,000."),
        ("share=101", "Write a number from 0 to 100."),
    ],
)
def test_what_cannot_be_is_said_and_stays_as_typed(query: str, sentence: str, phone_of: PhoneOf) -> None:
    name, _, value = query.partition("=")
    assert sentence in said(phone_of, f"{PAGE}?{query}", 422)
    assert typed(phone_of, f"{PAGE}?{query}")[name] == value.replace("+", " ")
    assert "kroner a year" not in said(phone_of, f"{PAGE}?{query}", 422)


def test_all_of_a_hundred_per_cent_may_fall_and_nothing_of_none(phone_of: PhoneOf) -> None:
    assert "About 19,320,000 kroner" in said(phone_of, f"{PAGE}?rate=100&points=100")
    assert "About 0 kroner" in said(phone_of, f"{PAGE}?rate=0&points=0")


def test_a_programme_dearer_than_anything_can_save_is_said(phone_of: PhoneOf) -> None:
    assert "With these figures the programme is not paid for" in said(phone_of, f"{PAGE}?programme=19320001")
    assert (
        "56,800 kroner are lacking when the programme is paid. The programme is paid for when sick leave is 1.3 percentage points lower: 60 days"
        in said(phone_of, f"{PAGE}?programme=250000")
    )
    assert "Your own sick leave cannot fall that far: it is 1.2 per cent." in said(phone_of, f"{PAGE}?programme=250000&rate=1,2")


def test_everybody_reads_the_same_page_and_it_keeps_nothing(phone_of: PhoneOf) -> None:
    pages = {plain(phone_of(member).get(f"{PAGE}?employees=7").text) for member in (ANNA, LEAD, UNION, ADMIN, OTHER)}
    assert len(pages) == 1


def test_the_picture_has_a_name_with_its_figures(phone_of: PhoneOf) -> None:
    page = phone_of(ANNA).get(f"{PAGE}?programme=50000&cost=5000", headers={"Accept-Language": "en"}).text
    assert (
        'aria-label="Kroner a year: 156,400 at 3,400 a day, 193,200 at 4,200 a day, 230,000 at 5,000 a day. The programme: 50,000 kr."'
        in page
    )
