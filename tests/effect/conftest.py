"""Numbers as if they had been published, and short words for what people read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

import pytest

from ladeapp.db import db
from ladeapp.people.models import Team
from ladeapp.trends import rules
from ladeapp.trends.models import Period, Release, Terms
from tests.cast import Member
from tests.periods import World
from tests.periods import seventh as seventh
from tests.periods import silent_noise as silent_noise
from tests.periods import world as world
from tests.waves import grown as grown
from tests.waves import wave as wave

FIRST, SECOND, THIRD = (rules.period(f"2026-P0{n}") for n in (1, 2, 3))
NEW_TEAMS = ("Dagteam", "Kveldsteam", "Nattvakt")


@dataclass
class Published:
    """A world in which numbers stand; it is 24 hours after the last of them."""

    world: World

    def numbers(self, teams: Mapping[str, list[int | None]], low_trust: tuple[str, ...] = ()) -> None:
        """team → its levels from period 1 on."""
        with self.world.inside():
            for number in range(max(map(len, teams.values()))):
                span = rules.period(f"2026-P{number + 1:02}")
                db.session.merge(Period(id=span.id, opens=span.opens, closes=span.closes, state="closed"))
                db.session.flush()
                for name, levels in teams.items():
                    team = World.team(name)
                    mode, k = ("strict", 10) if name in low_trust else ("standard", 5)
                    terms = {"mode": mode, "k": k, "low_trust": name in low_trust, "heads": 17}
                    db.session.add(Terms(period_id=span.id, team_id=team.id, **terms))
                    db.session.add(Release(team_id=team.id, period_id=span.id, level_tenths=levels[number]))
            db.session.commit()
        self.world.at(rules.period(f"2026-P{len(next(iter(teams.values()))):02}").closes + rules.LEAD_WAITS)

    def more_teams(self) -> dict[str, int]:
        """Three more teams at the ward; name → id of all six."""
        with self.world.inside():
            unit = World.team().unit_id
            db.session.add_all([Team(name=name, unit_id=unit, word="shift") for name in NEW_TEAMS])
            db.session.commit()
            return {team.name: team.id for team in db.session.query(Team)}

    def reads(self, member: Member, address: str, language: str = "en") -> str:
        """The page's words."""
        answer = self.world.phone(member).get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.status
        return words(answer.text)


def words(html: str) -> str:
    main = html.partition("<main")[2].partition("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def published(world: World) -> Published:
    return Published(world)
