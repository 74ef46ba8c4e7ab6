"""A house with something in every room, so that every address has a real example of what it is about.

It is a week into period 7. Anna and Bjørn sit in a station; a colleague asks for five minutes, another has opened a station for a
group; there is an open invitation to team A and an unused set-up link. Beside Fjordvik stands Havnes, another workplace, with one of everything of its own.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from ladeapp import clock
from ladeapp.accords import actions as accords
from ladeapp.accords.models import Accord
from ladeapp.config import settings
from ladeapp.crafting import actions as crafting
from ladeapp.crafting.models import Delivered, Delivery
from ladeapp.db import db
from ladeapp.effect.models import Wave, WaveTeam
from ladeapp.gathering import actions as gathering
from ladeapp.gathering.slides import round_of
from ladeapp.home import actions as home
from ladeapp.hse import actions as hse
from ladeapp.hse import press
from ladeapp.hse.rules import PHASES
from ladeapp.incidents import actions as incidents
from ladeapp.incidents.models import Incident
from ladeapp.learning import library
from ladeapp.pairing import actions as pairing
from ladeapp.people import actions as people
from ladeapp.people import queries
from ladeapp.people.models import Person
from ladeapp.programme import store
from ladeapp.programme.models import Film
from ladeapp.rounds import actions as rounds
from ladeapp.rounds.models import Meeting, MeetingSeat, Round
from ladeapp.shifts import actions as shifts
from ladeapp.shifts import rules
from ladeapp.shifts.away import Away
from ladeapp.stations import actions as stations
from ladeapp.stations import codes
from tests.cast import ANNA, BJORN, COLLEAGUES, SAFETY, SUPPORTER, Member
from tests.periods import SEVENTH, World

PLACE = re.compile(r"<(?:[^<>:]+:)?(\w+)>")


@dataclass
class Ground:
    """The app in its world, and what stands for each `<name>` in an address: ours, and the other workplace's."""

    app: Flask
    world: World
    ours: Mapping[str, object]
    theirs: Mapping[str, object]

    def address(self, rule: str, ids: Mapping[str, object] | None = None) -> str:
        return address(rule, ids or self.ours)


def address(rule: str, ids: Mapping[str, object]) -> str:
    rule = rule.replace("/setup/<code>", "/setup/<setup>")
    return PLACE.sub(lambda place: str(ids[place[1]]), rule)


@pytest.fixture
def ground(seventh: World) -> Iterator[Ground]:
    app = seventh.app
    with seventh.inside():
        ours = furnished(SEVENTH.id)
        theirs = {**ours, **_another_workplace()}
    with papers_as_pages():
        yield Ground(app, seventh, ours, theirs)


