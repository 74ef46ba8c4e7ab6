"""Which waves there are, when one may be asked, and which teams answer together; decided without a database. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

SCALES = ("relations", "regulation", "climate", "strain", "given", "received", "noa")
MOST_SCALES = 6  # in one wave
MOST_WAVES = 4  # in any 52 weeks, and in a year's numbers E1 … E4
MONTHS = (0, 3, 6, 12)  # after the beginning; 0 is the baseline
WEEKS = range(1, 5)  # how long a wave may be open
USUAL_WEEKS = 2
YEAR = timedelta(weeks=52)
MOST_GROUPS = 8  # that several teams can be joined into
LAPSES = timedelta(weeks=12)  # what three have not signed by then is off the table


def clean_scales(chosen: Iterable[str]) -> tuple[str, ...]:
    """In the order in which they are asked. raises   ValueError("none" | "many" | "unknown")"""
    wanted = set(chosen)
    if not wanted <= set(SCALES):
        raise ValueError("unknown")
    if not wanted:
        raise ValueError("none")
    if len(wanted) > MOST_SCALES:
        raise ValueError("many")
    return tuple(scale for scale in SCALES if scale in wanted)


def monday_after(day: date) -> date:
    """The next Monday: the day on which a wave opens that is signed on `day`."""
    return day + timedelta(days=7 - day.weekday())


def number_of(first_day: date, others: Collection[date]) -> int | None:
    """Which of its year's waves this is, 1–4; None where it would be one too many: of its year, or of the 52 weeks to its first day.

    others   first days of the workplace's other waves
    """
    of_the_year = sum(one.year == first_day.year for one in others)
    lately = sum(first_day - YEAR < one <= first_day for one in others)
    return None if max(of_the_year, lately) >= MOST_WAVES else of_the_year + 1


def groups_of(joined: Mapping[int, int | None]) -> dict[int, tuple[int, ...]]:
    """The team that a group is keyed by → its teams. A team alone is a group of its own.

    joined    team → the group it is joined into, None where it stands alone
    """
    together: dict[tuple[bool, int], list[int]] = {}
    for team, group in sorted(joined.items()):
        together.setdefault((group is None, team if group is None else group), []).append(team)
    return {teams[0]: tuple(teams) for teams in together.values()}
