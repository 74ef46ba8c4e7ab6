"""Attacks 8, 9 and 10: whoever looks at pages and answers tries to tell who took part, what they said, or why there is no number."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from ladeapp.db import db
from ladeapp.trends import actions
from tests.attacks.crawling import EVERY_ROLE, crawl, differing, phones, plain
from tests.cast import ADMIN, ANNA, BJORN, COUNTED, LEAD, OTHER, SAFETY, UNION
from tests.ground import furnished
from tests.periods import EIGHTH, HOUR, SEVENTH, SIXTH

ADDRESS = f"/api/contributions/{SEVENTH.id}"
LOOKING = (LEAD, BJORN, ADMIN, SAFETY, OTHER)


def test_8_no_number_looks_the_same_for_too_few_a_lost_key_and_a_changed_list(seventh):
    """The lead compares: if "too few" looked otherwise than "changed list", she would know how many had answered."""
    seventh.at(EIGHTH.opens + HOUR)
    seventh.work()
    seventh.phone(ANNA)  # the server's own secrets are made at the first visit, before the ways part
    with seventh.inside():
        ids = furnished(EIGHTH.id)
    reasons = {name: seventh.copy(f"reason_{name}") for name in ("few", "lost", "changed")}
    reasons["few"].answer([5] * 4)
    reasons["lost"].answer([5] * 12)
    (reasons["lost"].app.extensions["ladeapp"].key_dir / f"{SEVENTH.id}.key").unlink()
    reasons["changed"].answer([5] * 12)
    reasons["changed"].run("UPDATE roster SET counted = :no WHERE period_id = :id", no=False, id=SIXTH.id)
    read = {}
    for name, world in reasons.items():
        world.at(SEVENTH.closes + timedelta(minutes=1))
        with world.inside():
            actions.close_if_due(SEVENTH.id)  # before the worker could look after its keys
        world.work()
        world.at(SEVENTH.closes + timedelta(hours=25))
        assert world.level() is None
        read[name] = crawl(world, phones(world, (ANNA, LEAD, ADMIN)), ids)
    assert "<h2>Ingen tall denne gangen</h2>" in read["few"]["anna", "/team"]
    assert differing(read["few"], read["lost"]) == []
    assert differing(read["few"], read["changed"]) == []


@pytest.fixture
def house(seventh):
    """The seventh period with something in every room, and what stands for each `<name>` in an address."""
    with seventh.inside():
        return seventh, furnished(SEVENTH.id)


def answer_by_phone(phones, value_of):
    """All twelve, over HTTP: each answers, changes it, takes it back, and answers again."""
    for place, phone in enumerate(phones.values()):
        for said in (3, value_of(place), None, value_of(place)):
            answer = phone.delete(ADDRESS) if said is None else phone.put(ADDRESS, json={"value": said})
            assert answer.status_code == 204


def test_9_nobody_sees_any_difference_while_answers_come_in(house):
    """Lead, colleague, administrator, reps and a stranger to the team read every page and every answer of the interface before and after."""
    world, ids = house
    looking, theirs = phones(world, LOOKING), phones(world, COUNTED)
    before, asked = crawl(world, looking, ids), []
    answer_by_phone(theirs, lambda place: 10 * (place % 2))
    listen = lambda c, cursor, statement, *_: asked.append(statement)  # noqa: E731
    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    after = crawl(world, looking, ids)
    event.remove(engine, "before_cursor_execute", listen)
    assert len(before) > 300
    assert differing(before, after) == []
    assert asked
    assert not [statement for statement in asked if "contribution" in statement]


def test_9_not_even_an_administrator_and_a_lead_who_hold_every_role_do(house):
    """Adam has given himself every role there is, and Leila too; they look before the answers, after them, and after the worker's round."""
    world, ids = house
    for member in (ADMIN, LEAD):
        world.run(EVERY_ROLE, login=member.login)
    looking, theirs = phones(world, (ADMIN, LEAD)), phones(world, COUNTED)
    before = crawl(world, looking, ids)
    assert before["adam", f"/team/{ids['team_id']}"].startswith("200")
    assert before["leila", f"/workplace/people/{ids['person_id']}"].startswith("200")
    answer_by_phone(theirs, lambda place: 10)
    assert differing(before, crawl(world, looking, ids)) == []
    world.work()
    assert differing(before, crawl(world, looking, ids)) == []


def test_9_not_even_the_one_who_answered_is_shown_that_she_did(house):
    """Over her shoulder the lead reads her own pages."""
    world, ids = house
    hers = phones(world, (ANNA, UNION))
    before = crawl(world, hers, ids)
    hers[ANNA.login].put(ADDRESS, json={"value": 10})
    world.answer([10], [UNION])
    assert differing(before, crawl(world, hers, ids)) == []


def test_10_the_answer_to_a_contribution_tells_neither_the_value_nor_whether_it_was_the_first(seventh):
    """Somebody on the network sees sizes and status codes."""
    anna = seventh.phone(ANNA)
    answers = [anna.put(ADDRESS, json={"value": value}) for value in (*range(11), 10, 10, 0)]
    answers += [seventh.phone(BJORN).put(ADDRESS, json={"value": 3})]
    assert len({plain(answer) for answer in answers}) == 1
    assert answers[0].status_code == 204
    assert answers[0].data == b""
    gone = [anna.delete(ADDRESS), anna.delete(ADDRESS)]
    assert len({plain(answer) for answer in gone}) == 1


def test_10_nor_does_what_is_stored(seventh):
    seventh.answer(list(range(11)))
    sizes = seventh.rows("SELECT DISTINCT length(sealed), length(tag) FROM contribution")
    assert sizes == [(29, 32)]


def test_10_nor_does_a_refusal_tell_whether_somebody_had_answered(seventh):
    seventh.answer([5], [ANNA])
    seventh.at(SEVENTH.closes + HOUR)
    refused = [seventh.phone(member).put(ADDRESS, json={"value": 5}) for member in (ANNA, BJORN)]
    assert plain(refused[0]) == plain(refused[1])
