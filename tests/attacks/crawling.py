"""Everything that a signed-in person can read, address by address from the url map, made comparable to the byte."""

import re
from collections.abc import Iterable, Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import Member
from tests.ground import address, papers_as_pages, ways
from tests.periods import World

MASKS = (  # the only things that may differ between two answers at the same moment
    (r'nonce="[^"]+"', 'nonce="-"'),
    (r"'nonce-[^']+'", "'nonce--'"),
    (r'name="csrf_token"[^>]* value="[^"]+"', 'name="csrf_token" value="-"'),
    (r'"csrf": ?"[^"]+"', '"csrf":"-"'),
    (r"\('Set-Cookie', '(ladeapp|__Host-ladeapp)=[^;]+;", r"('Set-Cookie', '\1=-;"),
    (r"\('X-Request-Id', '[^']+'\)", "('X-Request-Id', '-')"),
)
EVERY_ROLE = (
    "INSERT INTO role_grant (person_id, role, unit_id, team_id) SELECT person.id, role, unit_id, team_id FROM person, "
    "(SELECT 'lead' AS role, NULL AS unit_id, team.id AS team_id FROM team WHERE name = 'Team A' "
    "UNION ALL SELECT 'safety_rep', unit_id, NULL FROM team WHERE name = 'Team A' "
    "UNION ALL SELECT 'union_rep', unit_id, NULL FROM team WHERE name = 'Team A' "
    "UNION ALL SELECT 'supporter', NULL, NULL UNION ALL SELECT 'workplace_admin', NULL, NULL) AS roles "
    "WHERE person.login = :login AND NOT EXISTS "
    "(SELECT 1 FROM role_grant had WHERE had.person_id = person.id AND had.role = roles.role)"
)


def plain(answer: TestResponse) -> str:
    """Status, headers and body with nonce, tokens and cookie replaced by fixed strings; nothing else is masked."""
    body = answer.get_data().decode(errors="backslashreplace")  # a file of numbers is no text
    text = f"{answer.status}\n{sorted(answer.headers.items())}\n{body}"
    for pattern, fixed in MASKS:
        text = re.sub(pattern, fixed, text)
    return text


def phones(world: World, people: Iterable[Member]) -> dict[str, FlaskClient]:
    return {member.login: world.phone(member) for member in people}


def crawl(world: World, phones: Mapping[str, FlaskClient], ids: Mapping[str, object]) -> dict[tuple[str, str], str]:
    """(who, address) → what she reads there: every address there is, `ids` (see `tests/ground.py`) in its places, each team in turn."""
    with world.inside():
        teams = [world.team(name).id for name in ("Team A", "Team B", "Kontoret")]
    found = {}
    for rule in sorted(rule for method, rule in ways(world.app) if method == "GET" and not rule.startswith("/static")):
        for team in teams if "team_id" in rule else teams[:1]:
            place = address(rule, {**ids, "team_id": team})
            for login, phone in phones.items():
                with papers_as_pages():
                    answer = phone.get(place)
                found[login, place] = plain(answer)
                answer.close()  # a film is a file
    return found


def differing(before: Mapping[tuple[str, str], str], after: Mapping[tuple[str, str], str]) -> list[tuple[str, str]]:
    """Who sees a difference, and where."""
    assert before.keys() == after.keys()
    return [key for key, page in before.items() if after[key] != page]
