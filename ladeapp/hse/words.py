"""How phases, factors, sources, levels and states are said, what the template proposes, and what comes next."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ..i18n import dated, language
from ..trends.cards import deck
from .models import WorkPhase
from .queries import AtWork, Sheet

day = dated

PHASES = {
    "anchoring": _l("Agree on why and how"),
    "mapping": _l("Find out how it is"),
    "training": _l("Learn together"),
    "stations": _l("Charging stations in use"),
    "measures": _l("Risk and measures"),
    "evaluation": _l("Look at what came of it"),
    "again": _l("Another round"),
}
TEMPLATE = {
    "anchoring": _l("Discuss need, purpose, consequences and duration with the reps, and sign. Tell everybody at the staff meeting."),
    "mapping": _l("Check-ins until we have three numbers. Go through § 4-3's four factors at a staff meeting."),
    "training": _l("All four modules. One at each staff meeting, ten minutes."),
    "stations": _l("Five minutes after heavy shifts, ten minutes when there is time. In working hours."),
    "measures": _l("Write down the risks, and decide measures: the organisation's first. Tell staff what the answers have led to."),
    "evaluation": _l("Look at each measure: was it done, and what changed? Ask at the staff meeting."),
    "again": _l("Decide together whether to go on, and with what. Discuss the need anew."),
}
RECURRING = {  # how each is called, and what is done then
    "survey_0": (_l("Survey: the baseline"), _l("Before the programme is in use")),
    "survey_3": (_l("Survey after three months"), _l("The same questions")),
    "survey_6": (_l("Survey after six months"), _l("The same questions")),
    "survey_12": (_l("Survey after a year"), _l("The same questions")),
    "amu_measures": (_l("To the AMU: risks and measures"), _l("Where you have a working environment committee")),
    "amu_evaluation": (_l("To the AMU: what came of it"), _l("Where you have a working environment committee")),
    "need_6": (_l("Is there still a need? § 9-2"), _l("Talk it over at a meeting, and write it in the minutes")),
    "need_12": (_l("Is there still a need? § 9-2"), _l("Talk it over at a meeting, and write it in the minutes")),
}
POINTS = {
    "done": _l("done"),
    "next": _l("next"),
    "late": _l("was to be done"),
    "open": _l("coming"),
    "passed": _l("has been"),
}
DISCUSSED = {
    "need": _l("Why we need this"),
    "purpose": _l("What it is for"),
    "consequences": _l("What it means in practice"),
    "duration": _l("How long it is to last"),
}
PROPOSED = {
    "purpose": _l(
        "To handle what the work asks of our feelings together, and to do something about what weighs. "
        "Numbers are used at the staff meeting and in the partsgruppe, and never to judge anybody."
    ),
    "consequences": _l(
        "Check-ins and charging stations are voluntary and in working hours. Nobody sees who checks in, or what anybody answers; "
        "the lead sees one blurred number every four weeks, a day after the team. Measures that are decided are published to everybody."
    ),
    "duration": _l("A year. We look at the need again after six months, and decide together whether to go on."),
}
PARTS = {**DISCUSSED, "plan": _l("The plan"), "agenda": _l("Agenda"), "minutes": _l("Minutes"), "decisions": _l("Decisions")}
SOURCES = {
    "number": _l("A published number"),
    "survey": _l("A survey"),
    "suggestion": _l("A suggestion"),
    "incident": _l("How we followed up something critical"),
    "other": _l("Other mapping"),
}
LEVELS = {
    "organisation": _l("The organisation: how the work is organised, staffed and led"),
    "team": _l("The team: how we do it together"),
    "individual": _l("The individual: skills and support"),
}
LEVELS_SHORT = {"organisation": _l("Organisation"), "team": _l("Team"), "individual": _l("Individual")}
STATES = {"planned": _l("Planned"), "doing": _l("Under way"), "done": _l("Done"), "dropped": _l("Dropped")}
LIKELY = {1: _l("very rare"), 2: _l("rare"), 3: _l("now and then"), 4: _l("often"), 5: _l("nearly always")}
GRAVE = {1: _l("hardly noticed"), 2: _l("tiring"), 3: _l("wears over time"), 4: _l("may make ill"), 5: _l("may harm seriously")}
DRAFTS = {
    "letter": (_l("Letter to everybody who works here"), _l("What it is for, what it means, how long – and what cannot be promised")),
    "dpia": (_l("Data protection assessment (DPIA)"), _l("A draft by article 35, for the employer to finish and to conclude")),
}
LOGGED = {
    "published": _l("Published: %(text)s"),
    "answered": _l("Answered a suggestion: %(text)s"),
    "withdrawn": _l("Taken back: %(text)s"),
    "closed": _l("Closed a risk: %(text)s"),
    "opened": _l("Opened a risk again: %(text)s"),
    "removed": _l("Removed a risk that was written down by mistake"),
}


def factors() -> dict[str, str]:
    """Letter → words: § 4-3's four first, in the words of the cards for the staff meeting, then the rest."""
    return {card.letter: f"{card.title} – {card.about}" for card in deck(language()).cards} | {
        "more": str(_("Something else, like violence, threats or harassment"))
    }


def factor(letter: str) -> str:
    """In short."""
    return {card.letter: card.title for card in deck(language()).cards}.get(letter, str(_("Something else")))


def planned(phase: WorkPhase) -> str:
    """One phase of the plan in a line, as it is signed."""
    return str(
        _(
            "%(phase)s – %(owner)s, by %(day)s. %(about)s",
            phase=PHASES[phase.key],
            owner=phase.owner,
            day=day(phase.due),
            about=" ".join(phase.about.split()),
        )
    )


def plan(phases: Iterable[WorkPhase]) -> str:
    """The whole plan, a line for each phase."""
    return "\n".join(planned(phase) for phase in phases)


def replanned(before: str, after: str) -> str:
    return str(_("The plan was: %(before)s\nIt is now: %(after)s", before=before, after=after))


def agenda(opened: Mapping[str, Iterable[str]]) -> str:
    """What a meeting should take up, from what is open; `opened` is by kind."""
    said = {
        "next": _("Next step: %(what)s"),
        "overdue": _("Overdue: %(what)s"),
        "ownerless": _("Needs somebody new to see to it: %(what)s"),
        "look": _("Time to look at the effect: %(what)s"),
        "bare": _("A risk without a measure: %(what)s"),
        "unpublished": _("Decided and not told to staff: %(what)s"),
        "suggestions": _("Suggestions to answer: %(what)s"),  # how many: an invitation goes to calendars that we do not know
    }
    lines = [
        str(said[kind]) % {"what": what} if "%(" in str(said[kind]) else str(said[kind]) for kind in said for what in opened.get(kind, ())
    ]
    return "\n".join(f"- {line}" for line in [*lines, str(_("Anything else"))])


def signed(sheet: Sheet) -> str:
    """How far it has come with the signatures."""
    if sheet.record.locked_day:
        return str(_("Signed by all three"))
    return str(_("%(n)s of three have signed", n=len(sheet.turned)))


def home_line(work: AtWork) -> str:
    """What home says below the room's name."""
    if work.overdue:
        return str(ngettext("%(num)s measure is overdue", "%(num)s measures are overdue", work.overdue))
    return str(_("Next: %(phase)s", phase=PHASES[work.phase]) if work.phase else _("Plan, measures and meetings"))
