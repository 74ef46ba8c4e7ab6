"""A small library in a folder of its own: one module and one episode, whole in every language, to be broken by tests."""

from pathlib import Path

from ladeapp.config import LANGUAGES

MODULE = """---
title: "Å være to"
about: "Hvorfor det er lettere å være to."
version: 1
minutes: 1
remember: "To bærer mer enn én."
drawing: "To personer bærer en benk."
exercise:
  title: "Hvem bærer med meg?"
  about: "Bare for deg."
  parts:
    - {id: who, kind: text, ask: "Hvem bar med deg sist?"}
    - {id: which, kind: choice, ask: "Hva hjalp?", many: true, options: ["Tid", "Ro", "Latter"]}
    - {id: one, kind: choice, ask: "Når?", options: ["Før", "Etter"]}
    - {id: order, kind: rank, ask: "Hva er viktigst?", options: ["Pause", "Hjelp", "Prat"]}
    - {id: room, kind: scale, ask: "Hvor mye rår du over?", ends: ["lite", "mye"]}
    - {id: piles, kind: sort, ask: "Hvor hører det hjemme?", piles: ["Lader", "Tapper"], options: ["Vakt", "Kaffe", "Støy", "Sang"]}
    - {id: map, kind: map, ask: "Tegn kartet ditt."}
try: "Spør én kollega."
meeting:
  about: "Ti minutter om å være to."
  steps:
    - {kind: show, minutes: 2, title: "Se", say: "Les sammen.", cards: [1]}
    - {kind: round, minutes: 3, title: "Svar", say: "Hva hjelper?", options: ["Tid", "Ro"]}
    - {kind: talk, minutes: 4, title: "Snakk", say: "To og to."}
    - {kind: close, minutes: 1, title: "Slutt", say: "Takk."}
  leader: ["Før: Si fra.", "Under: Lytt.", "Etter: Gjør én ting."]
sources:
  noa: {text: "NOA, 2016", url: "https://noa.stami.no"}
  law: {text: "Arbeidsmiljøloven"}
---
## Tre skritt

Du kommer ut fra rom tolv. Fra 1. januar er det **viktig. Dere** er to.[^noa] Da går det lettere.

- først den ene
- så den andre.[^law]

## Sammen

> **Kari:** Går det bra? Jeg er her.

Det er nok.[^noa]
"""
EPISODE = """---
title: "Det jeg rår over"
about: "Hva du kan påvirke."
version: 2
minutes: 1
remember: "Begynn med det nærmeste."
drawing: "En hånd på en dør."
exercise:
  title: "Min dør"
  about: "Bare for deg."
  parts: [{id: door, kind: text, ask: "Hvilken dør kan du åpne?"}]
sources: {who: {text: "WHO, 2022"}}
---
## En dør

Noe er lukket. Noe er åpent.[^who]

## En hånd

Legg hånda på døra.
"""
SERIES = 'charging: {title: "Ladestasjonen", about: "Sammen.", basis: "Kjent."}\nleadership: {title: "Å lede seg selv", about: "Selv.", basis: "Kjent."}\n'


def write(folder: Path, name: str = "charging/1-two", text: str = MODULE, languages: tuple[str, ...] = LANGUAGES) -> None:
    """The same text in these languages."""
    for language in languages:
        path = folder / language / "learning" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def library(folder: Path) -> Path:
    """A folder with one module and one episode."""
    write(folder)
    write(folder, "leadership/01-doors", EPISODE)
    for language in LANGUAGES:
        (folder / language / "learning/series.yaml").write_text(SERIES, encoding="utf-8")
    return folder
