"""What has changed: own teams for everybody, all of them for the partsgruppe and administrators, a day after the teams themselves."""

from datetime import date, timedelta

import pytest

from ladeapp.db import db
from ladeapp.hse.models import WorkPhase
from ladeapp.trends import rules
from tests.cast import ADMIN, ANNA, LEAD, OTHER, SAFETY, SUPPORTER, UNION
from tests.effect.conftest import NEW_TEAMS, SECOND, THIRD, Published, words
from tests.periods import World

PAGE = "/effect/change"
HOUR = timedelta(hours=1)


def test_a_member_reads_how_far_apart_her_teams_numbers_really_are(published: Published) -> None:
    published.numbers({"Team A": [45, 50, 65], "Team B": [60, 30, 30]})
    page = published.reads(ANNA, PAGE)
    assert "Higher, by between 0.5 and 3.5. 3 · " in page
    assert "From 4.5 to 6.5" in page
    assert "Cannot be told: between 1.0 lower and 2.0 higher. 2 · " in page
    assert "6.0" not in page, "nothing of another team"
    assert "Lower, by between" not in page
    assert "Lower, by between 1.5 and 4.5." in published.reads(OTHER, PAGE)


def test_an_end_and_a_missing_number_are_said_as_they_are(published: Published) -> None:
    published.numbers({"Team A": [20, None, 50]})
    page = published.reads(ANNA, PAGE)
    assert "Higher, by at least 1.5." in page
    assert "From 2 or lower to 5.0" in page
    assert "There is no number to compare." in page
    assert "From 2 or lower to no number" in page


def test_another_period_can_be_compared_with(published: Published) -> None:
    published.numbers({"Team A": [45, 50, 65]})
    page = published.reads(ANNA, f"{PAGE}?since={SECOND.id}")
    assert "From 5.0 to 6.5" in page
    assert "From 4.5" not in page


def test_one_number_alone_is_compared_with_nothing(published: Published) -> None:
    published.numbers({"Team A": [45]})
    assert "It takes two published numbers." in published.reads(ANNA, PAGE)
    assert published.world.phone(ANNA).get(f"{PAGE}?since=2026-P01").status_code == 422


def test_a_lead_reads_it_a_day_after_the_team(published: Published) -> None:
    published.numbers({"Team A": [45, 50, 65]})
    published.world.at(THIRD.closes + HOUR)
    assert "From 4.5 to 6.5" in published.reads(ANNA, PAGE)
    assert "6.5" not in published.reads(LEAD, PAGE)
    published.world.at(THIRD.closes + rules.LEAD_WAITS)
    assert "From 4.5 to 6.5" in published.reads(LEAD, PAGE)


def begun(ids: dict[str, int], names: tuple[str, ...], day: str = "2026-01-26") -> str:
    return "&".join(f"began-{ids[name]}={day}" for name in names)


def test_teams_that_had_begun_stand_beside_those_that_had_not(published: Published) -> None:
    ids = published.more_teams()
    low, flat = [60, 60, 40], [55, 55, 55]
    published.numbers({**dict.fromkeys(NEW_TEAMS, low), **dict.fromkeys(("Team A", "Team B", "Kontoret"), flat)})
    address = f"{PAGE}?{begun(ids, NEW_TEAMS)}"
    for member in (LEAD, SAFETY, UNION, ADMIN):
        page = published.reads(member, address)
        assert "3 teams had begun, 3 had not. Lower, by between 1.15 and 2.85. 3 · " in page
        assert "3 teams had begun, 3 had not. Cannot be told: between 0.85 lower and 0.85 higher. 2 · " in page
    for member in (ANNA, OTHER, SUPPORTER):
        page = published.reads(member, address)
        assert "had begun" not in page
        assert not any(name in page for name in NEW_TEAMS)


