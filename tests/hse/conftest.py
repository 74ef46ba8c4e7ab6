"""A Monday in May; Leila, Stein and Unni are the partsgruppe, and short words for what they do in their room."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ladeapp import clock
from tests.cast import LEAD, SAFETY, UNION, Member
from tests.periods import World
from tests.periods import world as world

ROLE = {LEAD: "lead", SAFETY: "safety_rep", UNION: "union_rep"}
THREE = (LEAD, SAFETY, UNION)
DISCUSSED = {
    "need": "Tre har sluttet, og kveldene er tunge.",
    "purpose": "Vite når det blir for mye, og gjøre noe med det.",
    "consequences": "Frivillig, i arbeidstida.",
    "duration": "Ett år.",
}
RISK = {"factor": "b", "title": "Alene med de døende på natt", "source": "number", "source_name": "Tallet for periode 6", "likelihood": "4",
        "consequence": "3", "reasoning": "Tallet har ligget høyt i to perioder."}  # fmt: skip
MEASURE = {"level": "organisation", "title": "To på natt i åtte uker", "owner": "other", "owner_words": "Enhetsleder", "state": "planned"}


@dataclass
class Room:
    """What people do in /work, each from the own phone, in English."""

    world: World

    def sends(self, member: Member, address: str, **data: Any) -> TestResponse:
        return self.world.phone(member).post(address, data=data, headers={"Accept-Language": "en"}, follow_redirects=True)

    def page(self, member: Member, address: str = "/work") -> str:
        return words(self.world.read(member, address))

    def html(self, member: Member, address: str) -> str:
        return self.world.read(member, address)

    def begins(self, member: Member = LEAD) -> None:
        assert self.sends(member, "/work").status_code == 200

    def today(self) -> date:
        with self.world.inside():
            return clock.today()

    def ahead(self, days: int) -> str:
        return (self.today() + timedelta(days=days)).isoformat()

    def discusses(self, member: Member = LEAD, **other: str) -> TestResponse:
        told = {
            **DISCUSSED,
            "day": self.ahead(0),
            "present": "Leila, Stein, Unni",
            "was": self.seen(member, "/work/discussion", "was"),
            **other,
        }
        return self.sends(member, "/work/discussion", **told)

    def seen(self, member: Member, address: str, name: str) -> str:
        """A hidden field of the page, like the digest that is signed; empty when there is none."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.html(member, address))
        return found[1] if found else ""

    def record(self, kind: str = "discussion") -> str:
        ((record,),) = self.world.rows("SELECT id FROM work_record WHERE kind = :kind", kind=kind)
        return uuid(record)

    def signs(self, member: Member, address: str = "/work/discussion", seen: str = "", role: str = "") -> TestResponse:
        record = self.record() if address == "/work/discussion" else address.rpartition("/")[2]
        told = {"role": role or ROLE.get(member, "lead"), "seen": seen or self.digest(record)}
        return self.sends(member, f"/work/records/{record}/signature", **told)

    def digest(self, record: str) -> str:
        with self.world.inside():
            from uuid import UUID

            from ladeapp.hse import queries

            sheet = queries.sheet(self.world.team().unit.workplace_id, UUID(record))
            return sheet.digest if sheet else ""

    def all_sign(self, address: str = "/work/discussion") -> None:
        for member in THREE:
            assert self.signs(member, address).status_code == 200

    def is_signed(self) -> "Room":
        """The programme has begun, is discussed and signed."""
        self.begins()
        self.discusses()
        self.all_sign()
        return self

    def risks(self, member: Member = SAFETY, **other: str) -> str:
        """The risk's id."""
        answer = self.world.phone(member).post("/work/risks/new", data={**RISK, **other})
        assert answer.status_code == 303, words(answer.text)
        return str(answer.location).rpartition("=")[2]

    def measures(self, member: Member = SAFETY, **other: str) -> str:
        """The measure's address."""
        answer = self.world.phone(member).post("/work/measures/new", data={**MEASURE, "due": self.ahead(30), **other})
        assert answer.status_code == 303, words(answer.text)
        return str(answer.location)

    def meets(self, member: Member = UNION, **other: str) -> str:
        """The meeting's address."""
        answer = self.world.phone(member).post("/work/meetings", data={"day": self.ahead(0), "at": "14:30", "agenda": "- Tallet", **other})
        assert answer.status_code == 303, words(answer.text)
        return str(answer.location)

    def writes(self, member: Member, meeting: str, **told: str) -> TestResponse:
        text = {"day": self.ahead(0), "present": "Leila, Stein, Unni", "minutes": "Vi så på tallet.", "decisions": ""} | told
        return self.sends(member, meeting, **{"was": self.seen(member, meeting, "was"), **text})

    def person(self, member: Member) -> str:
        with self.world.inside():
            return str(self.world.id_of(member))

    def grant(self, member: Member, role: str, unit: str | None = None, team: str | None = None) -> None:
        self.world.run(
            "INSERT INTO role_grant (person_id, role, unit_id, team_id) SELECT person.id, :role, "
            "(SELECT id FROM unit WHERE name = :unit), (SELECT id FROM team WHERE name = :team) FROM person WHERE login = :login",
            role=role, unit=unit, team=team, login=member.login,
        )  # fmt: skip

    def lose(self, member: Member) -> None:
        self.world.run("DELETE FROM role_grant WHERE person_id = (SELECT id FROM person WHERE login = :login)", login=member.login)


def words(html: str) -> str:
    main = html[html.index("<main") : html.index("</main>")]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))).strip()


def uuid(value: object) -> str:
    from uuid import UUID

    return str(value if isinstance(value, UUID) else UUID(str(value)))


@pytest.fixture
def room(world: World) -> Room:
    return Room(world)
