"""Weeks, their order, and what comes next; decided without a database. A week is told by its Monday."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

WEEK = timedelta(weeks=1)
AHEAD = 78  # weeks; further ahead nobody plans
APART = 2  # weeks between two modules of the proposal; an episode takes one
PLANNERS = frozenset({"lead", "safety_rep", "union_rep"})  # the partsgruppe


class Step(NamedTuple):
    """One module or episode in the plan. `item` is its key in the library."""

    item: str
    monday: date
    optional: bool = False


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_id(monday: date) -> str:
    """As 2026-W53; the year is that of the week's Thursday."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


def monday_in(text: str) -> date:
    """The Monday of 2026-W53. Raises ValueError("week"), or ValueError("none") for a week 53 that its year does not have."""
    year, _, week = text.partition("-W")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and week.isascii() and week.isdigit() and 1 <= int(week) <= 53):
        raise ValueError("week")
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        raise ValueError("none" if int(week) == 53 else "week") from None


def weeks(today: date) -> list[date]:
    """Every Monday that can be chosen, this week's first."""
    return [monday_of(today) + n * WEEK for n in range(AHEAD)]


def check(monday: date, today: date) -> None:
    """Raises ValueError("past" | "far")."""
    if monday < monday_of(today):
        raise ValueError("past")
    if monday >= monday_of(today) + AHEAD * WEEK:
        raise ValueError("far")


def proposal(modules: Iterable[Step], episodes: Iterable[Step], first: date) -> list[Step]:
    """All of it, ready to use: the modules two weeks apart, then an episode a week. Mondays given are not looked at."""
    steps, monday = [], first
    for lasts, found in ((APART, modules), (1, episodes)):
        for step in found:
            steps.append(step._replace(monday=monday))
            monday += lasts * WEEK
    return steps


def placed(steps: Sequence[Step], step: Step) -> list[Step]:
    """The plan with it: last in its week, or where it was if the week is the same."""
    was = next((old for old in steps if old.item == step.item), None)
    if was and was.monday == step.monday:
        return [step if old.item == step.item else old for old in steps]
    others = [old for old in steps if old.item != step.item]
    return sorted([*others, step], key=lambda each: each.monday)


def moved(steps: Sequence[Step], item: str, by: int, today: date) -> list[Step]:
    """The plan in which it has changed places with its neighbour, and weeks too if theirs differ.

    by       -1 up, 1 down
    raises   KeyError where it is not in the plan, ValueError("end") at either end, ValueError("begun") if one of the two began in an earlier week
    """
    here = next((place for place, step in enumerate(steps) if step.item == item), None)
    if here is None:
        raise KeyError(item)
    there = here + by
    if by not in {-1, 1} or not 0 <= there < len(steps):
        raise ValueError("end")
    if min(steps[here].monday, steps[there].monday) < monday_of(today):
        raise ValueError("begun")
    changed = list(steps)
    changed[here] = steps[there]._replace(monday=steps[here].monday)
    changed[there] = steps[here]._replace(monday=steps[there].monday)
    return changed


def coming(steps: Iterable[Step], today: date) -> list[Step]:
    """What begins this week, or else in the first week ahead that has something; nothing when all of it has begun before."""
    ahead = [step for step in steps if step.monday >= monday_of(today)]
    return [step for step in ahead if step.monday == min(each.monday for each in ahead)]