@contextmanager
def papers_as_pages() -> Iterator[None]:
    """A paper is answered as the page that it is printed from, and from nothing else: printing takes seconds (tests/hse/test_papers.py does)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(press, "printed", str.encode)
        yield


def furnished(period_id: str) -> dict[str, object]:
    """One of everything in Fjordvik, and its ids. The period is open; needs an app context."""
    now, today, team = clock.now(), clock.today(), World.team()
    for person in (ANNA, BJORN, SAFETY):
        pairing.listen(_id(person), now + timedelta(hours=4))
    crafting.keep_keys()
    monday = today - timedelta(days=today.weekday())
    shifts.keep_rotation(_id(ANNA), rules.Rotation(monday, "ddeeonnooddeno"), now)
    shifts.go_away(_id(ANNA), Away(monday + timedelta(days=60), monday + timedelta(days=67)), now)
    shifts.edit_day(_id(ANNA), monday + timedelta(days=11), (*rules.USUAL[:1], rules.Turn(time(18), time(21))), now)
    ask = pairing.ask(_id(ANNA), now, today)
    station = pairing.accept(ask, _id(BJORN), now)
    door, closing = (people.invite(team.id, by="Adam") for _ in range(2))
    supporter = _id(SUPPORTER)
    open_ask = pairing.ask(_id(COLLEAGUES[0]), now, today)
    pairing.reach(now)  # it has come to Stein
    group = stations.open(queries.person_by_login(COLLEAGUES[1].login, "fjordvik"), "group-40", now)
    return {
        "period_id": period_id,
        "team_id": team.id,
        "unit_id": team.unit_id,
        "person_id": supporter,
        "grant_id": queries.roles_of(supporter)[0].id,
        "invitation_id": closing.invitation.id,
        "code": door.code,
        "typed": door.typed,
        "setup": people.make_setup_link(),
        "station_id": station,
        "words": codes.code(settings().secret_key, group),
        "ask_id": open_ask,
        "notice_id": uuid4(),
        "secret": home.open_feed(_id(ANNA)),
        "signature": "of-a-link-in-a-mail",
        "delivery_id": uuid4(),
        **a_round(team.unit.workplace_id, _id(ANNA), _id(COLLEAGUES[1])),
        "accord_id": accords.propose(db.session.get_one(Person, _id(SAFETY)), "host", "Driftsenteret i Larvik"),
        "subject_key": "purpose",
        "film_id": a_film(team.unit.workplace_id),
        **a_gathering(),
        "incident_id": followed_up(COLLEAGUES[2]),
        "audience": "leader",
        "point": "safe",
        "draft": "letter",
        "lang": "nn",
        "day": today.isoformat(),
        "monday": monday.isoformat(),
        **_work(db.session.get_one(Person, _id(SAFETY))),
        "wave_id": a_wave(team.unit.workplace_id, team.id),
    }


def a_gathering() -> dict[str, object]:
    """A module that has a meeting, and the code of a round that runs in it."""
    series, slug = "charging", "charging-culture"
    options = round_of(library.item(series, slug, "nb")).options
    code, _shown = gathering.begin(current_app.extensions["ladeapp.gathering"], _id(COLLEAGUES[1]), f"{series}/{slug}", len(options))
    return {"series": series, "slug": slug, "round_code": code}


def _work(by: Person) -> dict[str, object]:
    """A programme that has begun, a meeting with a decision, a risk and a published measure."""
    today, words = clock.today(), dict.fromkeys(PHASES, "Som avtalt")
    hse.begin(by, words, {"purpose": "Vite når det blir for mye"}, "Leila, Stein og Unni")
    risk = hse.keep_risk(by, None, hse.RiskText("b", "Alene på natt", "number", "Periode 6", 4, 3, "Tallet har ligget høyt."))
    measure = hse.keep_measure(by, None, hse.MeasureText("To på natt", "organisation", by.name, by.id, today, "doing"), risk)
    hse.publish(by, measure, "Vi er to på natt.")
    said = {"minutes": "Vi så på **tallet**.", "decisions": "Ny turnus", "agenda": "- Tallet"}
    meeting = hse.plan_meeting(by, hse.RecordText(today, "Leila, Stein og Unni", said))
    place = by.workplace_id  # so that neither a day nor a round of theirs is one of ours
    delivered = today - timedelta(days=8 + place)
    db.session.add(Delivery(workplace_id=place, day=delivered, key="ground"))
    db.session.flush()
    db.session.add(Delivered(workplace_id=place, day=delivered, place=0, words="Kan vi samle telefonene til faste tider?"))
    db.session.commit()
    suggestion = {"delivered": delivered.isoformat(), "number": 0, "which": place}
    return {"record_id": meeting, "risk_id": risk, "measure_id": measure, "key": "training", "point_key": "need_6", **suggestion}


def followed_up(member: Member) -> UUID:
    """Her team is followed up from today on."""
    person = db.session.get_one(Person, _id(member))
    incidents.start(person, clock.today(), clock.now())
    return db.session.scalars(sa.select(Incident.id)).one()


def _id(member: Member) -> int:
    return World.id_of(member)


def _another_workplace() -> dict[str, object]:
    place = people.create_workplace("havnes", "Havnes kommune")
    unit = people.create_unit(place, "Legevakt")
    team = people.create_team(unit, "Team A", "shift")
    door = people.invite(team.id, by="Håkon")
    one, other = (people.join(door.invitation.id, login, login.title(), "en rolig kveld i mai", "nb") for login in ("siv", "ole"))
    people.give_role(one, "supporter", "Håkon")
    now, today = clock.now(), clock.today()
    ask = pairing.ask(one.id, now, today)
    station = pairing.accept(ask, other.id, now)
    third = people.join(door.invitation.id, "ada", "Ada", "en rolig kveld i mai", "nb")
    return {
        "team_id": team.id,
        "unit_id": unit.id,
        "person_id": one.id,
        "grant_id": queries.roles_of(one.id)[0].id,
        "invitation_id": door.invitation.id,
        "station_id": station,
        "ask_id": pairing.ask(third.id, now, today),
        **a_round(place.id, one.id, other.id),
        "accord_id": _an_accord(place.id),
        "film_id": a_film(place.id),
        **_work(one),
        "incident_id": _an_incident(team.id),
        "wave_id": a_wave(place.id, team.id),
    }


def _an_accord(workplace_id: int) -> UUID:
    """As if Siv had proposed it while there were three keys."""
    accord = Accord(workplace_id=workplace_id, subject="host", value="Legevaktas egen", day=clock.today(), by="Siv")
    db.session.add(accord)
    db.session.commit()
    return accord.id


def a_film(workplace_id: int) -> UUID:
    """A film that the workplace has attached; what it shows is eight bytes."""
    film = Film(workplace_id=workplace_id, item="charging/peer-support", title="Sånn gjør vi det", kind="video/mp4", size=8, language="nb")
    film.captions = "WEBVTT\n\n00:00.000 --> 00:02.000\nHei.\n"
    db.session.add(film)
    db.session.commit()
    settings().media_dir.mkdir(exist_ok=True)
    store.path_of(settings().media_dir, film.id).write_bytes(b"\0\0\0\x08ftyp")
    return film.id


def a_wave(workplace_id: int, team_id: int) -> UUID:
    """A round of questions that has been laid down, and that nobody has signed."""
    wave = Wave(workplace_id=workplace_id, day=clock.today(), months=0, weeks=2, scales="strain,given")
    wave.teams = [WaveTeam(team_id=team_id, head_id=team_id)]
    db.session.add(wave)
    db.session.commit()
    return wave.id


def _an_incident(team_id: int) -> UUID:
    incident = Incident(team_id=team_id, day=clock.today())
    db.session.add(incident)
    db.session.commit()
    return incident.id


def a_round(workplace_id: int, one: int, other: int) -> dict[str, object]:
    """A round that can be joined, and one that runs, in which these two meet."""
    now = clock.now()
    rounds.plan(workplace_id, 2, now)
    joinable = db.session.scalars(sa.select(Round.id).where(Round.workplace_id == workplace_id)).one()
    running = Round(workplace_id=workplace_id, starts_at=now - timedelta(days=3), ends_at=now + timedelta(days=11), seed=1, state="running")
    db.session.add(running)
    db.session.flush()
    meeting = Meeting(round_id=running.id)
    meeting.seats = [MeetingSeat(person_id=person, why="new") for person in (one, other)]
    db.session.add(meeting)
    db.session.commit()
    return {"round_id": joinable, "meeting_id": meeting.id}


def ways(app: Flask) -> Iterator[tuple[str, str]]:
    """(method, rule) of every route there is."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.rule
