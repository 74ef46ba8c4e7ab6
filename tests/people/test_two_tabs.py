"""The same thing at the same moment in two tabs: one of them wins, and what must not be never is."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from ladeapp.people import actions
from tests.cast import ADMIN, BJORN
from tests.conftest import PhoneOf
from tests.people.conftest import OWN_WORDS, Rows, code_on, fill, typed_on

pytestmark = pytest.mark.at_once


def token_on(phone: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', phone.get(page).text)
    assert found
    return found[1]


def together(*works: Callable[[], int]) -> list[int]:
    """Begin all at once; what each answered, in order of size."""
    gate, answers = threading.Barrier(len(works)), []

    def begin(work: Callable[[], int]) -> None:
        gate.wait()
        answers.append(work())

    threads = [threading.Thread(target=begin, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_two_administrators_cannot_give_bjorn_two_hats_at_once(phone_of: PhoneOf, rows: Rows) -> None:
    ((number,),) = rows(f"SELECT id FROM person WHERE login = '{BJORN.login}'")
    person = f"/workplace/people/{number}"
    tabs = [phone_of(ADMIN), phone_of(ADMIN)]
    tokens = [token_on(tab, person) for tab in tabs]

    def give(n: int, role: str) -> int:
        return tabs[n].post(f"{person}/roles", data={"csrf_token": tokens[n], "role": role, "team": 1, "unit": 1}).status_code

    assert together(lambda: give(0, "lead"), lambda: give(1, "safety_rep")) == [303, 422]


def test_two_people_who_choose_the_same_name_at_once_do_not_both_get_it(app: Flask, phone_of: PhoneOf, rows: Rows) -> None:
    code = code_on(fill(phone_of(ADMIN), "/workplace/teams/1", to="/workplace/teams/1/invitations", days="7", role="member"))
    phones = [app.test_client(), app.test_client()]
    tokens = [token_on(phone, f"/join/{code}") for phone in phones]

    def join(n: int) -> int:
        typed = {"csrf_token": tokens[n], "name": "Ugla", "login": "ugla", "password": OWN_WORDS}
        return phones[n].post(f"/join/{code}", data=typed).status_code

    assert together(lambda: join(0), lambda: join(1)) == [303, 422]
    assert rows("SELECT count(*) FROM person WHERE login = 'ugla'") == [(1,)]


def test_a_set_up_link_makes_one_administrator_even_when_opened_twice_at_once(app: Flask, rows: Rows) -> None:
    with app.app_context():
        link = actions.make_setup_link()
    phones = [app.test_client(), app.test_client()]
    tokens = [token_on(phone, f"/setup/{link}") for phone in phones]

    def set_up(n: int) -> int:
        typed = {"workplace_name": f"Sted {n}", "slug": f"sted{n}", "name": "Åse", "login": "ase", "password": OWN_WORDS}
        return phones[n].post(f"/setup/{link}", data={"csrf_token": tokens[n], **typed}).status_code

    assert together(lambda: set_up(0), lambda: set_up(1)) == [303, 404]
    assert rows("SELECT count(*) FROM workplace") == [(2,)]


def test_a_reset_code_opens_once_even_when_used_twice_at_once(app: Flask, phone_of: PhoneOf) -> None:
    with time_machine.travel("2026-11-02T12:00:00+01:00", tick=False) as time:
        code = typed_on(fill(phone_of(ADMIN), "/workplace/people/1/reset"))
        time.shift(timedelta(days=1))
        phones = [app.test_client(), app.test_client()]
        tokens = [token_on(phone, "/sign-in/code") for phone in phones]

        def use(n: int) -> int:
            typed = {"csrf_token": tokens[n], "name": "anna@fjordvik", "code": code, "password": f"{OWN_WORDS} {n}"}
            return phones[n].post("/sign-in/code", data=typed).status_code

        assert together(lambda: use(0), lambda: use(1)) == [303, 422]
