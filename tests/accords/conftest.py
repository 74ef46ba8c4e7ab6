"""A Monday in May, and a workplace where Leila, Stein and Unni hold the three keys; and short words for what they do with them."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from ladeapp import clock
from ladeapp.accords import JOBS
from tests.cast import LEAD, SAFETY, UNION, Member
from tests.periods import World
from tests.periods import world as world

ROLE = {LEAD: "lead", SAFETY: "safety_rep", UNION: "union_rep"}
THREE = (LEAD, SAFETY, UNION)
HOST = "Driftsenteret i Larvik. Bare to navngitte driftere kommer inn på maskinen."


@dataclass
class Keys:
    """What people do about proposals, each from the own phone."""

    world: World

    def proposes(self, member: Member, subject: str = "host", value: str = HOST) -> str:
        """The address of the proposal."""
        answer = self.world.phone(member).post(f"/accords/new/{subject}", data={"value": value})
        assert answer.status_code == 303, answer.status
        return str(answer.location)

    def sends(self, member: Member, address: str, role: str = "", **more: str):
        data = {"role": role or ROLE.get(member, ""), **more}
        return self.world.phone(member).post(address, data=data, headers={"Accept-Language": "en"}, follow_redirects=True)

    def signs(self, member: Member, accord: str, role: str = ""):
        return self.sends(member, f"{accord}/signature", role)

    def refuses(self, member: Member, accord: str, reason: str = "", role: str = ""):
        return self.sends(member, f"{accord}/refusal", role, reason=reason)

    def all_sign(self, accord: str) -> None:
        for member in THREE:
            assert self.signs(member, accord).status_code == 200

    def days_pass(self, days: int) -> None:
        self.world.at(clock.now() + timedelta(days=days))
        with self.world.inside():
            for job in JOBS:
                job.run(clock.now())

    def in_force(self, subject: str = "host") -> bool:
        """Whether what was proposed is what everybody reads as so."""
        with self.world.inside():
            from ladeapp.accords import queries

            place = self.world.team().unit.workplace_id
            return subject in queries.standing(place).values

    def page(self, member: Member, address: str = "/accords") -> str:
        page = self.world.read(member, address)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]))

    def grant(self, member: Member, role: str, unit: str | None = None, team: str | None = None) -> None:
        """Straight into the database, past every rule about who may hold what."""
        self.world.run(
            "INSERT INTO role_grant (person_id, role, unit_id, team_id) SELECT person.id, :role, "
            "(SELECT id FROM unit WHERE name = :unit), (SELECT id FROM team WHERE name = :team) FROM person WHERE login = :login",
            role=role,
            unit=unit,
            team=team,
            login=member.login,
        )

    def lose(self, member: Member, role: str) -> None:
        mine = "SELECT id FROM person WHERE login = :login"
        self.world.run(f"DELETE FROM role_grant WHERE role = :role AND person_id = ({mine})", role=role, login=member.login)


@pytest.fixture
def keys(world: World) -> Keys:
    return Keys(world)
