"""The demo workplace: Havnvik, an invented municipality with a year behind it. Nobody in it exists."""

import random
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import partial
from pathlib import Path

from argon2 import PasswordHasher

from . import clock
from .accords import actions as accords
from .accords.models import Accord, AccordWord
from .accords.rules import KEYS, QUIET
from .crafting.models import Delivered, Delivery
from .db import db
from .effect import actions as waves
from .effect import example as asked
from .gathering import example as agreed
from .hse import example as work
from .incidents import example as followed_up
from .pairing import actions as pairing
from .pairing.queries import Choices
from .people import queries as people
from .people.models import Membership, Person, RoleGrant, Team, TeamLog, Unit, Workplace
from .programme import example as planned
from .reminders import actions as reminders
from .rounds import actions as rounds
from .rounds.models import Round
from .shifts import actions as shifts
from .shifts import rules as turns
from .trends import actions as trends
from .trends import rules
from .trends.models import Period, Release, Roster, Terms

PASSWORD = "ladestasjon-demo"  # noqa: S105 – printed by `make run`, refused beside a public address
SLUG = "demo"
CLOSED = 13

HOST = "Vestfold Driftssenter AS. To navngitte driftere kommer inn på maskinen, og ingen fra kommunen."
PURPOSE = "Tallet tas opp på personalmøtet hver fjerde uke, og ingen andre steder. Det brukes aldri om enkeltpersoner eller i lønnssaker."

SUGGESTED = (
    "En fast tavle for hvem som har ansvar for hva når det er innleid på vakt. Nå går den første timen med til å finne ut av det.",
    "To på de tyngste hjemmebesøkene, og ti minutter i bilen etterpå.",
    "Kan vi samle telefonene til faste tider på kveldsvakt?\nDa får den som deler ut medisiner være i fred.",
)

WARD_ROTATION = "ddoeeoooonnnooeeoddooddeooeeoddoennooeddoo"  # every third weekend, six weeks

SIGN_INS = {  # first part of the sign-in name: shown name, team, role
    "nurse": ("Ingrid", "Sengepost 3", None),
    "caseworker": ("Amina", "Barnevernet", None),
    "lead": ("Torunn", "Sengepost 3", "lead"),
    "safety": ("Jonas", "Sengepost 3", "safety_rep"),
    "union": ("Marit", "Sengepost 3", "union_rep"),
    "admin": ("Håkon", None, "workplace_admin"),
    "supporter": ("Solveig", "Sengepost 2", "supporter"),
    "other-team": ("Per Olav", "Hjemmetjenesten sør", None),
}


@dataclass(frozen=True)
class DemoTeam:
    """A team to invent: its people, its usual load, and how that has moved over the year."""

    unit: str
    name: str
    size: int
    word: str
    level: float
    drift: float


TEAMS = (
    DemoTeam("Havnvik sykehjem", "Sengepost 2", 9, "shift", 4.4, 0.0),
    DemoTeam("Havnvik sykehjem", "Sengepost 3", 14, "shift", 5.6, -1.2),
    DemoTeam("Havnvik sykehjem", "Skjermet enhet", 8, "shift", 6.0, 0.6),
    DemoTeam("Hjemmetjenesten", "Hjemmetjenesten nord", 12, "shift", 4.8, 0.4),
    DemoTeam("Hjemmetjenesten", "Hjemmetjenesten sør", 11, "shift", 4.2, 0.0),
    DemoTeam("Hjemmetjenesten", "Nattpatruljen", 5, "shift", 5.0, 0.0),  # too small for a number
    DemoTeam("Familie og velferd", "Barnevernet", 10, "day", 6.2, -0.4),
    DemoTeam("Familie og velferd", "Nav mottak", 7, "day", 5.2, 0.8),
)

NAMES = (Path(__file__).parent / "content" / "demo-names.txt").read_text(encoding="utf-8").split("\n")[:-1]


