"""The fixed cast. Two wards and an office in Fjordvik kommune; the same people in every test.

Anna works at Sengepost 3, team A, with eleven colleagues; Bjørn is one of them. Leila leads the team, Stein is the ward's
safety rep, Unni its union rep, Adam administers the workplace, Sara is a trained supporter, and Oda works elsewhere and
must get nothing.
"""

from dataclasses import dataclass
from datetime import date

PASSWORD = "en rolig kveld i mars"
JOINED = date(2026, 1, 5)


@dataclass(frozen=True)
class Member:
    """Somebody in the cast: sign-in name, shown name, team, and roles."""

    login: str
    name: str
    team: str = "A"
    roles: tuple[str, ...] = ()


ANNA = Member("anna", "Anna")
BJORN = Member("bjorn", "Bjørn")
LEAD = Member("leila", "Leila", roles=("lead",))
SAFETY = Member("stein", "Stein", roles=("safety_rep",))
UNION = Member("unni", "Unni", roles=("union_rep",))
ADMIN = Member("adam", "Adam", team="office", roles=("workplace_admin",))
SUPPORTER = Member("sara", "Sara", team="B", roles=("supporter",))
OTHER = Member("oda", "Oda", team="B")
COLLEAGUES = tuple(Member(f"kollega{n}", f"Kollega {n}") for n in range(1, 9))
CAST = (ANNA, BJORN, LEAD, SAFETY, UNION, ADMIN, SUPPORTER, OTHER, *COLLEAGUES)
TEAM_A = tuple(person for person in CAST if person.team == "A")
COUNTED = tuple(person for person in TEAM_A if "lead" not in person.roles)  # twelve answer; the lead is never counted


def populate() -> None:
    """Put the cast into an empty database. Their password is PASSWORD, hashed cheaply so that tests are quick."""
    from argon2 import PasswordHasher

    from ladeapp.db import db
    from ladeapp.people.models import Membership, Person, RoleGrant, Team, Unit, Workplace

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    place = Workplace(slug="fjordvik", name="Fjordvik kommune")
    ward, elsewhere, office = (Unit(name=name, workplace=place) for name in ("Sengepost 3", "Sengepost 4", "Kontoret"))
    teams = {
        "A": Team(name="Team A", unit=ward, word="shift"),
        "B": Team(name="Team B", unit=elsewhere, word="shift"),
        "office": Team(name="Kontoret", unit=office, word="day"),
    }
    db.session.add_all([place, *teams.values()])
    db.session.flush()
    for member in CAST:
        team = teams[member.team]
        person = Person(workplace_id=place.id, login=member.login, name=member.name, password_hash=quick, joined_day=JOINED)
        db.session.add(person)
        db.session.flush()
        db.session.add(Membership(person_id=person.id, team_id=team.id, since_day=JOINED, added_by="Adam"))
        for role in member.roles:
            unit_id = team.unit_id if role in {"safety_rep", "union_rep"} else None
            team_id = team.id if role == "lead" else None
            db.session.add(RoleGrant(person_id=person.id, role=role, unit_id=unit_id, team_id=team_id))
    db.session.commit()
