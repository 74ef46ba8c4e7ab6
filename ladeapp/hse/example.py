"""A programme in its second round, for the demo: one that was looked at, one that runs – with measures, one of them published, one overdue."""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from ..db import db
from ..people.models import Person
from . import actions, queries, rules, suggestions
from .models import WorkLog, WorkMeasure, WorkRecord, WorkReply, WorkSignature

DISCUSSED = {
    "need": "Tallet for Sengepost 3 har ligget over 5 siden nyttår, og på personalmøtene kommer det igjen og igjen: kveldene og nettene er tunge, og det er ingen å snakke med etterpå.",
    "purpose": "Vi vil tåle det jobben krever av følelsene våre bedre sammen, og gjøre noe med det som tynger. Tallene brukes på personalmøtet og i partsgruppa, aldri til å vurdere noen.",
    "consequences": "Innsjekk og ladestasjon er frivillig og skjer i arbeidstida. Ingen ser hvem som sjekker inn, eller hva noen svarer. Tiltak vi bestemmer oss for, får alle vite om.",
    "duration": "Ett år. Etter et halvt år ser vi på behovet igjen.",
}
AGAIN = {"need": "Første runde hjalp: Tallet gikk ned, og ladestasjonene blir brukt. Men nettene er tunge ennå, og nye har begynt."}
PRESENT = "Torunn (teamleder), Jonas (verneombud), Marit (tillitsvalgt)"
FIRST, SECOND = timedelta(days=390), timedelta(days=150)  # how long ago each round began
ABOUT = {
    "anchoring": "Drøft behov, formål, konsekvenser og varighet, og signer. Fortell alle om det på personalmøtet.",
    "mapping": "Innsjekk til vi har tre tall. De fire faktorene i § 4-3 på personalmøtet i mars.",
    "training": "Alle fire modulene. Én på hvert personalmøte, ti minutter.",
    "stations": "Fem minutter på stillerommet etter tunge vakter, ti når det er tid.",
    "measures": "Skriv ned risikoen og bestem tiltak. Fortell de ansatte hva svarene har ført til.",
    "evaluation": "Se på hvert tiltak: ble det gjort, og hva ble annerledes?",
    "again": "Bestem sammen om vi går videre, og med hva.",
}
RISKS = (
    actions.RiskText("b", "Alene med døende og pårørende på natt", "number", "Tallet for Sengepost 3, tre perioder på rad", 4, 4,
                     "Tallet har ligget høyt, og nattevaktene sier på personalmøtet at de står alene i det som er tyngst."),
    actions.RiskText("a", "Uklart hva som kan vente når det er for få på jobb", "suggestion", "Forslag fra de ansatte i april", 4, 3,
                     "Det kommer opp på hver vakt med innleid. Ingen vet hvem som bestemmer."),
    actions.RiskText("d", "Ingen å snakke med rett etter en tung vakt", "other", "Personalmøtet i mars", 3, 3,
                     "Kollegastøtte finnes, men få vet om den."),
)  # fmt: skip
CLOSED = "Ladestasjonen ved vaktskifte er på plass og blir brukt. Flere sier at de går lettere hjem."
PUBLISHED = "Vi er to på natt på Sengepost 3 i åtte uker. Så ser vi på det igjen."
TOLD = "Ved hvert vaktskifte er det satt av fem minutter til en ladestasjon, for dem som vil."
ANSWERED = "Vi drar to på de tyngste hjemmebesøkene ut året. De ti minuttene etterpå er arbeidstid."
MINUTES = "## Tallet\n\nVi så på de tre siste. Det går ned, men kveldene er fortsatt tunge.\n\n## Natt\n\n- To på natt i **åtte uker**\n- Torunn tar det med i turnusen"


