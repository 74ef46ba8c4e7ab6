"""The team reads its number; the lead reads the same page a day later; nobody reads more."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from ladeapp.db import db
from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, SUPPORTER
from tests.periods import EIGHTH, HOUR, SEVENTH, SIXTH


@pytest.fixture
def released(seventh, silent_noise):
    """Period 7 has just closed: 4.5, 2.0 or 8.0, as the test's answers say."""

    def release(values):
        seventh.answer(values)
        seventh.close(SEVENTH)
        return seventh

    return release


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]))


def test_the_number_is_there_as_a_picture_and_as_a_table(released):
    page = released([4, 5] * 6).read(ANNA, "/team")
    assert "Load 4.5" in words(page)
    assert "period 7" in words(page)
    assert "<svg" in page
    assert re.search(r'<th scope="row">[^<]*7[^<]*</th><td class="num">4\.5</td>', page)
    assert "Blurred on purpose" in page


@pytest.mark.parametrize(("values", "said"), [([0] * 12, "2 or lower"), ([10] * 12, "8 or higher")])
def test_the_ends_are_said_as_ends_in_the_headline_and_the_table(released, values, said):
    page = released(values).read(ANNA, "/team")
    assert f"Load {said}" in words(page)
    assert f'<td class="num">{said}</td>' in page


def test_no_number_is_said_plainly(released):
    assert "No number this time" in words(released([5] * 3).read(ANNA, "/team"))


def test_before_the_first_number_its_day_stands_there(seventh):
    page = words(seventh.read(ANNA, "/team"))
    assert "No number this time" in page  # period 6 was the first, unconfirmed
    assert "Next number Wednesday 15 July at 12:00" in page


def test_a_new_team_reads_the_day_of_its_first_number_and_what_it_takes(world):
    page = words(world.read(ANNA, "/team"))
    assert "No number yet" in page
    assert "The first number can come Wednesday 17 June at 12:00" in page
    assert "both confirmed the list before Monday 18 May" in page


def test_an_unconfirmed_new_team_reads_a_day_four_weeks_later(world):
    world.live_through(SEVENTH)
    assert "The first number can come Wednesday 12 August at 12:00" in words(world.read(ANNA, "/team"))


def test_a_team_that_is_too_small_is_told_what_to_do(seventh):
    page = words(seventh.read(OTHER, "/team"))
    assert "at least 6" in page


def test_the_lead_reads_each_number_24_hours_after_the_members(released):
    world = released([4, 5] * 6)
    for page in ("/", "/team"):
        world.at(SEVENTH.closes)
        assert "Load 4.5" in words(world.read(ANNA, page))
        assert "4.5" not in words(world.read(LEAD, page))
        world.at(SEVENTH.closes + timedelta(hours=24, seconds=-1))
        assert "4.5" not in words(world.read(LEAD, page))
        world.at(SEVENTH.closes + timedelta(hours=24))
        assert "Load 4.5" in words(world.read(LEAD, page))


def test_after_a_late_close_too_the_members_are_a_day_ahead(seventh, silent_noise):
    seventh.answer([4, 5] * 6)
    late = SEVENTH.closes + timedelta(days=3)
    seventh.at(late)
    seventh.work()
    assert "Load 4.5" in words(seventh.read(ANNA, "/team"))
    assert "4.5" not in words(seventh.read(LEAD, "/team"))
    seventh.at(late + timedelta(hours=24))
    assert "Load 4.5" in words(seventh.read(LEAD, "/team"))


def test_a_lead_who_is_a_member_elsewhere_reads_her_own_team_as_a_member(released):
    world = released([4, 5] * 6)
    world.run("UPDATE role_grant SET team_id = (SELECT id FROM team WHERE name = 'Team B') WHERE role = 'lead'")
    with world.inside():
        team_a, team_b = world.team().id, world.team("Team B").id
    assert "Which team?" in words(world.read(LEAD, "/team"))
    assert "Load 4.5" in words(world.read(LEAD, f"/team/{team_a}"))
    assert "What the lead sees" in words(world.read(LEAD, f"/team/{team_b}"))


@pytest.mark.parametrize("hours", [1, 23, 24, 30])
def test_what_my_lead_sees_is_the_leads_page_to_the_byte(released, hours):
    world = released([4, 5] * 6)
    world.at(SEVENTH.closes + timedelta(hours=hours))
    pages = [plain(world.read(ANNA, "/team/lead-view")), plain(world.read(LEAD, "/team/lead-view")), plain(world.read(LEAD, "/team"))]
    assert pages[0] == pages[1] == pages[2]
    assert ("Load 4.5" in words(pages[0])) is (hours >= 24)


