"""When steps are due, who ticks, and which words get a warning."""

from datetime import date, timedelta

import pytest

from ladeapp.incidents import rules

DAY = date(2026, 2, 9)


@pytest.mark.parametrize(
    ("time", "due"),
    [
        ("hour", DAY),
        ("day", DAY),
        ("days", date(2026, 2, 12)),
        ("week", date(2026, 2, 16)),
        ("month", date(2026, 3, 9)),
        ("quarter", date(2026, 5, 11)),
    ],
)
def test_a_step_is_due_counted_from_the_day_it_was_started(time: str, due: date) -> None:
    assert rules.due(DAY, time) == due


@pytest.mark.parametrize(
    ("roles", "led_by", "as_what"),
    [
        ({"lead"}, None, "lead"),
        ({"lead"}, "safety_rep", "lead"),
        ({"safety_rep"}, None, None),
        ({"safety_rep"}, "lead", None),
        ({"safety_rep"}, "safety_rep", "safety_rep"),
        ({"union_rep"}, "safety_rep", None),
        (set(), "lead", None),
    ],
)
def test_the_lead_ticks_and_so_does_the_rep_who_leads(roles: set[str], led_by: str | None, as_what: str | None) -> None:
    assert rules.may_tick(roles, led_by) == as_what


@pytest.mark.parametrize(
    "words",
    [
        "Debriefing for alle innen tre dager.",
        "Debrifing med psykolog same dag",
        "Psykologisk debrief i gruppe",
        "Everyone attends a debriefing within 72 hours",
        "CISD within three days",
        "Samling der alle forteller hva de følte.",
        "Kvar og ein fortel kva dei kjende då det hende",
        "Each of us shares what it felt like.",
        "Emosjonell gjennomgang dagen etter",
        "Ring pårørende. Så debriefing for dem som var der.",
    ],
)
def test_words_that_prescribe_a_session_about_feelings_get_a_warning(words: str) -> None:
    assert rules.prescribes_session(words)


@pytest.mark.parametrize(
    "words",
    [
        "Læringsdebrief etter en uke, frivillig å komme.",
        "Ingen debriefing om følelser.",
        "Vi har ikkje debrifing.",
        "Technical debrief with the team on Friday",
        "No emotional debriefing.",
        "Samle alle til kort informasjon.",
        "Fortell alle hva dere har lært og endret.",
        "Avlastningssamtale for den som vil, høyst en time.",
        "Hot debrief after resuscitation",
        "",
    ],
)
def test_and_other_words_do_not(words: str) -> None:
    assert not rules.prescribes_session(words)


def test_a_start_may_have_waited_a_week_on_a_phone_and_no_longer() -> None:
    assert rules.is_timely(DAY - timedelta(days=7), DAY)
    assert not rules.is_timely(DAY - timedelta(days=8), DAY)
    assert rules.is_timely(DAY + timedelta(days=1), DAY)
    assert not rules.is_timely(DAY + timedelta(days=2), DAY)
