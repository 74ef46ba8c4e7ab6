"""Attacks 8, 9 and 10: whoever looks at pages and answers tries to tell who took part, what they said, or why there is no number."""

import re
from datetime import timedelta

from sqlalchemy import event

from ladeapp.db import db
from ladeapp.trends import actions
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY
from tests.periods import EIGHTH, HOUR, SEVENTH, SIXTH

ADDRESS = f"/api/contributions/{SEVENTH.id}"
LOOKING = (LEAD, BJORN, ADMIN, SAFETY, OTHER)
MASKS = (  # the only things that may differ between two answers at the same moment
    (r'nonce="[^"]+"', 'nonce="-"'),
    (r"'nonce-[^']+'", "'nonce--'"),
    (r'name="csrf_token"[^>]* value="[^"]+"', 'name="csrf_token" value="-"'),
    (r'"csrf": ?"[^"]+"', '"csrf":"-"'),
    (r"\('Set-Cookie', '(ladeapp|__Host-ladeapp)=[^;]+;", r"('Set-Cookie', '\1=-;"),
    (r"\('X-Request-Id', '[^']+'\)", "('X-Request-Id', '-')"),
)


def plain(answer) -> str:
    """Status, headers and body with nonce, tokens and cookie replaced by fixed strings; nothing else is masked."""
    text = f"{answer.status}\n{sorted(answer.headers.items())}\n{answer.get_data(as_text=True)}"
    for pattern, fixed in MASKS:
        text = re.sub(pattern, fixed, text)
    return text


def addresses(world) -> list[str]:
    """Every address that can be read, with the numbers of teams filled in."""
    with world.inside():
        teams = [world.team(name).id for name in ("Team A", "Team B", "Kontoret")]
    found = []
    for rule in world.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static" and not rule.arguments - {"team_id"}:
            found += [rule.rule.replace("<int:team_id>", str(team)) for team in (teams if rule.arguments else teams[:1])]
    return sorted(set(found))


def phones(world, people):
    return {member.login: world.phone(member) for member in people}


def crawl(world, phones) -> dict[tuple[str, str], str]:
    """Everything these phones can read, page by page."""
    return {(login, address): plain(phone.get(address)) for login, phone in phones.items() for address in addresses(world)}


def test_8_no_number_looks_the_same_for_too_few_a_lost_key_and_a_changed_list(seventh):
    """The lead compares: if "too few" looked otherwise than "changed list", she would know how many had answered."""
    seventh.at(EIGHTH.opens + HOUR)
    seventh.work()
    seventh.phone(ANNA)  # the server's own secrets are made at the first visit, before the ways part
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
        read[name] = crawl(world, phones(world, (ANNA, LEAD, ADMIN)))
    assert "<h2>Ingen tall denne gangen</h2>" in read["few"]["anna", "/team"]
    for key, page in read["few"].items():
        assert read["lost"][key] == page, key
        assert read["changed"][key] == page, key


def test_9_nobody_sees_any_difference_while_answers_come_in(seventh):
    """Lead, colleague, administrator, reps and strangers read every page and every answer of the interface before and after."""
    looking = phones(seventh, LOOKING)
    before = crawl(seventh, looking)
    asked = []
    listen = lambda c, cursor, statement, *_: asked.append(statement)  # noqa: E731
    seventh.answer([10, 0] * 6)
    with seventh.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    after = crawl(seventh, looking)
    event.remove(engine, "before_cursor_execute", listen)
    assert len(before) > 30
    for key, page in before.items():
        assert after[key] == page, key
    assert asked
    assert not [statement for statement in asked if "contribution" in statement]


def test_9_not_even_the_one_who_answered_is_shown_that_she_did(seventh):
    """Over her shoulder the lead reads her own pages."""
    hers = phones(seventh, (ANNA,))
    before = crawl(seventh, hers)
    seventh.answer([10], [ANNA])
    assert crawl(seventh, hers) == before


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
