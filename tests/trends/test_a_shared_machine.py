"""On a machine that others use too a person gives one number for the whole period, and nothing there tells that she did."""

from datetime import timedelta

import pytest

from ladeapp import clock
from ladeapp.people.rules import SHARED
from tests.attacks.crawling import plain
from tests.cast import ANNA, BJORN, COUNTED, LEAD
from tests.periods import EIGHTH, HOUR, SEVENTH

PAGE = "/team/answer"
KEPT = "SELECT count(*) FROM contribution"


@pytest.fixture
def ward(seventh):
    """`ward(ANNA)`: the ward's machine, where Anna has signed in and said that others use it too."""

    def machine(member):
        phone = seventh.phone(member)
        with phone.session_transaction() as session:
            session[SHARED] = int(clock.now().timestamp())
        return phone

    return machine


def give(machine, value, period=SEVENTH.id):
    return machine.post(PAGE, data={"period": period, "value": value}, headers={"Accept-Language": "en"}, follow_redirects=True)


def test_it_counts_like_any_other_in_place_of_what_her_own_phone_has_sent(seventh, ward, silent_noise):
    seventh.answer([2] * 5, COUNTED)
    assert "Received" in give(ward(COUNTED[0]), "07").text
    assert seventh.rows(KEPT) == [(5,)]
    seventh.close(SEVENTH)
    assert seventh.level() == 30  # 7 and four times 2


def test_she_takes_back_there_what_she_has_given_wherever_it_was(seventh, ward):
    seventh.phone(ANNA).put(f"/api/contributions/{SEVENTH.id}", json={"value": 8})
    assert "Received" in give(ward(ANNA), "--").text
    assert seventh.rows(KEPT) == [(0,)]


def test_neither_the_page_nor_any_answer_tells_what_was_given_or_whether(seventh, ward):
    """Whoever sits down at the machine after her, and whoever watches sizes on the network."""
    anna, bjorn = ward(ANNA), ward(BJORN)
    before = anna.get(PAGE)
    answers = [anna.post(PAGE, data={"period": SEVENTH.id, "value": value}) for value in ("00", "10", "10", "--", "--", "07")]
    answers.append(bjorn.post(PAGE, data={"period": SEVENTH.id, "value": "03"}))
    assert len({plain(answer) for answer in answers}) == 1
    anna.get(PAGE)  # what was just said is read
    assert len({plain(give(anna, value)) for value in ("00", "10", "10", "--", "--", "07")}) == 1
    assert plain(anna.get(PAGE)) == plain(before)
    values = [f'value="{value}"' for value in ("--", *(f"{number:02}" for number in range(11)))]
    assert all(value in before.text for value in values)
    assert len({len(value) for value in values}) == 1  # so that every body is as long


@pytest.mark.parametrize("value", ["", "7", "11", "-1", "7.5", "٠٧", "0x", "007"])
def test_anything_but_a_choice_of_the_page_changes_nothing(seventh, ward, value):
    assert "none of the choices" in give(ward(ANNA), value).text
    assert seventh.rows(KEPT) == [(0,)]


def test_whoever_is_not_counted_is_told_so_and_gives_nothing(seventh, ward):
    leila = ward(LEAD)
    assert "You are not counted in a team" in leila.get(PAGE, headers={"Accept-Language": "en"}).text
    assert "does not take your answer" in give(leila, "07").text
    assert seventh.rows(KEPT) == [(0,)]


def test_while_two_periods_run_she_says_which_and_after_the_close_it_is_too_late(seventh, ward):
    seventh.at(EIGHTH.opens + HOUR)
    seventh.work()
    page = ward(ANNA).get(PAGE).text
    assert [span.id in page for span in (SEVENTH, EIGHTH, EIGHTH.next)] == [True, True, False]
    give(ward(ANNA), "07", EIGHTH.id)
    assert seventh.rows("SELECT period_id FROM contribution") == [(EIGHTH.id,)]
    seventh.at(SEVENTH.closes + timedelta(minutes=1))
    assert "does not take your answer" in give(ward(ANNA), "07").text
    assert ward(ANNA).post(PAGE, data={"period": "2026-P99", "value": "07"}).status_code == 404


def test_a_lost_key_is_told_and_a_minute_later_it_takes_the_number(seventh, ward):
    (seventh.app.extensions["ladeapp"].key_dir / f"{SEVENTH.id}.key").unlink()
    assert "Try again in a minute" in give(ward(ANNA), "07").text
    seventh.work()
    assert "Received" in give(ward(ANNA), "07").text


def test_on_a_machine_of_ones_own_the_diary_works_it_out(seventh):
    anna = seventh.phone(ANNA)
    assert anna.get(PAGE).location == anna.post(PAGE, data={"period": SEVENTH.id, "value": "07"}).location == "/check-in"
    assert seventh.rows(KEPT) == [(0,)]
