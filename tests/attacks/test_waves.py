"""Waves attacked: lists that change, two at once, a round taken back while it opens, a team that keeps to itself."""

import io
import threading
import zipfile
from datetime import timedelta

import pytest

from ladeapp.effect import actions
from ladeapp.trends import keys, rules
from tests.attacks.crawling import differing, plain
from tests.cast import ADMIN, ANNA, BJORN, LEAD, OTHER, SAFETY, UNION
from tests.periods import HOUR, SEVENTH
from tests.waves import EXTRA, GROUP, open_wave, propose, sign, work

OPEN = "Frivillig, og ingen ser hvem som har svart"


def at_once(world, *verbs):
    """Each verb in a thread of its own; what each came to, an exception by its name."""
    came, ready = [], threading.Barrier(len(verbs))

    def run(verb):
        ready.wait()
        with world.inside():
            try:
                came.append(str(verb()))
            except Exception as refused:
                came.append(type(refused).__name__)

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(came)


def lead_elsewhere(world, *members):
    for member in members:
        world.run(
            "INSERT INTO role_grant (person_id, role, team_id) SELECT person.id, 'lead', team.id FROM person, team "
            "WHERE login = :login AND team.name = 'Team B'",
            login=member.login,
        )


def moved(world, member, team):
    world.run(
        "UPDATE membership SET team_id = (SELECT id FROM team WHERE name = :team) WHERE person_id = (SELECT id FROM person WHERE login = :login)",
        team=team,
        login=member.login,
    )


def test_whoever_was_moved_can_still_take_back_what_she_answered(wave):
    """Her lead has her moved to another team on the day after she answered: it stands on the list she was asked with, and she is told so."""
    world = wave.world
    anna = world.phone(ANNA)
    before = anna.get("/api/survey").json
    assert anna.put(wave.address, json={"value": 9}).status_code == 204
    moved(world, ANNA, "Team B")
    assert anna.get("/api/survey").json == before
    assert OPEN in anna.get("/").text
    assert anna.delete(wave.address).status_code == 204
    assert world.rows("SELECT count(*) FROM contribution") == [(0,)]


def test_whoever_came_later_is_not_told_that_she_is_asked(wave):
    """Oda is moved in from elsewhere while it runs: she stands on no list of it, and nobody says she does."""
    world = wave.world
    moved(world, OTHER, "Team A")
    told = world.phone(OTHER).get("/api/survey").json["running"]
    assert (told["counted"], told["is_asked"], told["group"]) == (False, True, "Team A")
    assert OPEN not in world.phone(OTHER).get("/").text


def test_whoever_is_on_no_list_is_not_told_that_her_name_is(wave):
    said = "the list of the questions that are open now"
    assert [said in wave.world.read(member, "/me/data") for member in (ANNA, LEAD, OTHER)] == [True, True, False]


def test_a_wave_leaves_the_papers_of_the_partsgruppe_alone(wave):
    """The assessment says from which day there are numbers; a wave's scales lie in the same table, and sort before all periods."""
    assert "18. mai 2026" in wave.world.phone(SAFETY).get("/work/papers/dpia/nb").text


def test_of_two_who_propose_at_once_one_does(grown):
    assert at_once(grown, *[lambda: bool(propose(grown))] * 2) == ["Refused", "True"]
    assert grown.rows("SELECT count(*) FROM wave") == [(1,)]


def test_two_who_sign_last_at_once_make_one_wave(grown):
    wave = propose(grown)
    sign(grown, wave, LEAD, SAFETY)
    at_once(grown, *[lambda: sign(grown, wave, UNION)] * 3)
    assert grown.rows("SELECT number, count(*) FROM wave GROUP BY number") == [(1, 1)]
    assert grown.rows("SELECT count(*) FROM wave_signature") == [(3,)]


