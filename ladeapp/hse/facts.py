"""What the app knows of a workplace and of itself, in words, for the papers that are written ahead. Nothing in it is about a person's answers."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ladeapp import clock, kept
from ladeapp.accords import queries as accords
from ladeapp.config import settings
from ladeapp.people import queries as people
from ladeapp.people.models import Workplace
from ladeapp.people.queries import Place
from ladeapp.trends import queries as trends
from ladeapp.trends import rules as numbers

from . import queries, words

MODES = {
    "standard": _l("the number is made of four weeks, with a little noise (standard)."),
    "strict": _l("the number is made of four weeks, with much noise (strict)."),
    "both": _l("the number is made of four weeks, with a little noise (standard) or much (strict), as each team has chosen."),
}


def of(place: Workplace | Place) -> dict[str, str]:
    """Slot → words in the language that is spoken now; empty where nothing is known."""
    standing, today = accords.standing(place.id), clock.today()
    admins = sorted({grant.person.name for grant in people.grants(place.id) if grant.role == "workplace_admin"})
    holders = {role: _names(names) for role, names in standing.holders.items()}
    return {
        "workplace": place.name,
        "day": words.day(today),
        "address": settings().public_url,
        "host": standing.values.get("host", ""),
        "leads": holders["lead"],
        "safety": holders["safety_rep"],
        "union": holders["union_rep"],
        "admins": _names(admins),
        **_number(place.id, today),
        **_discussed(place.id, standing.said("purpose")),
        **_kept(place.id),
    }


def _number(workplace_id: int, today: date) -> dict[str, str]:
    terms = trends.terms_in_use(workplace_id)
    modes = {mode for mode, _k in terms} or {"standard"}
    first = trends.first_period(workplace_id) or numbers.period_of(today).next
    mode = MODES["both" if len(modes) > 1 else modes.pop()]
    k = min((k for _mode, k in terms), default=numbers.STANDARD.k)
    waves = {"group": str(numbers.FEWEST_IN_A_GROUP), "wave_k": str(numbers.FEWEST_IN_A_WAVE)}
    return {"mode": str(mode), "k": str(k), "smallest": str(k + 1), "first_day": words.day(first.first_day)} | waves


def _discussed(workplace_id: int, agreed: str) -> dict[str, str]:
    """What was written down by § 9-2, once three have signed it; until then only what the number is for is agreed."""
    sheet = queries.discussion(workplace_id)
    parts = sheet.parts if sheet and sheet.record.locked_day else {}
    day = words.day(sheet.record.day) if sheet and sheet.record.locked_day and sheet.record.day else ""
    told = {key: parts.get(key, "") for key in ("need", "consequences", "duration")}
    return {**told, "purpose": parts.get("purpose") or agreed, "discussed_day": day}


def _kept(workplace_id: int) -> dict[str, str]:
    """The numbers that the jobs keep to."""
    days = {"helps": kept.HELPS, "shift": kept.SHIFT, "session": kept.SESSION, "subscription": kept.SUBSCRIPTION, "left": kept.LEFT}
    days |= {"delivered": kept.DELIVERED, "incident": kept.INCIDENT, "backup": kept.BACKUP, "erasure": kept.ERASURE}
    told = {f"{name}_days": str(span.days) for name, span in days.items()}
    weeks, years = kept.MET.days // 7, accords.log_kept(workplace_id).days // 365
    return told | {"roster_periods": str(kept.ROSTER_PERIODS), "met_weeks": str(weeks), "log_years": str(years)}


def _names(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return str(_("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1]))