def load_demo() -> bool:
    """Invent Havnvik, once. Returns whether anything was made."""
    if db.session.scalar(db.select(Workplace.id).where(Workplace.slug == SLUG)):
        return False
    chance = random.Random(3)  # the same Havnvik for everyone; the releases alone are blurred by real randomness
    place = Workplace(slug=SLUG, name="Havnvik kommune")
    units = {name: Unit(name=name, workplace=place) for name in dict.fromkeys(team.unit for team in TEAMS)}
    teams = {team.name: Team(name=team.name, unit=units[team.unit], word=team.word) for team in TEAMS}
    db.session.add_all([place, *teams.values()])
    db.session.flush()
    _people(place, teams)
    _past(teams, chance)
    db.session.commit()
    _shifts(teams, chance)
    _support(place, teams, chance)
    _suggestions(place)
    holders = _accords(place)
    work.fill(holders, clock.today())
    _waves(teams, holders, chance)
    planned.fill(place.id, holders["lead"].name, clock.today())
    agreed.fill(teams["Sengepost 3"], holders["union_rep"].name)
    followed_up.fill(teams["Sengepost 3"].id, teams["Sengepost 2"].id, clock.today())
    trends.open_due(clock.now())
    waves.open_due(clock.now())
    return True


def sign_ins(address: str) -> str:
    """What `make run` prints."""
    names = "\n".join(f"  {login}@{SLUG:<6} {role or 'member'}" for login, (_name, _team, role) in SIGN_INS.items())
    return f"\nDemo on {address}/sign-in – sign-ins, password {PASSWORD}:\n{names}\n"


def _people(place: Workplace, teams: dict[str, Team]) -> None:
    joined = clock.today() - timedelta(days=400)
    password = PasswordHasher().hash(PASSWORD)
    spare = iter(NAMES)
    for login, (name, team, role) in SIGN_INS.items():
        person = Person(workplace_id=place.id, login=login, name=name, password_hash=password, joined_day=joined)
        _place(person, teams.get(team or ""), role)
    counts = {team: sum(1 for _, at, _ in SIGN_INS.values() if at == team) for team in teams}
    for invented in TEAMS:
        for number in range(invented.size - counts[invented.name]):
            name = next(spare)
            person = Person(workplace_id=place.id, login=f"{name}-{number}".casefold(), name=name, joined_day=joined)
            needs_lead = number == 0 and invented.name != "Sengepost 3"
            _place(person, teams[invented.name], "lead" if needs_lead else None)
    for unit_name, rep_team in (("Hjemmetjenesten", "Hjemmetjenesten nord"), ("Familie og velferd", "Nav mottak")):
        members = db.session.scalars(db.select(Membership).where(Membership.team_id == teams[rep_team].id)).all()
        unit_id = next(team.unit_id for team in teams.values() if team.unit.name == unit_name)
        for member, role in zip(members[1:3], ("safety_rep", "union_rep"), strict=True):
            db.session.add(RoleGrant(person_id=member.person_id, role=role, unit_id=unit_id))


def _place(person: Person, team: Team | None, role: str | None) -> None:
    db.session.add(person)
    db.session.flush()
    if team:
        db.session.add(Membership(person_id=person.id, team_id=team.id, since_day=person.joined_day, added_by="Håkon"))
        db.session.add(TeamLog(day=person.joined_day, team_id=team.id, actor="Håkon", what="joined", about=person.name))
    if role:
        unit_id = team.unit_id if team and role in {"safety_rep", "union_rep"} else None
        team_id = team.id if team and role == "lead" else None
        db.session.add(RoleGrant(person_id=person.id, role=role, unit_id=unit_id, team_id=team_id))


