"""A team that does not trust what becomes of its number: half of the list makes it STRICT and keeps it to itself, and takes that back."""

import pytest

from tests.cast import ADMIN, ANNA, BJORN, COUNTED, LEAD, OTHER
from tests.periods import EIGHTH, SEVENTH
from tests.trends.test_raising import SIX, VOICES, address, all_want, page, wants

FROZEN = (
    "SELECT terms.mode, terms.k, terms.low_trust FROM terms JOIN team ON team.id = team_id WHERE team.name = 'Team A' AND period_id = :id"
)
CHOSEN = "SELECT mode, k, low_trust FROM team WHERE name = 'Team A'"
ORDINARY, LOW_TRUST = ("standard", 5, False), ("strict", 10, True)
HOLDS = "At least 10 answers, a stronger blur, and no part of the workplace&#39;s number."


def frozen(world, span):
    ((mode, k, low_trust),) = world.rows(FROZEN, id=span.id)
    return mode, k, bool(low_trust)


def chosen(world):
    ((mode, k, low_trust),) = world.rows(CHOSEN)
    return mode, k, bool(low_trust)


def test_anyone_on_the_list_proposes_it_and_half_turns_it_on_from_the_next_period(seventh):
    assert "Noted." in wants(seventh, ANNA, "low-trust").text
    assert "1 of the 6 it takes want this" in page(seventh, BJORN)
    all_want(seventh, SIX[1:5], "low-trust")
    assert chosen(seventh) == ORDINARY
    assert "Half of the list agree: it holds from Monday" in wants(seventh, SIX[5], "low-trust").text
    assert (chosen(seventh), frozen(seventh, SEVENTH)) == (LOW_TRUST, ORDINARY)
    assert "Half of the list turned on low-trust mode, from the next period" in seventh.read(BJORN, "/team")
    assert seventh.rows(VOICES) == [(0,)]
    seventh.live_through(EIGHTH)
    assert frozen(seventh, EIGHTH) == LOW_TRUST


def test_its_number_is_made_by_the_strict_rule(seventh, silent_noise):
    all_want(seventh, SIX, "low-trust")
    seventh.live_through(EIGHTH)
    seventh.answer([4] * 9, span=EIGHTH)
    seventh.close(EIGHTH)
    assert seventh.level(span=EIGHTH) is None
    seventh.live_through(EIGHTH.next)
    seventh.answer([4] * 10, span=EIGHTH.next)
    seventh.close(EIGHTH.next)
    assert seventh.level(span=EIGHTH.next) == 40


def test_half_takes_it_back_and_one_less_does_not(seventh):
    all_want(seventh, SIX, "low-trust")
    seventh.live_through(EIGHTH)
    all_want(seventh, SIX[:5], "standard-5")
    assert chosen(seventh) == LOW_TRUST
    all_want(seventh, SIX[5:], "standard-5")
    assert chosen(seventh) == ORDINARY
    assert frozen(seventh, EIGHTH) == LOW_TRUST
    seventh.live_through(EIGHTH.next)
    assert frozen(seventh, EIGHTH.next) == ORDINARY


def test_the_strict_rule_alone_is_another_wish(seventh):
    all_want(seventh, SIX[:3], "strict-10")
    all_want(seventh, SIX[3:], "low-trust")
    assert chosen(seventh) == ORDINARY
    assert page(seventh).count("3 of the 6 it takes want this") == 2


def test_whoever_wants_what_the_team_has_wants_no_change(seventh):
    all_want(seventh, SIX, "low-trust")
    wants(seventh, ANNA, "strict-10")
    wants(seventh, ANNA, "low-trust")
    assert seventh.rows(VOICES) == [(0,)]


def test_the_leads_page_says_only_what_holds(seventh):
    before = seventh.read(LEAD, "/team")
    all_want(seventh, SIX[:5], "low-trust")
    assert without_tokens(seventh.read(LEAD, "/team")) == without_tokens(before)
    assert HOLDS not in before
    all_want(seventh, SIX[5:], "low-trust")
    assert HOLDS not in seventh.read(LEAD, "/team")  # it holds from the next period, and says so
    assert "From Monday" in seventh.read(LEAD, "/team")
    seventh.live_through(EIGHTH)
    assert HOLDS in seventh.read(LEAD, "/team")
    assert "at most 2.7 to 1" in seventh.read(LEAD, "/team")


@pytest.mark.parametrize("member", [LEAD, ADMIN, OTHER])
def test_15_nobody_outside_the_list_turns_it_on_or_off(seventh, member):
    assert seventh.phone(member).post(address(seventh), data={"terms": "low-trust"}).status_code == 404
    all_want(seventh, SIX, "low-trust")
    assert seventh.phone(member).post(address(seventh), data={"terms": "standard-5"}).status_code == 404
    assert (seventh.rows(VOICES), chosen(seventh)) == ([(0,)], LOW_TRUST)


def test_15_a_crafted_wish_for_low_trust_without_the_strict_rule_is_refused(seventh):
    from ladeapp.trends import actions, rules

    for terms in (rules.Terms("standard", 5, True), rules.Terms("strict", 5, True)):
        for member in COUNTED:
            with seventh.inside(), pytest.raises(ValueError, match="no team can choose"):
                actions.speak(seventh.id_of(member), seventh.team().id, terms)
    assert chosen(seventh) == ORDINARY


def test_15_not_even_the_database_takes_low_trust_without_the_strict_rule(seventh):
    import sqlalchemy as sa

    for table in ("team", "terms"):
        with pytest.raises(sa.exc.IntegrityError):
            seventh.run(f"UPDATE {table} SET low_trust = :yes", yes=True)


def without_tokens(text):
    return "\n".join(line for line in text.splitlines() if "csrf" not in line and "nonce" not in line)
