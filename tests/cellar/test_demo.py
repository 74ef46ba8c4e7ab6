"""Whoever looks at the demo for the first time finds the work alive: a round looked at, a follow-up that ran its course, answers – and no person in it."""

import pytest
import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import db
from ladeapp.demo import SIGN_INS, load_demo
from ladeapp.effect import waves
from ladeapp.gathering import queries as gathering
from ladeapp.hse import pages
from ladeapp.hse import queries as work
from ladeapp.incidents.models import Incident, IncidentStep
from ladeapp.people import queries as people
from ladeapp.people.models import Person, Workplace
from ladeapp.programme import pages as programme

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def havnvik(app):
    with app.app_context():
        assert load_demo()
        assert not load_demo()
        place = db.session.scalars(sa.select(Workplace.id).where(Workplace.slug == "demo")).one()
        db.session.remove()
    return app, place


def test_a_newcomer_finds_the_work_alive(havnvik):
    app, place = havnvik
    with app.test_request_context():
        here = pages.work(place, clock.today())
        first, second = work.discussion(place, 1), work.discussion(place, 2)
        assert here.round == 2
        assert first
        assert first.record.locked_day
        assert second
        assert second.record.locked_day
        assert second.record.day > first.record.day
        assert all(phase.done_day and phase.done_day <= clock.today() for phase in work.phases(place, 1))
        assert [one.state for one in here.overdue] == ["doing"]
        assert here.waiting == 1
        assert sorted(bool(row.is_answer) for row in work.published(place)) == [False, False, True]
        outcomes = db.session.scalars(sa.select(Incident.outcome).order_by(Incident.day)).all()
        assert outcomes == ["done", None]
        db.session.remove()


def test_a_newcomer_finds_two_rounds_of_questions_published_and_one_open(havnvik):
    app, place = havnvik
    with app.test_request_context():
        read = waves.results(place, clock.now(), (), as_lead=False)
        assert [(each.wave.months, len(each.groups), each.not_asked) for each in read] == [
            (3, 2, ["Barnevernet + Nav mottak"]), (0, 2, ["Barnevernet + Nav mottak"]),
        ]  # fmt: skip
        nurse = people.person_by_login("nurse", "demo")
        assert nurse
        told = waves.told(nurse.id, place, clock.now())
        assert told
        assert (told["months"], told["counted"], len(told["scales"])) == (6, True, 4)
        db.session.remove()


def test_a_newcomer_finds_a_plan_under_way_and_what_a_team_has_agreed_on(havnvik):
    app, place = havnvik
    with app.test_request_context():
        told = programme.told(place, clock.today())
        nurse = people.person_by_login("nurse", "demo")
        assert nurse
        card = gathering.card_of(nurse.id)
        db.session.remove()
    assert len(told["plan"]) == 16
    assert told["next"]["path"] == "/learn/charging/peer-support"
    assert card
    assert len([line for _begin, line in card.lines if line]) == 5


def test_no_person_is_in_a_follow_up_of_the_demo(havnvik):
    app, _place = havnvik
    with app.app_context():
        names = set(db.session.scalars(sa.select(Person.name))) | {name for name, _team, _role in SIGN_INS.values()}
        told = [row for table in (Incident, IncidentStep) for row in db.session.execute(sa.select(*table.__table__.columns)).all()]
        db.session.remove()
    assert len(told) > 10
    assert not {str(cell) for row in told for cell in row} & names