def fill(holders: Mapping[str, Person], today: date) -> None:
    """Havnvik's programme: a first round that was evaluated, and a second that is five months old."""
    lead, safety, union = (holders[role] for role in ("lead", "safety_rep", "union_rep"))
    _first_round(holders, today - FIRST)
    begun = today - SECOND
    actions.begin_again(lead, PRESENT)
    for phase in queries.phases(lead.workplace_id, 1):
        if phase.key == "again":
            phase.begun_day = phase.done_day = begun
    _plan(holders, begun, today)
    _discussed(holders, begun, DISCUSSED | AGAIN)
    bare, unclear, alone = (actions.keep_risk(safety, None, risk) for risk in RISKS)
    nights = actions.MeasureText(
        "To på natt i åtte uker", "organisation", lead.name, lead.id, today + timedelta(days=20), "doing", today + timedelta(days=60)
    )
    board = actions.MeasureText(
        "Liste over hva som kan vente, og hvem som bestemmer", "organisation", safety.name, safety.id, today - timedelta(days=6), "doing"
    )
    support = actions.MeasureText("Fem minutters ladestasjon ved vaktskifte", "team", union.name, union.id, today - timedelta(days=40), "done", today - timedelta(days=3),
                                  "Brukt i flere vakter. Flere sier at de går lettere hjem.")  # fmt: skip
    held = today - timedelta(days=30)
    said = {"agenda": "- Tallet\n- Natt", "minutes": MINUTES, "decisions": f"{nights.title}\nKollegastøtte tas opp på personalmøtet"}
    meeting = actions.plan_meeting(lead, actions.RecordText(held, PRESENT, said, place="Møterommet på Sengepost 3"))
    _signed(db.session.get_one(WorkRecord, meeting), holders, held)
    decided = actions.decide(lead, meeting, 0)
    db.session.get_one(WorkMeasure, decided).risk_id = bare
    actions.keep_measure(lead, decided, nights)
    actions.keep_measure(safety, None, board, unclear)
    told = actions.keep_measure(union, None, support, alone)
    for measure, words, days in ((told, TOLD, 45), (decided, PUBLISHED, 28)):
        actions.publish(union, measure, words)
        day = today - timedelta(days=days)
        db.session.get_one(WorkMeasure, measure).published_day = day
        db.session.execute(sa.update(WorkLog).where(WorkLog.about == words).values(day=day))
    for risk in queries.risks(lead.workplace_id):
        risk.day = begun + timedelta(days=rules.PHASES["mapping"])
    db.session.commit()
    actions.close_risk(union, alone, CLOSED, today)
    _answers(safety, union, today)
    agenda = {"agenda": f"- Over fristen: {board.title}\n- Eventuelt"}
    actions.plan_meeting(safety, actions.RecordText(today + timedelta(days=5), PRESENT, agenda))


def _first_round(holders: Mapping[str, Person], begun: date) -> None:
    """Every phase was done by its day, and what came of it was looked at."""
    actions.begin(holders["lead"], ABOUT, DISCUSSED, PRESENT)
    _plan(holders, begun, begun + SECOND * 2)
    _discussed(holders, begun, DISCUSSED)


def _plan(holders: Mapping[str, Person], begun: date, today: date) -> None:
    """The newest round's phases as they stand `today`."""
    lead, safety, union = (holders[role] for role in ("lead", "safety_rep", "union_rep"))
    last = begun
    for phase, owner in zip(queries.phases(lead.workplace_id), (lead, safety, union, lead, safety, union, lead), strict=True):
        due = begun + timedelta(days=rules.PHASES[phase.key])
        actions.keep_phase(lead, phase.key, phase.about, due, owner.name, owner.id)
        if due < today:
            phase.begun_day, phase.done_day = last, due
            last = due
        elif due < today + timedelta(days=40):
            phase.begun_day = today - timedelta(days=20)
    db.session.commit()


def _discussed(holders: Mapping[str, Person], begun: date, said: Mapping[str, str]) -> None:
    lead = holders["lead"]
    sheet = queries.discussion(lead.workplace_id)
    if sheet:
        actions.keep_record(lead, sheet.record.id, sheet.digest, actions.RecordText(begun, PRESENT, said))
        _signed(sheet.record, holders, begun)


def _answers(safety: Person, union: Person, today: date) -> None:
    """Of the three suggestions in the box one is a measure now, one is answered, and one waits."""
    _waits, visits, phones = suggestions.suggested(safety.workplace_id)
    actions.make_measure(safety, phones.delivered, phones.number)
    actions.answer(union, visits.delivered, visits.number, ANSWERED)
    day = today - timedelta(days=2)
    db.session.execute(sa.update(WorkReply).where(WorkReply.text == ANSWERED).values(text_day=day))
    db.session.execute(sa.update(WorkLog).where(WorkLog.about == ANSWERED).values(day=day))
    db.session.commit()


def _signed(record: WorkRecord, holders: Mapping[str, Person], day: date) -> None:
    """As if the three had signed it that day."""
    db.session.flush()
    digest = queries.Sheet(record, {}).digest
    for role, person in holders.items():
        record.signatures.append(WorkSignature(person_id=person.id, name=person.name, role=role, day=day, digest=digest))
    record.locked_day = day
    db.session.commit()