def _shifts(teams: dict[str, Team], chance: random.Random) -> None:
    """Wards go round the clock by a six-week rotation that each enters at another week; offices keep office hours."""
    now, monday = clock.now(), turns.monday_of(clock.today())
    for team in teams.values():
        for person_id in _members(team):
            weeks = turns.OFFICE_WEEK if team.word == "day" else WARD_ROTATION
            begun = monday - timedelta(weeks=chance.randrange(len(weeks) // 7))
            hours = turns.OFFICE if team.word == "day" else turns.USUAL
            shifts.keep_rotation(person_id, turns.Rotation(begun, weeks, hours), now)


def _support(place: Workplace, teams: dict[str, Team], chance: random.Random) -> None:
    """Some can be asked while they are at work, many are reminded, and a fortnightly round runs, in which most have a colleague to meet."""
    now = clock.now()
    before = now - timedelta(weeks=2)
    rounds.plan(place.id, 2, before)
    first = db.session.scalars(db.select(Round).where(Round.workplace_id == place.id)).one()
    for team in teams.values():
        for person in people.members(team.id):
            if chance.random() < 0.4 and person.login not in SIGN_INS:
                pairing.choose(person.id, Choices(on_shift=True), clock.now())
            if chance.random() < 0.5 or person.login == "nurse":
                reminders.turn_on(person.id, now)
            if chance.random() < 0.7 or person.login == "nurse":
                rounds.join(person, first.id, before)
    rounds.match_due(now)
    rounds.turn(now)


def _accords(place: Workplace) -> dict[str, Person]:
    """The three who hold the keys. Who runs the server was agreed in winter; what the number is for is proposed, signed by the lead and awaited of the reps."""
    ours = {person.login: person for person, _team in people.people(place.id)}
    holders = {role: ours[login] for login, (_name, _team, role) in SIGN_INS.items() if role in KEYS}
    jonas, day = holders["safety_rep"], clock.today() - timedelta(days=200)
    host = Accord(workplace_id=place.id, subject="host", value=HOST, day=day, by=jonas.name, by_id=jonas.id)
    host.outcome, host.outcome_day = "in_force", day + QUIET
    for role, person in holders.items():
        host.words.append(AccordWord(person_id=person.id, name=person.name, role=role, day=day, refused=False, reason=""))
    db.session.add(host)
    accords.sign(holders["lead"], accords.propose(jonas, "purpose", PURPOSE), "lead")
    return holders


def _suggestions(place: Workplace) -> None:
    """What three people have suggested, delivered last week."""
    day = clock.today() - timedelta(days=9)
    db.session.add(Delivery(workplace_id=place.id, day=day, key="demo"))
    db.session.flush()
    db.session.add_all(Delivered(workplace_id=place.id, day=day, place=turn, words=words) for turn, words in enumerate(SUGGESTED))
    db.session.commit()


def _waves(teams: dict[str, Team], holders: dict[str, Person], chance: random.Random) -> None:
    """Each unit answers together; the third is too small to be asked."""
    leads = set(db.session.scalars(db.select(RoleGrant.person_id).where(RoleGrant.role == "lead")))
    counted = {team.id: sum(person not in leads for person in _members(team)) for team in teams.values()}
    units = dict.fromkeys(team.unit_id for team in teams.values())
    groups = [{team.id: counted[team.id] for team in teams.values() if team.unit_id == unit} for unit in units]
    asked.fill(groups, holders, clock.today(), chance)


def _past(teams: dict[str, Team], chance: random.Random) -> None:
    """Thirteen closed periods: invented answers through the shipped release rule, then forgotten."""
    spans = [rules.period_of(clock.today())]
    while len(spans) <= CLOSED:
        spans.append(spans[-1].previous)
    leads = set(db.session.scalars(db.select(RoleGrant.person_id).where(RoleGrant.role == "lead")))
    members = {invented: _members(teams[invented.name]) for invented in TEAMS}
    for step, span in enumerate(reversed(spans[1:])):
        db.session.add(Period(id=span.id, opens=span.opens, closes=span.closes, state="closed"))
        db.session.flush()
        for invented, present in members.items():
            counted = [person for person in present if person not in leads]
            team_id = teams[invented.name].id
            db.session.add_all(
                Roster(period_id=span.id, person_id=person, team_id=team_id, counted=person in counted) for person in present
            )
            db.session.add(Terms(period_id=span.id, team_id=team_id, mode="standard", k=5, heads=len(counted)))
            centre = invented.level + invented.drift * step / CLOSED
            answers = [min(10, max(0, round(chance.gauss(centre, 1.6)))) for person in counted if chance.random() < 0.8]
            allowed = rules.roster_allows(len(counted), len(counted), 5, confirmed=False)
            level = rules.release(answers, allowed, 5, partial(rules.discrete_laplace, Fraction(3, 2)))
            db.session.add(Release(team_id=team_id, period_id=span.id, level_tenths=level))


def _members(team: Team) -> list[int]:
    return list(db.session.scalars(db.select(Membership.person_id).where(Membership.team_id == team.id)))
