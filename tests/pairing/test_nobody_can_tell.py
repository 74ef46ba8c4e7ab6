"""Attacks: who tries to tell, from pages, answers, timing, rows and messages, who asked whom, how many can listen, or who is avoided."""

import re
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from ladeapp import clock
from ladeapp.db import db
from ladeapp.pairing import actions
from ladeapp.push import claims
from ladeapp.push.words import TEXTS
from tests.attacks.crawling import plain
from tests.cast import ADMIN, ANNA, BJORN, COLLEAGUES, LEAD, OTHER, SAFETY, SUPPORTER, UNION
from tests.pairing.test_asking_for_five_minutes import ask, pairing

# what pages say does not depend on the database; who is asked is tried on both elsewhere
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MINUTE = 60
PAGES = ("/", "/pairings", "/pairings/choices", "/pairings/unanswered", "/api/pairing", "/api/session", "/workplace/support", "/api/me")
SOMEONE = (r"<span data-someone hidden>|<span data-someone>", "<span data-someone>"), (r'"someone_can_listen": ?(true|false)', "")
SOMEONE += ((r"\('Content-Length', '\d+'\)", ""), (r'"even": ?" *"', ""))  # of the two answers that say it


def seen(phone, *, but_someone: bool = False) -> list[str]:
    """All that a person's pages say; an ask's random id apart."""
    found = [re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", lambda uuid: str(UUID(int=0)), plain(phone.get(page))) for page in PAGES]
    for pattern, fixed in SOMEONE if but_someone else ():
        found = [re.sub(pattern, fixed, text) for text in found]
    return found


def worker(app) -> None:
    with app.app_context():
        actions.reach(clock.now())
        db.session.remove()


@pytest.fixture
def statements(app):
    """How many statements the next thing takes, and which."""
    said: list[str] = []
    with app.app_context():
        engine = db.engine
    listen = lambda c, cursor, statement, *_: said.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def asking(app, phone, night) -> list[str]:
    """All that the asker sees through the life of an ask."""
    answers = [plain(phone.post("/pairings/asks"))]
    for minutes in (0, 1, 3, 12):
        night.shift(minutes * MINUTE)
        worker(app)
        answers += seen(phone, but_someone=True)
    return [*answers, plain(phone.post("/pairings/withdrawal")), *seen(phone, but_someone=True)]


def test_the_asker_sees_the_same_with_none_with_one_and_with_ten_willing(app, night, phone_of, listening):
    start, told = clock.now(), []
    for willing in ((), (BJORN,), (BJORN, SAFETY, *COLLEAGUES)):
        night.move_to(start)
        for member in willing:
            listening(member, "shift")
        told.append(asking(app, phone_of(ANNA), night))
    assert told[0] == told[1] == told[2]


def test_one_willing_and_two_are_the_same_and_three_and_ten_are_the_same_to_the_last_byte(night, phone_of, listening):
    anna = phone_of(ANNA)
    told = []
    for colleague in (BJORN, SAFETY, UNION, *COLLEAGUES):
        listening(colleague)
        told.append(seen(anna))
    assert told[0] == told[1] != told[2] == told[-1]


def test_asking_takes_the_same_statements_whoever_can_listen(night, phone_of, listening, statements):
    """Timing: the worker, not the request, does what grows with the number of listeners."""
    anna, told = phone_of(ANNA), []
    for willing in ((), (BJORN, SAFETY, *COLLEAGUES)):
        for member in willing:
            listening(member)
        statements.clear()
        anna.post("/pairings/asks")
        told.append([re.sub(r"\(%?.*", "", text) for text in statements])
        anna.post("/pairings/withdrawal")
    assert told[0] == told[1]


@pytest.mark.parametrize("why", ["she avoids Anna", "Anna avoids her", "she leads Anna", "she has helped enough", "another unit"])
def test_whoever_may_not_answer_sees_the_same_as_when_nobody_asks(why, app, night, phone_of, listening, house):
    member = {"she leads Anna": LEAD, "another unit": OTHER}.get(why, BJORN)
    if why == "she avoids Anna":
        house.blocks(member, ANNA)
    elif why == "Anna avoids her":
        house.blocks(ANNA, member)
    elif why == "she has helped enough":
        house.chooses(member, helps_max=0)
    phone, anna = listening(member, "shift"), phone_of(ANNA)
    before, never = seen(phone), uuid4()
    number = ask(anna)
    for minutes in (0, 3, 12):
        night.shift(minutes * MINUTE)
        worker(app)
        assert seen(phone) == before
    for method, address in ((phone.get, "/pairings/%s"), (phone.post, "/pairings/%s/acceptance")):
        assert plain(method(address % number)) == plain(method(address % never))
    assert pairing(anna)["ask"]["id"] == number


def test_whom_somebody_avoids_stands_on_her_own_page_alone(night, phone_of, house):
    others = [phone_of(member) for member in (BJORN, LEAD, SAFETY, UNION, ADMIN, SUPPORTER)]
    before = [seen(phone) for phone in others]
    house.blocks(ANNA, BJORN)
    assert "Bjørn" in re.findall(r"<bdi>(.*?)</bdi>", phone_of(ANNA).get("/pairings/choices").text)
    assert [seen(phone) for phone in others] == before


def test_an_ask_and_an_answer_leave_the_rest_of_the_house_as_it_was(app, night, phone_of, listening):
    others = [phone_of(member) for member in (LEAD, SAFETY, UNION, ADMIN, OTHER, COLLEAGUES[0])]
    bjorn = listening(BJORN)
    before = [seen(phone) for phone in others]
    number = ask(phone_of(ANNA))
    worker(app)
    assert [seen(phone) for phone in others] == before
    bjorn.post(f"/pairings/{number}/acceptance")
    assert [seen(phone) for phone in others] == before


def test_no_row_says_who_asked_once_the_message_is_gone(app, night, phone_of, listening):
    for asker, helper in ((ANNA, BJORN), (COLLEAGUES[1], COLLEAGUES[0])):
        listening(helper).post(f"/pairings/{ask(phone_of(asker))}/acceptance")
    with app.app_context():
        claims.claim(clock.now())  # the worker has sent what there was to send
        assert [db.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) for table in ("ask", "push_delivery")] == [0, 0]


