"""Risks by § 4-3's factors, measures that somebody sees to, and what staff read of them."""

import csv
import io
from datetime import timedelta

import pytest

from ladeapp import clock
from tests.cast import ANNA, LEAD, OTHER, SAFETY, UNION
from tests.ground import _another_workplace
from tests.hse.conftest import MEASURE, RISK, words


def test_the_four_factors_stand_first_and_the_organisation_is_asked_first(room):
    html = room.html(SAFETY, "/work/risks/new")
    assert [html.index(f'value="{letter}"') for letter in ("a", "b", "c", "d", "more")] == sorted(
        html.index(f'value="{letter}"') for letter in ("a", "b", "c", "d", "more")
    )
    html = room.html(SAFETY, "/work/measures/new")
    assert html.index('value="organisation"') < html.index('value="team"') < html.index('value="individual"')
    assert (
        'checked class="ds-input" id="level-0"' in html
        or "checked" in html[html.index('id="level-0"') - 80 : html.index('value="organisation"') + 40]
    )


@pytest.mark.parametrize("part", ["factor", "title", "source", "source_name", "reasoning"])
def test_a_risk_without_its_reasons_comes_back_with_every_word(room, part):
    answer = room.sends(SAFETY, "/work/risks/new", **{**RISK, part: ""})
    assert answer.status_code == 422
    assert all(text in answer.text for name, text in RISK.items() if name in {"title", "source_name", "reasoning"} and name != part)
    assert room.world.rows("SELECT count(*) FROM work_risk") == [(0,)]


@pytest.mark.parametrize("grade", ["0", "6", "-1", "fem", ""])
def test_likelihood_and_consequence_are_one_to_five(room, grade):
    assert room.sends(SAFETY, "/work/risks/new", **{**RISK, "likelihood": grade}).status_code == 422


def test_nothing_is_judged_until_somebody_has_judged_it(room):
    page = room.html(SAFETY, "/work/risks/new")
    for grade in ("likelihood", "consequence"):
        select = page[page.index(f'name="{grade}"') :].partition("</select>")[0]
        assert "selected" not in select
        assert select.index('value=""') < select.index('value="1"')
    answer = room.sends(SAFETY, "/work/risks/new", **{**RISK, "likelihood": "", "consequence": ""})
    assert answer.status_code == 422
    for asked in ("How likely is it?", "How grave is it?"):
        assert f"{asked} – Choose one of these." in words(answer.text)
    assert RISK["title"] in answer.text
    assert RISK["reasoning"] in answer.text