def plain(page):
    return re.sub(r'nonce="[^"]+"', 'nonce="-"', page)


def test_what_my_lead_sees_says_what_we_promise_and_what_not(seventh):
    page = words(seventh.read(ANNA, "/team/lead-view"))
    for line in (
        "nobody can work out your answer with certainty",
        "who answered, who did not, and how many",
        "Whoever controls the running server",
        "Someone may see that you use the app",
        "A published number cannot be taken back",
        "fewer than 6",
        "Ask Stein, safety rep",
        "change or withdraw it until Wednesday 15 July at 12:00",
        "period 6, closed Wednesday 17 June at 12:00",
        "period 7, destroyed Wednesday 15 July at 12:00",
        "Client code",
    ):
        assert line in page, line


def test_a_key_that_was_not_destroyed_is_not_said_to_be(seventh):
    (seventh.app.extensions["ladeapp"].key_dir / f"{SIXTH.id}.key").write_bytes(b"k" * 64)
    assert "period 6 is closing now" in words(seventh.read(ANNA, "/team/lead-view"))


def test_a_strict_team_reads_the_strict_promise(seventh):
    seventh.run("UPDATE terms SET mode = 'strict'")
    assert "2.7 to 1" in words(seventh.read(ANNA, "/team/lead-view"))


def test_everybody_on_the_list_stands_there_with_who_added_them(seventh):
    page = words(seventh.read(ANNA, "/team"))
    for name in ("Anna", "Bjørn", "Kollega 8", "Leila leads, not counted", "Adam"):
        assert name in page


def test_names_are_shown_as_written_and_never_as_markup(seventh):
    seventh.run("UPDATE person SET name = :name WHERE login = 'bjorn'", name="<b>Bjørn</b> 🌙 \u05d0\u05d1")
    assert "&lt;b&gt;Bjørn&lt;/b&gt; 🌙 \u05d0\u05d1" in seventh.read(ANNA, "/team")


def test_nobody_sees_another_teams_page(seventh):
    with seventh.inside():
        team_a, team_b = seventh.team().id, seventh.team("Team B").id
    for member, team_id in ((OTHER, team_a), (SUPPORTER, team_a), (ADMIN, team_a), (SAFETY, team_b), (LEAD, team_b), (ANNA, 10**9)):
        for address in (f"/team/{team_id}", f"/team/{team_id}/lead-view"):
            assert seventh.phone(member).get(address).status_code == 404


def test_whoever_is_in_no_team_is_told_kindly(seventh):
    seventh.run("DELETE FROM membership WHERE person_id = (SELECT id FROM person WHERE login = 'adam')")
    for address in ("/team", "/team/lead-view"):
        assert "You belong to no team yet" in words(seventh.read(ADMIN, address))


def test_a_rep_finds_the_lists_of_the_unit(seventh):
    with seventh.inside():
        address = f"/team/{seventh.team().id}/roster"
    assert f'href="{address}"' in seventh.read(SAFETY, "/team")
    assert f'href="{address}"' not in seventh.read(ANNA, "/team")


@pytest.mark.parametrize("address", ["/team", "/team/lead-view"])
def test_a_page_takes_three_statements_with_the_sessions_own(released, address):
    world = released([4, 5] * 6)
    world.at(EIGHTH.opens + timedelta(days=5))
    anna = world.phone(ANNA)
    anna.get(address)
    statements = []
    with world.app.app_context():
        engine = db.engine
    listen = lambda c, cursor, statement, *_: statements.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    anna.get(address)
    event.remove(engine, "before_cursor_execute", listen)
    assert len([statement for statement in statements if not statement.startswith("BEGIN")]) <= 3


def test_the_signed_out_are_asked_to_sign_in(seventh, stranger):
    for address in ("/team", "/team/lead-view", "/team/1", "/team/1/roster"):
        assert stranger.get(address).status_code in {302, 303}


def test_members_of_one_team_read_the_same_page(released):
    world = released([4, 5] * 6)
    world.at(SEVENTH.closes + HOUR)
    pages = {plain(world.read(member, "/team")) for member in (ANNA, *world_of_colleagues())}
    assert len(pages) == 1


def world_of_colleagues():
    from tests.cast import BJORN, COLLEAGUES

    return (BJORN, COLLEAGUES[0])