def test_what_a_lock_screen_says_is_the_same_for_everyone_and_names_nobody(app, night, phone_of, listening):
    listening(SUPPORTER, "shift")
    ask(phone_of(ANNA))
    worker(app)
    with app.app_context():
        rows = db.session.execute(sa.text("SELECT kind, navigate, urgency FROM push_delivery WHERE kind = 'support'")).all()
    assert len(rows) == 1
    said = " ".join(str(part) for kind in ("ask", "support", "answered", "unanswered") for part in TEXTS[kind])
    assert not re.search(r"Anna|support|station|health|heavy|help you", said)


def test_logs_say_nothing_of_it(app, night, phone_of, listening, capfd):
    number = ask(phone_of(ANNA))
    worker(app)
    listening().post(f"/pairings/{number}/acceptance")
    phone_of(SAFETY).post(f"/pairings/{number}/acceptance")
    written = "".join(capfd.readouterr())
    assert number not in written
    assert not re.search(r"Anna|Bjørn|asker|anna|bjorn", written)


def test_home_takes_three_statements_beside_the_sessions_whatever_is_going_on(app, night, phone_of, listening, house, statements):
    bjorn = listening(BJORN, "shift")
    house.works(ANNA, BJORN)
    house.chooses(BJORN, on_shift=True)
    ask(phone_of(ANNA))
    worker(app)
    for phone in (bjorn, phone_of(ANNA)):
        for page in ("/", "/team"):
            statements.clear()
            assert phone.get(page).status_code == 200
            assert len([text for text in statements if not text.startswith("BEGIN")]) <= 1 + 3, page
