"""Released numbers as a file for researchers: a table, and a codebook that says what each column is and is not."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from flask_babel import gettext as _

from ..i18n import language
from ..trends.queries import Published
from ..trends.rules import CEILING_TENTHS, FEWEST_TEAMS, FLOOR_TENTHS, LEAD_WAITS, MODES, STEP_TENTHS

FORMULA = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")  # as hse/paper.py and js/people/csv.js
NO_DAY = (1980, 1, 1, 0, 0, 0)  # a zip's first day: the same numbers are the same bytes, whenever they are fetched
COLUMNS = ("unit", "team", "period", "first_day", "last_day", "level_tenths", "end", "mode", "fewest", "noise_scale")


def archive(workplace: str, found: Sequence[Published]) -> bytes:
    """A zip of the numbers (CSV) and their codebook, to read (Markdown) and to compute with (JSON)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in (("numbers.csv", sheet(found)), ("codebook.md", codebook(workplace)), ("codebook.json", tables(workplace))):
            folder.writestr(zipfile.ZipInfo(name, NO_DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def sheet(found: Iterable[Published]) -> str:
    """One row for each team and period, as other files of ours: UTF-8 with a mark, semicolons, and nothing that calculates."""
    file = io.StringIO()
    to = csv.writer(file, delimiter=";", lineterminator="\r\n")
    to.writerow(COLUMNS)
    for one in found:
        at_end = {FLOOR_TENTHS: "or_lower", CEILING_TENTHS: "or_higher"}.get(one.level_tenths or 0, "")
        level = "" if one.level_tenths is None else one.level_tenths
        row = one.unit, one.team, one.span.id, one.span.first_day, one.span.last_day, level, at_end
        to.writerow([_cell(value) for value in (*row, one.terms.mode, one.terms.k, MODES[one.terms.mode].scale)])
    return "\ufeff" + file.getvalue()


def described() -> dict[str, tuple[str, str]]:
    """Column → what it is, and its unit and range."""
    ends = {"low": FLOOR_TENTHS // 10, "high": CEILING_TENTHS // 10}
    return {
        "unit": (_("The unit that the team belongs to."), _("words")),
        "team": (_("The team, by its name today."), _("words")),
        "period": (_("Four ISO weeks, Oslo time; in a year of 53 weeks the last has five."), "2026-P01 – P13"),
        "first_day": (_("The period's first day, a Monday."), "YYYY-MM-DD"),
        "last_day": (_("The period's last day, a Sunday."), "YYYY-MM-DD"),
        "level_tenths": (
            _(
                "The published load, 0 calm to 10 heavy: (sum + noise) / answers, held between %(low)s and %(high)s, rounded half up to halves. "
                "Empty: no number.",
                **ends,
            ),
            _("tenths, %(low)s to %(high)s in steps of %(step)s", low=FLOOR_TENTHS, high=CEILING_TENTHS, step=STEP_TENTHS),
        ),
        "end": (
            _("Whether the level stands at an end, and then means “%(low)s or lower” or “%(high)s or higher”.", **ends),
            "or_lower, or_higher",
        ),
        "mode": (_("How strongly the number was blurred."), "standard, strict"),
        "fewest": (
            _("The fewest answers the number can be made of (k). How many there were is not known to anybody."),
            _("answers, 5 or more"),
        ),
        "noise_scale": (
            _("The scale b of the noise on the sum: discrete Laplace, P(x) proportional to exp(-|x| / b), drawn once and kept nowhere."),
            _("points of one answer, as a fraction"),
        ),
    }


def rules() -> list[str]:
    """What whoever reckons with the numbers must know."""
    return [
        _(
            "Each answer is a whole number from 0 to 10: the rounded mean of a person's own check-ins in the period. Leads are never counted."
        ),
        _(
            "An empty level means that too few answered, that the list had changed much, that a key was lost, or that the team keeps its "
            "number to itself (low-trust mode). Which of them, nobody is told."
        ),
        _("How many belong to a team, how many answered and who, is not in this file and cannot be had."),
        _(
            "A level is published here %(n)s hours after its team could read it, and never changes.",
            n=int(LEAD_WAITS.total_seconds() // 3600),
        ),
        _("Noise, rounding and the two ends must be part of any analysis. The change of a single team is mostly smaller than its noise."),
        _("Groups of fewer than %(n)s teams should not be published: they are as good as a team by name.", n=FEWEST_TEAMS),
        _("The numbers alone show what has changed and never why."),
    ]


def codebook(workplace: str) -> str:
    """The codebook to read."""
    rows = (f"| `{name}` | {about} | {unit} |".replace("|x|", "abs(x)") for name, (about, unit) in described().items())
    parts = (
        ("# ", _("Released numbers: codebook"), [f"{workplace}. {cited(workplace)}"]),
        ("## ", _("Columns"), ["\n".join((_heads(), "|---|---|---|", *rows)), shape()]),
        ("## ", _("To know before you reckon"), ["\n".join(f"- {rule}" for rule in rules())]),
        ("## ", _("Use"), [licence()]),
    )
    return "\n\n".join(text for mark, head, told in parts for text in (mark + head, *told)) + "\n"


def tables(workplace: str) -> str:
    """The codebook to compute with."""
    columns = {name: {"about": about, "unit": unit} for name, (about, unit) in described().items()}
    noise = {name: {"distribution": "discrete Laplace", "b": str(mode.scale), "fewest": mode.k} for name, mode in MODES.items()}
    told = {
        "workplace": workplace,
        "language": language(),
        "version": version("ladeapp"),
        "citation": cited(workplace),
        "licence": licence(),
        "columns": columns,
        "rules": rules(),
        "noise": noise,
        "clamp_tenths": [FLOOR_TENTHS, CEILING_TENTHS],
        "grid_tenths": STEP_TENTHS,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def shape() -> str:
    return str(_("The file is UTF-8 with semicolons between. A word that begins like a formula has an apostrophe before it."))


def cited(workplace: str) -> str:
    return str(_("Cite as: %(workplace)s, released team numbers, Ladeapp %(version)s.", workplace=workplace, version=version("ladeapp")))


def licence() -> str:
    return str(_("The numbers belong to the workplace. Agree with the partsgruppe on what they may be used for before you use them."))


def _heads() -> str:
    return " | ".join(("|", _("What it is"), _("Unit and range"), "")).rstrip()


def _cell(value: object) -> str:
    """Words that begin like a formula stay words."""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and (FORMULA.match(text) or text[:1] in "\t\r\n") and text else text
