"""The workplace's own routine replaces ours, point by point; with a warning, and never with a ban."""

import pytest

from tests.cast import ADMIN, ANNA, LEAD, SAFETY, UNION

WARNING = "Does this say that everyone is to go through their feelings?"
ROWS = "SELECT point, text FROM incident_wording"


def say(ward, member, text, point="gather"):
    return ward.world.phone(member).post(
        f"/incidents/wording/{point}", data={"text": text}, headers={"Accept-Language": "en"}, follow_redirects=True
    )


@pytest.mark.parametrize("member", [LEAD, SAFETY, UNION])
def test_the_partsgruppe_says_it_as_they_do_and_everyone_reads_it(ward, member):
    assert "Saved." in say(ward, member, "Vaktleder samler alle på pauserommet.").text
    assert ward.world.phone(ANNA).get("/api/incidents/words").json == {"points": {"gather": "Vaktleder samler alle på pauserommet."}}
    assert "pauserommet" in ward.world.read(ANNA, "/incidents/sheets/leader")
    ward.start(ANNA)
    assert "pauserommet" in ward.world.read(LEAD, ward.address())


def test_nobody_else_does(ward):
    for member in (ANNA, ADMIN):
        assert say(ward, member, "Kom som du er.").status_code == 404
    assert ward.world.rows(ROWS) == []


def test_debriefing_within_days_is_warned_of_and_saved(ward):
    page = say(ward, LEAD, "Debriefing for alle innen tre dager.").text
    assert WARNING in page
    assert ward.world.rows(ROWS) == [("gather", "Debriefing for alle innen tre dager.")]
    assert "Look at this once more" in ward.world.read(UNION, "/incidents/wording")
    assert WARNING not in say(ward, LEAD, "Kort informasjon til alle.").text


@pytest.mark.parametrize("text", ["", "   ", "Gather those at work, briefly: what we know, what happens now. No round about feelings."])
def test_emptied_or_as_it_was_it_is_ours_again(ward, text):
    say(ward, LEAD, "Noe eget.")
    say(ward, LEAD, text)
    assert ward.world.rows(ROWS) == []


def test_three_hundred_characters_are_the_most_and_nothing_is_lost(ward):
    assert say(ward, LEAD, "å" * 300).status_code == 200
    refused = say(ward, LEAD, "b" * 301)
    assert refused.status_code == 422
    assert "Three hundred characters is the most" in refused.text
    assert "b" * 301 in refused.text
    assert ward.world.rows(ROWS) == [("gather", "å" * 300)]
    assert say(ward, LEAD, "skjult\u202e tekst").status_code == 422


def test_another_workplace_keeps_ours_and_html_is_words(ward):
    say(ward, LEAD, "<b>Ring</b> & vent")
    assert "&lt;b&gt;Ring&lt;/b&gt; &amp; vent" in ward.world.read(ANNA, "/incidents/sheets/leader")
    assert say(ward, LEAD, "x", point="no-such").status_code == 404
    ward.world.run("UPDATE incident_wording SET text = 'deres' WHERE workplace_id = 2")
    assert "<b>Ring" not in ward.world.read(ANNA, "/incidents/sheets/leader")


@pytest.mark.parametrize(("language", "line", "number"), [("nb", "Ingen skal være alene nå.", "113"), ("nn", "Ingen skal vere åleine no.", "113"),
                                                          ("en", "Nobody is to be alone now.", "113")])  # fmt: skip
def test_the_door_has_the_first_lines_and_the_numbers_for_anyone(ward, language, line, number):
    stranger = ward.world.app.test_client()
    stranger.set_cookie("language", language)
    page = stranger.get("/incidents").text
    assert page.index(line) < page.index(f"tel:{number}") < page.index("data-start")
    assert "<textarea" not in page
    assert "Set-Cookie" not in stranger.get("/incidents").headers
