"""Team A is followed up from a Monday in spring on; nobody knows who tapped."""

import pytest

from tests.periods import World
from tests.periods import world as world


class Ward:
    """The house, and the follow-up of team A."""

    def __init__(self, world: World) -> None:
        self.world = world

    def start(self, member, day=None):
        from ladeapp import clock

        return self.world.phone(member).post("/api/incidents", json={"day": day or clock.today().isoformat()})

    def address(self):
        ((found,),) = self.world.rows("SELECT id FROM incident")
        text = str(found).replace("-", "")
        return f"/incidents/{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def post(self, member, what, **data):
        return self.world.phone(member).post(f"{self.address()}/{what}", data=data).status_code

    def work(self):
        from ladeapp import clock
        from ladeapp.incidents import JOBS

        with self.world.inside():
            for job in JOBS:
                job.run(clock.now())


@pytest.fixture
def ward(world: World) -> Ward:
    return Ward(world)