def test_what_is_taken_back_while_it_opens_stays_open(grown, monkeypatch):
    """The union rep has read that it is not open yet; it opens; then she deletes it. Its numbers would run on under nobody's name, and be asked twice."""
    if not grown.app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("SQLite has one writer at a time")
    wave = propose(grown)
    sign(grown, wave)
    grown.at(SEVENTH.opens + 14 * 24 * HOUR)
    read = actions.waves.sheet

    def and_then_it_opens(*asked):
        found = read(*asked)
        monkeypatch.undo()
        worker = threading.Thread(target=lambda: work(grown))
        worker.start()
        worker.join(30)
        return found

    monkeypatch.setattr(actions.waves, "sheet", and_then_it_opens)
    answer = grown.phone(UNION).post(f"/effect/waves/{wave}/withdrawal")
    assert answer.status_code == 404
    assert grown.rows("SELECT count(*) FROM wave WHERE closes IS NOT NULL") == [(1,)]


def test_a_group_in_low_trust_mode_is_read_by_its_own_alone(grown, silent_noise):
    """Half of team A have chosen that their number is no part of the workplace's; a wave's numbers of theirs are told to nobody else either."""
    grown.run("UPDATE team SET low_trust = :yes, mode = 'strict', k = 10 WHERE name = 'Team A'", yes=True)
    wave = open_wave(grown)
    few = grown.copy("few")
    wave.answer([4] * 20, GROUP)
    for world in (grown, few):
        world.at(wave.closes)
        work(world)
    grown.at(wave.closes + 24 * HOUR)
    assert ["4.0" in grown.read(member, "/effect") for member in (ANNA, BJORN, LEAD)] == [True, True, True]
    for member in (OTHER, ADMIN):
        assert "4.0" not in grown.read(member, "/effect")
    read = [{(who.login, "/effect"): plain(world.phone(who).get("/effect")) for who in (OTHER, ADMIN)} for world in (grown, few)]
    assert differing(*read) == []


def test_what_the_lead_sees_tells_of_waves_too(wave):
    """A page that promises one number every four weeks, and is silent about six more, would not be true."""
    assert "the lead also reads what came of the short questions" in wave.world.read(ANNA, "/team/lead-view")


def test_what_breaks_while_a_wave_opens_leaves_no_scale_open_by_itself(grown, monkeypatch):
    """The power goes between the first scale's key and the second's: a list without a wave would take answers that nobody publishes."""
    sign(grown, propose(grown))
    grown.at(SEVENTH.opens + 14 * 24 * HOUR)
    create, made = keys.create, []

    def once(period_id):
        made.append(period_id)
        if len(made) == 2:
            raise OSError("no power")
        create(period_id)

    monkeypatch.setattr(keys, "create", once)
    with pytest.raises(OSError, match="no power"):
        work(grown)
    assert grown.rows("SELECT count(*) FROM period WHERE id LIKE '%-E%'") == [(0,)]
    assert grown.phone(ANNA).put("/api/contributions/2026-E1-strain", json={"value": 5}).status_code == 409
    monkeypatch.undo()
    work(grown)
    assert grown.rows("SELECT count(*) FROM period WHERE id LIKE '%-E%' AND state = 'open'") == [(2,)]


def test_a_wave_that_closes_late_takes_nothing_meanwhile_and_is_read_by_leads_a_day_after_that(wave, silent_noise):
    """The worker lay still over noon and came back at three: the minutes between are no second chance, and a lead learns nothing before the others."""
    world = wave.world
    wave.answer([4] * 20, GROUP)
    world.at(wave.closes)
    for refused in (world.phone(ANNA).put(wave.address, json={"value": 10}), world.phone(ANNA).delete(wave.address)):
        assert (refused.status_code, refused.json["slug"]) == (409, "closed")
    assert "4.0" not in world.read(ANNA, "/effect")
    world.at(wave.closes + 3 * HOUR)
    work(world)
    assert "4.0" in world.read(ANNA, "/effect")
    for hours, is_read in ((24, False), (27, True)):
        world.at(wave.closes + hours * HOUR)
        assert ("4.0" in world.read(LEAD, "/effect")) is is_read


