"""A team writes its card: any member, nobody else; the log says that it was done; nothing typed is lost."""

import pytest
import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.models import Membership, TeamLog
from tests.cast import ANNA, BJORN, LEAD, OTHER
from tests.gathering.conftest import MODULE, PROMPTS
from tests.periods import World

LINES = ["Spør hvordan det gikk", "Ta den andres telefon", ""]
NB = {"Accept-Language": "nb"}


def seen(phone):
    page = phone.get("/team/card/edit").text
    return page.partition('name="seen" value="')[2].partition('"')[0]


def save(phone, lines=LINES, by=None):
    data = {"line": lines, "seen": seen(phone) if by is None else by}
    return phone.post("/team/card/edit", data=data, headers=NB)


def from_the_screen(phone, lines=LINES, by=None):
    return phone.put("/api/team-card", json={"lines": lines, "seen": seen(phone) if by is None else by}, headers=NB)


@pytest.mark.parametrize("write", [save, from_the_screen])
def test_a_member_writes_it_and_all_of_the_team_read_it(phone_of, write):
    assert write(phone_of(ANNA)).status_code in {200, 303}
    for member in (BJORN, LEAD):
        page = phone_of(member).get("/team/card").text
        assert LINES[0] in page
        assert PROMPTS[1] in page
        assert PROMPTS[2] not in page  # nothing was said there
        assert LINES[0] in phone_of(member).get(f"/learn/{MODULE}/meeting").text
    other = phone_of(OTHER)
    assert LINES[0] not in other.get("/team/card").text + other.get("/team/card/edit").text


def test_the_log_says_who_and_when_and_not_what(phone_of, app):
    save(phone_of(ANNA))
    team = phone_of(BJORN).get("/team", headers=NB).text
    assert "Teamkortet ble skrevet eller endret" in team
    assert LINES[0] not in team.partition("Teamkortet ble skrevet")[2]
    with app.app_context():
        logged = db.session.execute(sa.select(TeamLog.actor, TeamLog.about).where(TeamLog.what == "card_written")).all()
        db.session.remove()
    assert [tuple(each) for each in logged] == [("Anna", "")]


def test_whoever_is_in_no_team_has_no_card(phone_of, app):
    with app.app_context():
        db.session.query(Membership).filter_by(person_id=World.id_of(ANNA)).delete()
        db.session.commit()
        db.session.remove()
    anna = phone_of(ANNA)
    assert {anna.get("/team/card").status_code, anna.get("/team/card/edit").status_code, from_the_screen(anna, by="x").status_code} == {404}
    page = anna.get(f"/learn/{MODULE}/meeting", headers=NB).text
    assert "Du er ikke med i noe team her" in page
    assert PROMPTS[0] in page


def test_any_member_changes_it_later_and_the_days_are_told(phone_of, time_machine):
    time_machine.move_to("2026-06-15 12:00", tick=False)
    save(phone_of(ANNA))
    time_machine.move_to("2026-06-18 12:00", tick=False)
    assert save(phone_of(BJORN), ["Sett deg ned", "", ""]).status_code == 303
    page = phone_of(ANNA).get("/team/card", headers=NB).text
    assert "Sett deg ned" in page
    assert LINES[0] not in page
    assert "18. juni 2026" in page
    assert "15. juni 2026" in page


@pytest.mark.parametrize("write", [save, from_the_screen])
@pytest.mark.at_once
def test_two_who_write_at_once_lose_nothing(phone_of, write):
    anna, bjorn = phone_of(ANNA), phone_of(BJORN)
    before = seen(anna)
    save(bjorn)
    refused = write(anna, ["Mitt", "", ""], before)
    assert refused.status_code == 409
    assert LINES[0] in anna.get("/team/card").text
    if write is save:
        assert "Mitt" in refused.text
        assert LINES[0] in refused.text
        assert "endret kortet imens" in refused.text
    else:
        assert refused.json["lines"] == LINES
        assert "endret kortet imens" in refused.json["detail"]
    assert write(anna, ["Mitt", "", ""]).status_code in {200, 303}
    assert "Mitt" in bjorn.get("/team/card").text


def test_the_same_saved_twice_is_one_change(phone_of, app):
    anna = phone_of(ANNA)
    before = seen(anna)
    assert {from_the_screen(anna, by=before).status_code, from_the_screen(anna, by=before).status_code} == {200}
    assert anna.get("/team", headers=NB).text.count("Teamkortet ble skrevet") == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [(["x" * 201, "", ""], "200 tegn"), (["", " ", ""], "minst én linje"), (["a"], "andre linjer"), (["a"] * 9, "andre linjer")],
)
def test_what_does_not_fit_is_told_and_kept_on_the_page(phone_of, lines, told):
    anna = phone_of(ANNA)
    refused = save(anna, lines)
    assert refused.status_code == 422
    assert told in refused.text
    assert lines[0] in refused.text
    assert told in from_the_screen(anna, lines).json["detail"]
    assert "Ingenting er skrevet" in anna.get("/team/card", headers=NB).text


@pytest.mark.parametrize(
    "body", [{}, {"lines": "abc", "seen": "x"}, {"lines": [1, 2, 3], "seen": "x"}, {"lines": LINES}, {"lines": LINES, "seen": 1}]
)
def test_what_is_no_card_is_refused(phone_of, body):
    assert phone_of(ANNA).put("/api/team-card", json=body).status_code == 422


def test_a_line_is_text_and_nothing_else(phone_of):
    save(phone_of(ANNA), ["<script>alert(1)</script>", "{{ 7*7 }}", "\x00"[:0] + "æøå 🫠"])
    page = phone_of(BJORN).get("/team/card").text
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
