"""A workplace whose suggestion box stands open, and a worker that comes round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from ladeapp import clock
from ladeapp.crafting import JOBS, actions
from ladeapp.people import queries as people
from tests.cast import Member
from tests.ground import ground as ground
from tests.periods import EIGHTH, World
from tests.periods import seventh as seventh
from tests.periods import world as world

ADDRESS = "/api/suggestion"


@dataclass
class House:
    """The world with the box in it."""

    world: World

    def work(self) -> None:
        with self.world.inside():
            for job in JOBS:
                job.run(clock.now())

    def next_night(self) -> None:
        self.world.at(clock.now() + timedelta(days=1))
        self.work()

    def say(self, people: Sequence[Member], words: str = "Kan vi samle telefonene?") -> None:
        """Each of them suggests something, from her phone; her name stands in it, so that it can be told whose is where."""
        for member in people:
            answer = self.world.phone(member).put(ADDRESS, json={"words": f"{words} {member.login}"})
            assert answer.status_code == 200, answer.text

    def waiting(self) -> int:
        ((count,),) = self.world.rows("SELECT count(*) FROM suggestion")
        return int(count)

    def delivered(self) -> list[str]:
        return [words for (words,) in self.world.rows("SELECT words FROM delivered_suggestion ORDER BY day, place")]

    @property
    def key_folder(self) -> Path:
        return Path(self.world.app.extensions["ladeapp"].key_dir) / "suggestions"

    def key_files(self) -> list[str]:
        return sorted(path.stem for path in self.key_folder.iterdir())

    def box_key(self) -> str:
        ((key,),) = self.world.rows("SELECT key FROM box")
        return str(key)

    def suggest(self, member: Member, words: str) -> str:
        """Without the detour over HTTP."""
        with self.world.inside():
            person = people.person_by_login(member.login, "fjordvik")
            assert person
            return actions.suggest(person.id, person.workplace_id, words)


@pytest.fixture
def house(world: World) -> House:
    """It is noon on a day in April; the worker has been round and looked into the empty box."""
    world.at(EIGHTH.opens.replace(hour=12))
    here = House(world)
    here.work()
    return here