@pytest.mark.parametrize(("made", "level"), [(2, 40), (3, None)])
def test_a_group_that_is_made_smaller_than_twenty_before_the_close_has_no_number(wave, silent_noise, made, level):
    """An administrator makes leads of those whose answers he does not want in it: two of twenty-two may be, of a third the number dies."""
    wave.answer([4] * 12)
    lead_elsewhere(wave.world, *EXTRA[:made])
    wave.close()
    assert wave.level() == level


@pytest.mark.parametrize("mode", ["standard", "strict"])
def test_a_waves_sum_is_blurred_once_as_its_strictest_team_has_chosen(grown, monkeypatch, mode):
    """Whoever reads the code of the close, and nothing else, would not see whether a wave's numbers were blurred less than they say."""
    grown.run("UPDATE team SET mode = :mode, k = 10 WHERE name = 'Team A'", mode=mode)
    wave, drawn = open_wave(grown), []
    monkeypatch.setattr(rules, "discrete_laplace", lambda scale: drawn.append(scale) or 12)
    wave.answer([4] * 12)
    wave.close()
    assert drawn == [rules.MODES[mode].scale]
    assert wave.level() == 50


def test_whoever_comes_before_a_late_opening_is_on_no_list_of_it(grown):
    """The worker slept over Monday, and on Tuesday somebody is moved in to be asked with the others."""
    sign(grown, propose(grown))
    monday = SEVENTH.first_day + timedelta(weeks=2)
    grown.run("UPDATE membership SET since_day = :day WHERE person_id = (SELECT id FROM person WHERE login = 'oda')", day=monday)
    moved(grown, OTHER, "Team A")
    grown.at(rules.opens_on(monday) + 30 * HOUR)
    work(grown)
    assert grown.phone(OTHER).put("/api/contributions/2026-E1-strain", json={"value": 5}).status_code == 403
    assert grown.rows("SELECT count(*) FROM roster WHERE period_id LIKE '%-E1-strain-1'") == [(23,)]


def test_whoever_leads_elsewhere_makes_up_no_twenty(grown):
    """Two of the twenty-two lead another team, and are counted in this one's own number; of a wave's twenty they are none."""
    lead_elsewhere(grown, *EXTRA[:2])
    wave = open_wave(grown)
    assert grown.rows("SELECT count(*) FROM roster WHERE counted AND period_id = :id", id=wave.id) == [(20,)]
    assert [grown.phone(each).put(wave.address, json={"value": 5}).status_code for each in EXTRA[1:3]] == [403, 204]


def test_nor_does_one_more(grown):
    lead_elsewhere(grown, *EXTRA[:3])
    with pytest.raises(actions.Refused, match="small"):
        propose(grown)


def test_a_waves_numbers_stand_in_no_comparison_of_teams_and_not_among_their_numbers(wave, silent_noise):
    """A group is no team: set beside teams, a scale would be read as the number of the one team it is kept under."""
    world = wave.world
    before = file(world, "numbers.csv")
    wave.answer([4] * 20, GROUP)
    wave.close()
    world.at(wave.closes + 25 * HOUR)
    assert file(world, "numbers.csv") == before
    assert "2026-E1" in file(world, "waves.csv")
    assert world.phone(SAFETY).get("/effect/change").status_code == 200


def test_nor_does_the_file_hold_what_a_team_in_low_trust_mode_keeps_to_itself(grown, silent_noise):
    grown.run("UPDATE team SET low_trust = :on, mode = 'strict', k = 10 WHERE name = 'Team A'", on=True)
    wave = open_wave(grown)
    wave.answer([4] * 20, GROUP)
    wave.close()
    grown.at(wave.closes + 25 * HOUR)
    rows = [row.split(";") for row in file(grown, "waves.csv").splitlines()[1:]]
    assert [(row[5], row[6]) for row in rows] == [("strain", ""), ("given", "")]
    assert "low" not in file(grown, "waves.csv").partition("\n")[2]


def file(world, name):
    with zipfile.ZipFile(io.BytesIO(world.phone(SAFETY).get("/effect/export").data)) as folder:
        return folder.read(name).decode()