def test_the_plans_own_day_is_proposed_until_somebody_says_another(published: Published) -> None:
    ids = published.more_teams()
    published.numbers({key: [60, 60, 40] for key in (*NEW_TEAMS, "Team A", "Team B", "Kontoret")})
    assert "By your plan" not in published.reads(SAFETY, PAGE)
    with published.world.inside():
        place = World.team().unit.workplace_id
        for number, day in ((1, date(2026, 1, 26)), (2, date(2026, 3, 2))):
            more = {"place": 3, "about": "x", "due": day, "owner": "x", "begun_day": day}
            db.session.add(WorkPhase(workplace_id=place, round=number, key="stations", **more))
        db.session.commit()
    for member in (LEAD, SAFETY, UNION, ADMIN):
        html = published.world.phone(member).get(PAGE, headers={"Accept-Language": "en"}).text
        assert "came into use on 26 January 2026" in html
        assert html.count('value="2026-01-26"') == len(ids)
        assert "beside had not begun yet" not in words(html), "nothing is compared before somebody asks"
    assert "2026-01-26" not in published.world.phone(ANNA).get(PAGE).text
    asked = published.world.phone(SAFETY).get(f"{PAGE}?{begun(ids, NEW_TEAMS)}&began-{ids['Team A']}=").text
    assert asked.count('value="2026-01-26"') == len(NEW_TEAMS), "who was emptied stays empty"
    assert "came into use" not in asked


def test_fewer_than_three_in_a_group_is_no_comparison(published: Published) -> None:
    ids = published.more_teams()
    published.numbers({key: [60, 60, 40] for key in (*NEW_TEAMS, "Team A", "Team B", "Kontoret")})
    page = published.reads(SAFETY, f"{PAGE}?{begun(ids, NEW_TEAMS[:2])}")
    assert "In 2 periods one of the groups had fewer than three teams with numbers. They are not compared." in page
    assert "teams had begun" not in page


def test_a_number_in_low_trust_mode_is_not_compared_nor_a_team_named_for_it(published: Published) -> None:
    ids = published.more_teams()
    flat = [55, 55, 55]
    published.numbers(
        {**dict.fromkeys(NEW_TEAMS, flat), **dict.fromkeys(("Team A", "Team B", "Kontoret"), flat)}, low_trust=("Kveldsteam",)
    )
    page = published.reads(SAFETY, f"{PAGE}?{begun(ids, NEW_TEAMS)}")
    assert "In 2 periods one of the groups had fewer than three teams with numbers." in page


def test_the_newest_number_of_all_teams_waits_a_day_for_everybody(published: Published) -> None:
    ids = published.more_teams()
    published.numbers({**{key: [60, 60, 40] for key in NEW_TEAMS}, **{key: [55, 55, 55] for key in ("Team A", "Team B", "Kontoret")}})
    published.world.at(THIRD.closes + rules.LEAD_WAITS - HOUR)
    page = published.reads(UNION, f"{PAGE}?{begun(ids, NEW_TEAMS)}")
    assert "3 teams had begun, 3 had not. Lower" not in page
    assert "3 teams had begun, 3 had not. Cannot be told" in page


@pytest.mark.parametrize(("query", "sentence"), [("since=2027-P01", "Choose a period from the list."), ("began-{team}=tull", "Choose a day"),
                                                 ("began-{team}=1826-01-01", "Choose a day between 2020 and 2100.")])  # fmt: skip
def test_what_cannot_be_read_is_said_and_stays(query: str, sentence: str, published: Published) -> None:
    published.numbers({"Team A": [45, 50], "Team B": [45, 50]})
    with published.world.inside():
        team = published.world.team().id
    typed = query.format(team=team)
    answer = published.world.phone(SAFETY).get(f"{PAGE}?{typed}", headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert sentence in answer.text
    if "began" in typed:
        assert f'value="{typed.partition("=")[2]}"' in answer.text


def test_another_workplaces_numbers_are_nowhere(published: Published) -> None:
    published.more_teams()
    published.numbers({"Team A": [45, 50], "Nattvakt": [45, 50]})
    published.world.run("INSERT INTO workplace (slug, name, zone) VALUES ('havnes', 'Havnes', 'Europe/Oslo')")
    published.world.run("UPDATE unit SET workplace_id = (SELECT id FROM workplace WHERE slug = 'havnes') WHERE name = 'Sengepost 4'")
    published.world.run("UPDATE team SET unit_id = (SELECT id FROM unit WHERE name = 'Sengepost 4') WHERE name = 'Nattvakt'")
    assert "Nattvakt" not in published.reads(SAFETY, PAGE)
    assert "Team A" in published.reads(SAFETY, PAGE)
