"""What has changed from the first round of questions to a later one, for the same teams: on the page of the rounds, and in the researchers' file."""

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from ladeapp.db import db
from ladeapp.effect.models import Wave, WaveTeam
from ladeapp.effect.paper import COLUMNS
from ladeapp.trends import rules
from ladeapp.trends.models import Period, Release, Terms
from tests.cast import ANNA, LEAD, SAFETY
from tests.effect.conftest import Published
from tests.effect.test_export import fetched, opened
from tests.periods import World

BEGUN, THREE_MONTHS_ON, A_YEAR_ON = date(2026, 1, 5), date(2026, 4, 6), date(2027, 1, 4)


def asked(
    published: Published, first_day: date, months: int, levels: Mapping[str, int | None], teams: tuple[str, ...] = ("Team A",)
) -> None:
    """A round of a week that is closed and published; a day after that, when leads read it too."""
    with published.world.inside():
        number = 1 + db.session.query(Wave).filter_by(year=first_day.year).count()
        ids = [World.team(name).id for name in teams]
        wave = Wave(workplace_id=1, day=first_day, months=months, weeks=1, scales=",".join(levels), year=first_day.year, number=number)
        wave.first_day, wave.closes = first_day, rules.closes_after(first_day, 1)
        wave.teams = [WaveTeam(team_id=team, head_id=min(ids), is_asked=True) for team in ids]
        db.session.add(wave)
        for key, level in levels.items():
            scale = rules.Scale(first_day.year, number, key, 1).id
            db.session.add(Period(id=scale, opens=rules.opens_on(first_day), closes=wave.closes, state="closed"))
            db.session.flush()
            db.session.add(Terms(period_id=scale, team_id=min(ids), mode="standard", k=10, heads=22))
            db.session.add(Release(period_id=scale, team_id=min(ids), level_tenths=level))
        db.session.commit()
        closes = wave.closes
    published.world.at(closes + rules.LEAD_WAITS)


def test_each_later_number_stands_beside_where_the_same_teams_began(published: Published) -> None:
    asked(published, BEGUN, 0, {"strain": 65, "given": 50})
    asked(published, THREE_MONTHS_ON, 3, {"strain": 40, "given": 55})
    page = published.reads(ANNA, "/effect")
    assert page.count("Since you began") == 1, "the first round has nothing before it"
    assert "From 6.5 to 4.0" in page
    assert "Lower, by between" in page
    assert "From 5.0 to 5.5" in page
    assert "Cannot be told: between" in page
    for word in ("because", "thanks to", "led to", "effect of"):
        assert word not in page.partition("What the numbers say")[0]


def test_only_the_same_teams_are_set_beside_each_other(published: Published) -> None:
    asked(published, BEGUN, 0, {"strain": 65})
    asked(published, THREE_MONTHS_ON, 3, {"strain": 40}, ("Team A", "Team B"))
    assert "Since you began" not in published.reads(ANNA, "/effect")


@pytest.mark.parametrize("levels", [(None, 40), (65, None)])
def test_no_number_is_set_beside_nothing(levels: tuple[int | None, int | None], published: Published) -> None:
    asked(published, BEGUN, 0, {"strain": levels[0]})
    asked(published, THREE_MONTHS_ON, 3, {"strain": levels[1]})
    assert "Since you began" not in published.reads(ANNA, "/effect")


def test_whoever_begins_again_is_compared_with_the_new_beginning(published: Published) -> None:
    asked(published, BEGUN, 0, {"strain": 65})
    asked(published, THREE_MONTHS_ON, 0, {"strain": 45})
    assert "Since you began" not in published.reads(ANNA, "/effect")
    asked(published, A_YEAR_ON, 12, {"strain": 40})
    assert "From 4.5 to 4.0" in published.reads(ANNA, "/effect")
    assert "From 6.5" not in published.reads(ANNA, "/effect")


def test_the_file_for_researchers_has_a_row_for_each_scale_a_day_after_it_could_be_read(published: Published) -> None:
    asked(published, BEGUN, 0, {"strain": 65, "given": None})
    asked(published, THREE_MONTHS_ON, 3, {"strain": 80}, ("Team A", "Team B"))
    first, _nothing, last = found = rows(published)
    assert tuple(first) == COLUMNS["waves.csv"]
    assert [(row["wave"], row["scale"], row["level_tenths"]) for row in found] == [
        ("2026-E1", "strain", "65"), ("2026-E1", "given", ""), ("2026-E2", "strain", "80"),
    ]  # fmt: skip
    assert first == {**first, "group": "Team A", "months": "0", "first_day": "2026-01-05", "last_day": "2026-01-14", "end": "", "mode": "standard",
                     "fewest": "10", "noise_scale": "3/2"}  # fmt: skip
    assert (last["group"], last["end"]) == ("Team A + Team B", "or_higher")
    assert "22" not in opened(fetched(published))["waves.csv"].replace("2026", ""), "how many were asked stands nowhere"
    published.world.at(rules.closes_after(THREE_MONTHS_ON, 1) + timedelta(hours=23))
    assert {row["wave"] for row in rows(published)} == {"2026-E1"}
    assert fetched(published, LEAD) == fetched(published, SAFETY)


def rows(published: Published) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(opened(fetched(published))["waves.csv"].removeprefix("\ufeff")), delimiter=";"))
