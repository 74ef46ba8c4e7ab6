"""How figures, changes and comparisons are said; none of it says why. What the scripts may say stands first."""

from decimal import Decimal
from fractions import Fraction

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..i18n import dated
from ..trends import words as trends
from ..trends.grid import Span
from .change import Change, Comparison, Interval, Number

day = dated

SUM = {
    "about": _l("About %(kroner)s kroner a year"),
    "sum": _l("%(employees)s employees × %(workdays)s days × %(points)s percentage points × %(cost)s kroner"),
    "sum_refunded": _l("%(employees)s employees × %(workdays)s days × %(points)s percentage points × %(cost)s kroner, less Nav's refund"),
    "bar": _l("%(cost)s kr a day"),
    "kroner": _l("%(kroner)s kr"),
    "picture": _l("Kroner a year: %(bars)s."),
    "one_bar": _l("%(kroner)s at %(cost)s a day"),
    "programme": _l("The programme: %(kroner)s kr"),
    "days": _l("%(days)s days of absence fewer in a year, all of you together."),
    "even": _l(
        "The programme is paid for when sick leave is %(points)s percentage points lower: %(days)s days of absence fewer in a year."
    ),
    "never": _l("With these figures the programme is not paid for, however low sick leave were."),
    "left": _l("%(kroner)s kroner are left when the programme is paid."),
    "lacking": _l("%(kroner)s kroner are lacking when the programme is paid."),
}
SCALES = {
    "scale_place": _l("%(title)s · %(n)s of %(of)s"),
    "scale_new": _l("%(n)s questions"),
    "scale_last": _l("%(day)s: %(score)s"),
    "scale_better": _l("From %(lowest)s to %(highest)s. Higher is better."),
    "scale_worse": _l("From %(lowest)s to %(highest)s. Higher is heavier."),
    "scale_low": _l("Towards %(lowest)s: %(words)s"),
    "scale_high": _l("Towards %(highest)s: %(words)s"),
    "scale_few": _l("Answer at least %(least)s of the %(n)s questions, then there is a number."),
    "scale_all": _l("Answer all %(n)s questions, then there is a number."),
    "scale_picture": _l("%(title)s over time, from %(lowest)s to %(highest)s. %(list)s"),
    "scale_kept": _l("Saved on the phone."),
    "scale_not_kept": _l("This phone has no diary, so what you answer here is gone when you leave the page."),
    "remove": _l("Remove"),
    "remove_of": _l("Remove %(words)s"),
    "removed": _l("Removed: %(words)s"),
    "undone": _l("It is back."),
    "months": _l("January,February,March,April,May,June,July,August,September,October,November,December"),
    "day_month": _l("%(day)s %(month)s"),
    "day_year": _l("%(day)s %(year)s"),
}


def number(value: Decimal | Fraction | int) -> str:
    """4 200 · 238,1 – as the reader's language writes it, with as many decimals as there are."""
    return str(format_decimal(Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else value, format="#,##0.##"))


def period(span: Span) -> str:
    return trends.period(span)


def points(hundredths: int) -> str:
    """A distance on the scale 0–10: 0,5."""
    return str(format_decimal(Decimal(abs(hundredths)) / 100, format="0.0#"))


def from_to(before: Number | None, after: Number | None) -> str:
    """From one published number to another, as each was published."""
    told = [trends.level(each.level_tenths if each else None) for each in (before, after)]
    return str(_("From %(before)s to %(after)s", before=told[0], after=told[1]))


def between(interval: Interval) -> str:
    """An interval that holds no change within it, as well as one that is open."""
    low, high = interval.low, interval.high
    if low is None and high is None:
        return str(_("both stand at an end of the scale"))
    if low is None:
        return str(_("at most %(high)s higher", high=points(high or 0)))
    if high is None:
        return str(_("at most %(low)s lower", low=points(low)))
    return str(_("between %(low)s lower and %(high)s higher", low=points(low), high=points(high)))


def changed(found: Change | None) -> str:
    """One change in a sentence."""
    return str(_("There is no number to compare.")) if found is None else said(found.interval)


def said(interval: Interval) -> str:
    low, high = interval.low, interval.high
    if interval.verdict == "higher":
        if high is None:
            return str(_("Higher, by at least %(low)s.", low=points(low or 0)))
        return str(_("Higher, by between %(low)s and %(high)s.", low=points(low or 0), high=points(high)))
    if interval.verdict == "lower":
        if low is None:
            return str(_("Lower, by at least %(low)s.", low=points(high or 0)))
        return str(_("Lower, by between %(low)s and %(high)s.", low=points(high or 0), high=points(low)))
    return str(_("Cannot be told: %(between)s.", between=between(interval)))


def compared(found: Comparison) -> str:
    """Two groups of teams beside each other, in a sentence."""
    if found.interval is None or found.begun is None or found.waiting is None:
        return ""
    groups = _("%(begun)s teams had begun, %(waiting)s had not.", begun=found.begun.teams, waiting=found.waiting.teams)
    return f"{groups} {said(found.interval)}"


def left_out(found: Comparison) -> str:
    return str(_("Left out, with a number at an end of the scale: %(n)s.", n=found.clamped)) if found.clamped else ""
