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
from tests.waves import open_wave, work

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


def test_8_nor_can_it_be_told_of_a_waves_scale(grown):
    """The same three reasons; the list of period 6, by which a group is judged, is no longer shown to anybody when the wave is over."""
    wave = open_wave(grown, weeks=4)
    grown.at(EIGHTH.opens + HOUR)
    work(grown)
    grown.phone(ANNA)
    reasons = {name: grown.copy(f"reason_{name}") for name in ("few", "lost", "changed")}
    for name, world in reasons.items():
        world.answer([5] * (9 if name == "few" else 12), span=wave)
    for world in reasons.values():
        world.at(SEVENTH.closes)
        work(world)
    (reasons["lost"].app.extensions["ladeapp"].key_dir / f"{wave.id}.key").unlink()
    reasons["changed"].run("UPDATE roster SET counted = :no WHERE period_id = :id", no=False, id=SIXTH.id)
    for world in reasons.values():
        world.at(wave.closes + timedelta(minutes=1))
        with world.inside():
            actions.close_if_due(wave.id)
        world.at(EIGHTH.closes)
        work(world)
        assert world.level(span=wave) is None
    grown.at(EIGHTH.closes + timedelta(hours=25))
    pages = ("/effect", "/survey", "/api/survey", "/team", "/team/lead-view", "/team/workplace", "/")
    looked = {
        name: {(who.login, page): plain(world.phone(who).get(page)) for who in (ANNA, LEAD, ADMIN, OTHER) for page in pages}
        for name, world in reasons.items()
    }
    assert "2026-E1" in looked["few"]["anna", "/effect"]
    assert differing(looked["few"], looked["lost"]) == []
    assert differing(looked["few"], looked["changed"]) == []


@pytest.fixture
def house(sealed):
    """The seventh period with something in every room, and what stands for each `<name>` in an address; and once more beside a wave."""
    with sealed.world.inside():
        return sealed.world, furnished(SEVENTH.id), sealed


def answer_by_phone(phones, value_of, address):
    """All twelve, over HTTP: each answers, changes it, takes it back, and answers again."""
    for place, phone in enumerate(phones.values()):
        for said in (3, value_of(place), None, value_of(place)):
            answer = phone.delete(address) if said is None else phone.put(address, json={"value": said})
            assert answer.status_code == 204


def test_9_nobody_sees_any_difference_while_answers_come_in(house):
    """Lead, colleague, administrator, reps and a stranger to the team read every page and every answer of the interface before and after."""
    world, ids, sealed = house
    looking, theirs = phones(world, LOOKING), phones(world, COUNTED)
    before, asked = crawl(world, looking, ids), []
    answer_by_phone(theirs, lambda place: 10 * (place % 2), sealed.address)
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
    world, ids, sealed = house
    for member in (ADMIN, LEAD):
        world.run(EVERY_ROLE, login=member.login)
    looking, theirs = phones(world, (ADMIN, LEAD)), phones(world, COUNTED)
    before = crawl(world, looking, ids)
    assert before["adam", f"/team/{ids['team_id']}"].startswith("200")
    assert before["leila", f"/workplace/people/{ids['person_id']}"].startswith("200")
    answer_by_phone(theirs, lambda place: 10, sealed.address)
    assert differing(before, crawl(world, looking, ids)) == []
    work(world)
    assert differing(before, crawl(world, looking, ids)) == []


def test_9_not_even_the_one_who_answered_is_shown_that_she_did(house):
    """Over her shoulder the lead reads her own pages."""
    world, ids, sealed = house
    hers = phones(world, (ANNA, UNION))
    before = crawl(world, hers, ids)
    hers[ANNA.login].put(sealed.address, json={"value": 10})
    sealed.answer([10], [UNION])
    assert differing(before, crawl(world, hers, ids)) == []


def test_10_the_answer_to_a_contribution_tells_neither_the_value_nor_whether_it_was_the_first(sealed):
    """Somebody on the network sees sizes and status codes."""
    anna = sealed.world.phone(ANNA)
    answers = [anna.put(sealed.address, json={"value": value}) for value in (*range(11), 10, 10, 0)]
    answers += [sealed.world.phone(BJORN).put(sealed.address, json={"value": 3})]
    assert len({plain(answer) for answer in answers}) == 1
    assert answers[0].status_code == 204
    assert answers[0].data == b""
    gone = [anna.delete(sealed.address), anna.delete(sealed.address)]
    assert len({plain(answer) for answer in gone}) == 1


def test_10_nor_does_what_is_stored(sealed):
    sealed.answer(list(range(11)))
    sizes = sealed.world.rows("SELECT DISTINCT length(sealed), length(tag) FROM contribution")
    assert sizes == [(29, 32)]


def test_10_nor_does_a_refusal_tell_whether_somebody_had_answered(sealed):
    sealed.answer([5], [ANNA])
    sealed.world.at(sealed.closes + HOUR)
    refused = [sealed.world.phone(member).put(sealed.address, json={"value": 5}) for member in (ANNA, BJORN)]
    assert refused[0].status_code == 409
    assert plain(refused[0]) == plain(refused[1])
