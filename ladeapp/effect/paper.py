"""Released numbers as a file for researchers: a table, and a codebook that says what each column is and is not."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version

from flask_babel import gettext as _

from ..i18n import language
from ..sheets import cell
from ..trends.queries import Published
from ..trends.rules import CEILING_TENTHS, FEWEST_TEAMS, FLOOR_TENTHS, LEAD_WAITS, MODES, STEP_TENTHS, ZONE, Terms
from . import asking
from .instruments import instruments
from .waves import Read

NO_DAY = (1980, 1, 1, 0, 0, 0)  # a zip's first day: the same numbers are the same bytes, whenever they are fetched
LEVEL = ("level_tenths", "end", "mode", "fewest", "noise_scale")
COLUMNS = {
    "numbers.csv": ("unit", "team", "period", "first_day", "last_day", *LEVEL),
    "waves.csv": ("group", "wave", "months", "first_day", "last_day", "scale", *LEVEL),
}


def archive(workplace: str, found: Sequence[Published], waves: Sequence[Read]) -> bytes:
    """A zip of the team numbers and the waves' (CSV) and their codebook, to read (Markdown) and to compute with (JSON)."""
    texts = {"numbers.csv": _sheet("numbers.csv", _numbers(found)), "waves.csv": _sheet("waves.csv", _waves(waves))}
    texts |= {"codebook.md": codebook(workplace), "codebook.json": tables(workplace)}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in texts.items():
            folder.writestr(zipfile.ZipInfo(name, NO_DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _sheet(name: str, rows: Iterable[Sequence[object]]) -> str:
    """As other files of ours: UTF-8 with a mark, semicolons, and nothing that calculates."""
    file = io.StringIO()
    to = csv.writer(file, delimiter=";", lineterminator="\r\n")
    to.writerow(COLUMNS[name])
    to.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + file.getvalue()


def _numbers(found: Iterable[Published]) -> Iterator[Sequence[object]]:
    """One row for each team and period."""
    for one in found:
        span = one.span
        yield one.unit, one.team, span.id, span.first_day, span.last_day, *_level(one.level_tenths, one.terms)


def _waves(reads: Iterable[Read]) -> Iterator[Sequence[object]]:
    """One row for each group, wave and scale, the oldest wave first."""
    for wave, groups in sorted(((read.wave, read.groups) for read in reads), key=lambda one: one[0].name):
        closed = wave.closes.astimezone(ZONE).date() if wave.closes else ""
        for group, results in groups:
            for one in results:
                yield group, wave.name, wave.months, wave.first_day, closed, one.scale, *_level(one.level_tenths, one.terms)


def _level(tenths: int | None, terms: Terms) -> Sequence[object]:
    end = {FLOOR_TENTHS: "or_lower", CEILING_TENTHS: "or_higher"}.get(tenths or 0, "")
    return "" if tenths is None else tenths, end, terms.mode, terms.k, MODES[terms.mode].scale


def described() -> dict[str, tuple[str, str]]:
    """Column → what it is, and its unit and range; the same in whichever file it stands."""
    ends = {"low": FLOOR_TENTHS // 10, "high": CEILING_TENTHS // 10}
    return {
        "unit": (_("The unit that the team belongs to."), _("words")),
        "team": (_("The team, by its name today."), _("words")),
        "period": (_("Four ISO weeks, Oslo time; in a year of 53 weeks the last has five."), "2026-P01 – P13"),
        "group": (_("The teams that answered together, by their names today. At least twenty people."), _("words")),
        "wave": (_("A round of questions, by its year and number."), "2026-E1 – E4"),
        "months": (_("Months after the beginning: 0 is before it."), "0, 3, 6, 12"),
        "first_day": (_("The first day on which answers counted, a Monday."), "YYYY-MM-DD"),
        "last_day": (_("The last day on which they counted: of a period a Sunday, of a round the day it closed."), "YYYY-MM-DD"),
        "scale": (
            _("What was asked about. Items, answers and scoring stand under “Measure yourself” in the app."),
            _scales(),
        ),
        "level_tenths": (
            _(
                "The published number, 0 to 10: (sum + noise) / answers, held between %(low)s and %(high)s, rounded half up to halves. "
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


def _scales() -> str:
    told = {each.key: each for each in instruments(language())}
    better, worse = _("higher is better"), _("higher is heavier")
    return "; ".join(f"{key}: {told[key].title}, {better if told[key].higher_means == 'better' else worse}" for key in asking.SCALES)


def rules() -> list[str]:
    """What whoever reckons with the numbers must know."""
    return [
        _(
            "Each answer is a whole number from 0 to 10: in numbers.csv the rounded mean of a person's own check-ins in the period, in "
            "waves.csv her scale, rescaled and rounded. Leads are never counted."
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
    about = described()
    parts = [
        ("# ", _("Released numbers: codebook"), [f"{workplace}. {cited(workplace)}", shape()]),
        *(
            ("## ", name, ["\n".join((_heads(), "|---|---|---|", *(_row(each, about) for each in columns)))])
            for name, columns in COLUMNS.items()
        ),
        ("## ", _("To know before you reckon"), ["\n".join(f"- {rule}" for rule in rules())]),
        ("## ", _("Use"), [licence()]),
    ]
    return "\n\n".join(text for mark, head, told in parts for text in (mark + head, *told)) + "\n"


def tables(workplace: str) -> str:
    """The codebook to compute with."""
    about = described()
    files = {name: {each: dict(zip(("about", "unit"), about[each], strict=True)) for each in columns} for name, columns in COLUMNS.items()}
    noise = {name: {"distribution": "discrete Laplace", "b": str(mode.scale), "fewest": mode.k} for name, mode in MODES.items()}
    told = {
        "workplace": workplace,
        "language": language(),
        "version": version("ladeapp"),
        "citation": cited(workplace),
        "licence": licence(),
        "files": files,
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


def _row(name: str, about: Mapping[str, tuple[str, str]]) -> str:
    told, unit = about[name]
    return f"| `{name}` | {told} | {unit} |".replace("|x|", "abs(x)")


def _heads() -> str:
    return " | ".join(("|", _("What it is"), _("Unit and range"), "")).rstrip()
