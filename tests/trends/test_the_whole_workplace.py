"""The workplace's number: a mean of three or more published ones, a day after them, the same for everyone, and for good."""

import re
from datetime import timedelta

import pytest

from ladeapp.trends import rules
from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, SUPPORTER
from tests.periods import EIGHTH, SEVENTH
from tests.trends.test_team_page import plain, words

PAGE = "/team/workplace"
DAY = timedelta(hours=24)


@pytest.fixture
def published(seventh):
    """Period 7 has closed a day ago; what its three teams published is what the test says: {team: (level, heads)}."""

    def publish(teams, span=SEVENTH):
        publish_as(seventh, teams, span)
        return seventh

    return publish


def publish_as(world, teams, span=SEVENTH):
    """Close without answers, and then lay the levels and sizes down as if they had been published so."""
    if not world.rows("SELECT 1 FROM period WHERE id = :id AND state = 'closed'", id=span.id):
        world.close(span)
    with_triggers_off(world, span)
    for team, (level, heads) in teams.items():
        at = {"team": team, "id": span.id}
        world.run(
            "INSERT INTO release (team_id, period_id, level_tenths) SELECT id, :id, :level FROM team WHERE name = :team", level=level, **at
        )
        world.run("UPDATE terms SET heads = :n WHERE period_id = :id AND team_id = (SELECT id FROM team WHERE name = :team)", n=heads, **at)
    world.at(span.closes + DAY)


def with_triggers_off(world, span):
    """Only a test that owns the database can take a release away."""
    if world.app.extensions["ladeapp"].database_url.startswith("sqlite"):
        from ladeapp.trends.models import SQLITE_TRIGGERS

        names = [sentence.split()[2] for sentence in SQLITE_TRIGGERS]
        for name in names:
            world.run(f"DROP TRIGGER {name}")
        world.run("DELETE FROM release WHERE period_id = :id", id=span.id)
        for sentence in SQLITE_TRIGGERS:
            world.run(sentence)
    else:
        world.run("ALTER TABLE release DISABLE TRIGGER release_is_for_good")
        world.run("DELETE FROM release WHERE period_id = :id", id=span.id)
        world.run("ALTER TABLE release ENABLE TRIGGER release_is_for_good")


