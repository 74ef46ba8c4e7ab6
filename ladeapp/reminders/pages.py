"""What her page says: what comes next, when it is quiet, and what she has chosen, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from ..i18n import clocked
from ..push.models import Planned
from . import rules, words
from .queries import Hers

NEXT = 3  # prompts that are told
QUIET = timedelta(days=3)  # ahead


@dataclass(frozen=True)
class Coming:
    """One prompt of the days ahead: "This evening at 22.13", "After work"."""

    when: str
    what: str


@dataclass(frozen=True)
class Page:
    """What /reminders says of whoever has turned them on."""

    coming: Sequence[Coming]
    paused_until: str | None
    away: bool
    told: bool
    ahead: bool
    quiet: str
    quiet_next: Sequence[str]
    choices: str
    offers: str | None
    hears_nothing_of: str | None


def page(hers: Hers, there: Mapping[str, Planned], now: datetime, ahead: bool) -> Page:
    """`there` is what stands in the due table: what she has handled before its time comes no more. `ahead`: whether a shift of hers is."""
    wall = now.astimezone(hers.hours.zone)
    if hers.next and hers.next.due_at > now and hers.next.occasion not in there:
        hers = replace(hers, count=hers.count.with_one_more(hers.next), next=None)
    pause = hers.choice.paused_until
    quiet, quiet_next = _quiet(hers, now)
    offers = [day for day in hers.open_offers(now) if day >= wall.date() - timedelta(days=rules.OFFER_DAYS)]
    return Page(
        coming=[_coming(one, hers, wall) for one in list(hers.coming(now))[:NEXT]],
        paused_until=words.long_day(pause) if pause and pause > wall.date() else None,
        away=wall.date() in hers.hours.away,
        told=hers.hours.told,
        ahead=ahead,
        quiet=quiet,
        quiet_next=quiet_next,
        choices=_choices(hers.choice),
        offers=listed([words.long_day(day) for day in offers]) if offers else None,
        hears_nothing_of=_unheard(hers, now),
    )


def listed(parts: Sequence[str]) -> str:
    """ "Monday, Tuesday and Wednesday"."""
    if len(parts) < 2:
        return "".join(parts)
    return str(_("%(first)s and %(last)s", first=", ".join(parts[:-1]), last=parts[-1]))


def _coming(one: rules.Moment, hers: Hers, wall: datetime) -> Coming:
    return Coming(words.capital(words.moment(one.due_at.astimezone(hers.hours.zone), wall)), str(words.KINDS[one.kind]))


def _quiet(hers: Hers, now: datetime) -> tuple[str, list[str]]:
    """The first sentence about quiet, and those that follow."""
    if not hers.hours.told:
        return _("Quiet every night from %(from_)s to %(to)s", from_=clocked(rules.EVENING), to=clocked(rules.MORNING)), []
    wall, end = now.astimezone(hers.hours.zone), now + QUIET
    spans = [(start, stop, *(at.astimezone(hers.hours.zone) for at in (start, stop))) for start, stop in hers.hours.quiet(now, end)]
    said = []
    for start, stop, begins, ends in spans:
        until = words.moment(ends, wall)
        if stop >= end:
            said.append(
                _("Quiet now, and for days ahead") if start <= now else _("Quiet from %(start)s on", start=words.moment(begins, wall))
            )
        elif start <= now:
            said.append(_("Quiet now, until %(end)s", end=until))
        else:
            said.append(_("Quiet from %(start)s to %(end)s", start=words.moment(begins, wall), end=until))
    return (said[0], said[1:]) if said else (_("No quiet hours in the next three days"), [])


def _choices(choice: rules.Choice) -> str:
    """ "After work, Wednesdays at 12.00 · at most 3 a week"."""
    by_shifts = [str(words.KINDS[kind]) for kind, on in (("after_shift", choice.after_shift), ("mid_shift", choice.mid_shift)) if on]
    parts = [*by_shifts, *_own_times(choice)]
    most = _("at most %(n)s a week", n=choice.per_week)
    return words.capital(" · ".join([", ".join(parts) or str(_("Nothing chosen")), most]))


def _own_times(choice: rules.Choice) -> dict[str, rules.Choice]:
    """ "Wednesdays at 12:00", "daily at 18:00": each time of her own, and the choice of it alone."""
    found = {}
    alone = rules.Choice(after_shift=False)
    if choice.weekly_day is not None and choice.weekly_time:
        day = words.weekday(date(2026, 6, 1 + choice.weekly_day))  # a month that begins on a Monday
        said = _("%(day)s at %(clock)s", day=day, clock=clocked(choice.weekly_time))
        found[said] = replace(alone, weekly_day=choice.weekly_day, weekly_time=choice.weekly_time)
    if choice.fixed_time:
        found[_("daily at %(clock)s", clock=clocked(choice.fixed_time))] = replace(alone, fixed_time=choice.fixed_time)
    return found


def _unheard(hers: Hers, now: datetime) -> str | None:
    """The times of her own that are always quiet: it should be said, else she waits for them."""
    if hers.choice.fixed_in_quiet or hers.hours.away:  # in a holiday there is nothing to wait for
        return None
    until, late = now + timedelta(days=8), timedelta()
    never = [said for said, alone in _own_times(hers.choice).items() if not rules.moments(alone, hers.hours, now, until, lambda day: late)]
    return words.capital(listed(never)) if never else None
