"""Three rounds of questions for the demo: where they began, three months on, and one that is open now. Invented answers, through the shipped rule."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from ..db import db
from ..people.models import Person
from ..trends import rules
from ..trends.models import Period, Release, Terms
from . import asking, waves
from .models import Wave, WaveSignature, WaveTeam

SCALES = {
    "relations": (6.2, 0.2),
    "strain": (5.6, -0.3),
    "given": (5.4, 0.1),
    "received": (4.8, 0.6),
}  # where they began, and how far they moved
ROUNDS = ((0, timedelta(weeks=26)), (3, timedelta(weeks=13)), (6, timedelta()))  # months after the beginning, and how long ago it opened
ANSWERS = 0.8  # of those who are counted


def fill(groups: Sequence[Mapping[int, int]], signers: Mapping[str, Person], today: date, chance: random.Random) -> None:
    """`groups`: team → how many of it are counted, for each of those that answer together; `signers` by the key that they hold.

    The one that is open stands agreed: who opens what is due opens it.
    """
    monday, place, first_days = today - timedelta(days=today.weekday()), next(iter(signers.values())).workplace_id, list[date]()
    for months, ago in ROUNDS:
        first_day = monday - ago
        number = asking.number_of(first_day, first_days)
        wave = Wave(workplace_id=place, day=first_day - timedelta(days=10), months=months, weeks=2, scales=",".join(SCALES))
        wave.first_day, wave.year, wave.number = first_day, first_day.year, number
        wave.teams = [WaveTeam(team_id=team, head_id=min(group), is_asked=_is_asked(group)) for group in groups for team in group]
        wave.signatures = [WaveSignature(person_id=one.id, name=one.name, role=role, day=wave.day) for role, one in signers.items()]
        db.session.add(wave)
        first_days.append(first_day)
        if ago:
            wave.closes = rules.closes_after(first_day, wave.weeks)
            _publish(wave, groups, months > 0, chance)
    db.session.commit()


def _publish(wave: Wave, groups: Sequence[Mapping[int, int]], later: bool, chance: random.Random) -> None:
    terms = rules.wave_terms([rules.terms("standard", 5)])
    for scale in waves.numbers(wave):
        db.session.add(Period(id=scale.id, opens=rules.opens_on(wave.first_day or wave.day), closes=wave.closes, state="closed"))
        db.session.flush()
        begun, moved = SCALES[scale.key]
        for group in filter(_is_asked, groups):
            heads = sum(group.values())
            answers = [min(10, max(0, round(chance.gauss(begun + moved * later, 1.6)))) for _ in range(heads) if chance.random() < ANSWERS]
            noise = partial(rules.discrete_laplace, rules.MODES[terms.mode].scale)
            level = rules.release(answers, rules.group_allows(heads, heads), terms.k, noise)
            where = {"period_id": scale.id, "team_id": min(group)}
            db.session.add(Terms(**where, mode=terms.mode, k=terms.k, heads=heads))
            db.session.add(Release(**where, level_tenths=level))


def _is_asked(group: Mapping[int, int]) -> bool:
    heads = sum(group.values())
    return rules.group_allows(heads, heads)