def test_a_large_team_weighs_more(published):
    world = published({"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6)})
    assert "Load 4.5" in words(world.read(ANNA, PAGE))  # (60·12 + 30·12) / 24


@pytest.mark.parametrize(
    ("teams", "heads", "weighted", "level"),
    [
        (3, 18, 18 * 45, 45),
        (3, 40, 40 * 47 + 30, 50),  # 47.75 is the middle, half goes up
        (3, 40, 40 * 47 + 19, 45),
        (3, 18, 18 * 20, 20),
        (9, 90, 90 * 80, 80),
        (2, 40, 40 * 45, None),
        (0, 0, 0, None),
        (3, 0, 0, None),
    ],
)
def test_the_mean_is_rounded_as_every_published_number_is(teams, heads, weighted, level):
    assert rules.of_the_workplace(teams, heads, weighted) == level


def test_under_three_there_is_no_number_and_nothing_tells_why(published):
    """Too few with a number, none at all, or one that keeps it to itself: the same page to the byte."""
    three = {"Team A": (60, 8), "Team B": (50, 8), "Kontoret": (40, 8)}
    world = published(three | {"Kontoret": (None, 8)})
    pages = [plain(world.read(LEAD, PAGE))]
    publish_as(world, dict.fromkeys(three, (None, 8)))
    pages.append(plain(world.read(LEAD, PAGE)))
    publish_as(world, three)
    assert "Load 5.0" in words(world.read(LEAD, PAGE))
    keep_apart(world, "Kontoret")
    pages.append(plain(world.read(LEAD, PAGE)))
    assert "No number this time" in words(pages[0])
    assert pages[0] == pages[1] == pages[2]


def keep_apart(world, team):
    world.run(
        "UPDATE terms SET mode = 'strict', low_trust = :yes WHERE team_id = (SELECT id FROM team WHERE name = :team)", yes=True, team=team
    )


def test_a_team_that_keeps_its_number_to_itself_leaves_no_trace_in_it(published):
    teams = {"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6), "Natta": (80, 30)}
    world = published({})
    add_a_team(world, "Natta")
    publish_as(world, teams)
    assert "Load 6.5" in words(world.read(ANNA, PAGE))
    keep_apart(world, "Natta")
    kept = world.read(ANNA, PAGE)
    assert "Load 4.5" in words(kept)
    publish_as(world, teams | {"Natta": (20, 30)})
    assert plain(world.read(ANNA, PAGE)) == plain(kept)


def add_a_team(world, name):
    world.run(
        "INSERT INTO team (unit_id, name, word, mode, k) SELECT unit_id, :name, word, mode, k FROM team WHERE name = 'Team B'", name=name
    )
    world.run(
        "INSERT INTO terms (period_id, team_id, mode, k) SELECT period.id, team.id, 'standard', 5 FROM period, team WHERE team.name = :name",
        name=name,
    )


def test_everybody_reads_the_same_page_a_day_after_the_teams_and_not_a_second_before(published):
    world = published({"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6)})
    world.at(SEVENTH.closes + DAY - timedelta(seconds=1))
    for member in (ANNA, LEAD, ADMIN):
        assert "Load 4.5" not in words(world.read(member, PAGE))
        assert "Next number Thursday 16 July at 12:00" in words(world.read(member, PAGE))
    world.at(SEVENTH.closes + DAY)
    pages = {plain(world.read(member, PAGE)) for member in (ANNA, LEAD, ADMIN, SAFETY, SUPPORTER, OTHER)}
    assert len(pages) == 1
    assert "Load 4.5" in words(pages.pop())


def test_after_a_late_close_the_lead_waits_as_long(seventh):
    late = SEVENTH.closes + timedelta(days=3)
    seventh.at(late)
    seventh.work()
    publish_as(seventh, {"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6)})
    seventh.at(late + DAY - timedelta(seconds=1))
    assert "Load 4.5" not in words(seventh.read(LEAD, PAGE))
    seventh.at(late + DAY)
    assert "Load 4.5" in words(seventh.read(LEAD, PAGE))


def test_what_has_been_published_stays_whatever_happens_to_the_teams_later(published):
    world = published({"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6)})
    before = points(world.read(ANNA, PAGE))
    world.run("UPDATE team SET mode = 'strict', k = 10, low_trust = :yes", yes=True)
    world.run("DELETE FROM roster WHERE period_id = :id", id=SEVENTH.id)  # as when fourteen periods have gone by
    world.run("DELETE FROM membership WHERE person_id <> (SELECT id FROM person WHERE login = 'anna')")
    world.run("UPDATE team SET unit_id = (SELECT id FROM unit WHERE name = 'Kontoret')")
    world.live_through(EIGHTH)
    assert before in points(world.read(ANNA, PAGE))


def test_a_list_is_weighed_as_it_was_frozen(seventh):
    found = dict(seventh.rows("SELECT team.name, heads FROM terms JOIN team ON team.id = team_id WHERE period_id = :id", id=SEVENTH.id))
    assert found == {"Team A": 12, "Team B": 2, "Kontoret": 1}


def test_no_team_no_size_and_no_name_stands_there(published):
    page = words(published({"Team A": (60, 31), "Team B": (30, 17), "Kontoret": (30, 17)}).read(ADMIN, PAGE))
    for told in ("Team A", "Team B", "Kontoret", "Fjordvik", "Anna", "31", "65", "6.0", "3.0"):
        assert told not in page


def test_another_workplace_is_not_in_it(published):
    world = published({"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6)})
    before = plain(world.read(ANNA, PAGE))
    world.run("INSERT INTO workplace (slug, name, zone) VALUES ('havnes', 'Havnes', 'Europe/Oslo')")
    world.run("INSERT INTO unit (workplace_id, name) SELECT id, 'Legevakt' FROM workplace WHERE slug = 'havnes'")
    add_a_team(world, "Vakt")
    world.run("UPDATE team SET unit_id = (SELECT id FROM unit WHERE name = 'Legevakt') WHERE name = 'Vakt'")
    publish_as(world, {"Team A": (60, 12), "Team B": (30, 6), "Kontoret": (30, 6), "Vakt": (80, 90)})
    assert plain(world.read(ANNA, PAGE)) == before


def points(page):
    return re.search(r"<tbody>(.*)</tbody>", page, re.S)[1].strip()