def test_what_was_judged_stands_there_chosen(room):
    page = room.html(UNION, f"/work/risks/{room.risks()}")
    assert page.count("selected") == 2
    assert 'selected value="4"' in page
    assert 'selected value="3"' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"owner": ""}, "Somebody has to see to it"),
        ({"owner": "other", "owner_words": " "}, "Write who sees to it"),
        ({"owner": "1000000"}, "Somebody has to see to it"),
        ({"due": "2020-02-02"}, "That day has been"),
        ({"due": "snart"}, "Choose a day, or write it like"),
        ({"due": ""}, "Choose a day."),
        ({"look_day": "2020-02-02"}, "before it is to be done"),
        ({"title": ""}, "Write something here"),
        ({"level": "nobody"}, "Choose one of these"),
    ],
)
def test_a_measure_without_owner_or_with_a_day_that_has_been_is_refused_with_a_sentence(room, wrong, said):
    answer = room.sends(SAFETY, "/work/measures/new", **{**MEASURE, "due": room.ahead(30), **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert room.world.rows("SELECT count(*) FROM work_measure") == [(0,)]


def test_overdue_ones_stand_first_and_their_owner_finds_hers_on_home(room):
    room.measures(title="Senere", due=room.ahead(60))
    room.measures(title="Ny turnus", owner=room.person(UNION), due=room.ahead(2))
    room.world.at(clock.now() + timedelta(days=5))
    page = room.page(SAFETY, "/work/measures")
    assert page.index("Overdue") < page.index("Ny turnus") < page.index("Senere")
    assert "Ny turnus Overdue, and yours" in room.page(UNION, "/")
    assert "Overdue, and yours" not in room.page(SAFETY, "/")
    assert "1 measure is overdue" in room.page(SAFETY, "/")
    assert "overdue" not in room.page(ANNA, "/")


def test_an_overdue_measure_can_be_told_done_without_a_new_day(room):
    due = room.ahead(1)
    measure = room.measures(due=due)
    room.world.at(clock.now() + timedelta(days=9))
    answer = room.sends(SAFETY, measure, **{**MEASURE, "due": due, "state": "done", "effect": "Roligere netter."})
    assert answer.status_code == 200
    assert room.world.rows("SELECT state, effect FROM work_measure") == [("done", "Roligere netter.")]


def test_the_day_on_which_the_effect_is_looked_at_comes_up(room):
    measure = room.measures(due=room.ahead(2), look_day=room.ahead(10))
    room.sends(SAFETY, measure, **{**MEASURE, "due": room.ahead(2), "look_day": room.ahead(10), "state": "done"})
    room.world.at(clock.now() + timedelta(days=11))
    assert "Time to look at the effect" in room.page(SAFETY, "/work/measures")


def test_what_is_published_is_read_by_everybody_and_nobody_elsewhere(room):
    measure = room.measures()
    with room.world.inside():
        _another_workplace()
    told = "Vi er to på natt fra 1. juni."
    assert told not in room.page(ANNA, "/team")
    room.sends(UNION, f"{measure}/publication", text=told)
    for member in (ANNA, LEAD, OTHER):
        for address in ("/", "/work/published"):
            assert told in room.page(member, address)
    assert told in room.page(ANNA, "/team")
    assert told in room.page(ANNA, "/team/lead-view")
    from tests.cast import Member

    with room.world.inside():
        from ladeapp.people import actions, queries

        siv = queries.person_by_login("siv", "havnes")
        token = actions.begin_session(siv)
    phone = room.world.app.test_client()
    with phone.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    assert told not in phone.get("/").text + phone.get("/work/published").text
    assert Member


def test_what_is_taken_back_is_gone_and_stands_in_the_log_with_its_day(room):
    measure = room.measures()
    room.sends(UNION, f"{measure}/publication", text="To på natt.")
    room.world.at(clock.now() + timedelta(days=2))
    room.sends(SAFETY, f"{measure}/publication/end")
    assert "To på natt." not in room.page(ANNA, "/work/published") + room.page(ANNA, "/team") + room.page(ANNA, "/")
    lines = room.world.rows("SELECT what, by, about, day FROM work_log ORDER BY day")
    assert [line[:3] for line in lines] == [("published", "Unni", "To på natt."), ("withdrawn", "Stein", "To på natt.")]
    assert "Taken back: To på natt." in room.page(LEAD, "/work/measures")


def test_html_and_formulas_stay_words(room):
    nasty = "<script>alert(1)</script>"
    risk = room.risks(title=nasty)
    measure = room.measures(title="=HYPERLINK(1)", owner_words="@noen")
    room.sends(UNION, f"{measure}/publication", text=f"{nasty} 100 % {{}}")
    for member, address in ((SAFETY, "/work/measures"), (SAFETY, "/work/pack"), (ANNA, "/work/published"), (ANNA, "/team"), (ANNA, "/")):
        html = room.html(member, address)
        assert nasty not in html
        assert "&lt;script&gt;" in html
    answer = room.world.phone(SAFETY).get("/work/measures.csv", headers={"Accept-Language": "en"})
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][4] == "'@noen"
    assert all(not cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)
    assert risk


def test_a_measure_of_another_workplace_is_not_there(room):
    measure = room.measures()
    room.world.run("UPDATE work_measure SET workplace_id = (SELECT max(id) FROM workplace)")
    with room.world.inside():
        from ladeapp.people import actions

        actions.create_workplace("havnes", "Havnes kommune")
    room.world.run("UPDATE work_measure SET workplace_id = (SELECT id FROM workplace WHERE slug = 'havnes')")
    for way in ("", "/publication", "/publication/end"):
        assert room.world.phone(SAFETY).post(f"{measure}{way}", data={**MEASURE, "due": room.ahead(9), "text": "x"}).status_code == 404


def test_a_day_that_nobody_means_is_refused_in_one_sentence(room):
    answer = room.sends(SAFETY, "/work/measures/new", **{**MEASURE, "due": room.ahead(30), "look_day": "2019-01-01"})
    assert answer.status_code == 422
    assert "When we look at the effect – Choose a day between 2020 and 2100. " in words(answer.text)
    assert "That is before it is to be done" not in answer.text
