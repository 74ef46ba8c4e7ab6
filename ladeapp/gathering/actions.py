"""Rounds begin, hear phones, and end; a team writes its card."""

from collections.abc import Sequence

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.db import BLIND, db
from ladeapp.people import actions as people
from ladeapp.people import rules as typing
from ladeapp.people.models import Team

from . import queries, rules
from .holder import Holder, Round
from .models import TeamCard


class NoRound(Exception):
    """No round has this code, or it is over. Nothing has changed."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed the card since it was read. Nothing has changed."""


def begin(holder: Holder, owner: int, item: str, options: int) -> tuple[str, rules.Shown | None]:
    """The code of this person's round about `item`, and what it showed if it has ended. The same one for half an hour: there is no
    second try by which to compare. Raises Full, and ValueError for a round that is none."""
    if options not in rules.OPTIONS:
        raise ValueError("a round has two to five options")
    with holder.rounds() as rounds:
        if code := _hers(rounds, owner, item):
            return code, rounds[code].end() if rounds[code].told else None
        code = next(code for code in iter(lambda: typing.new_typed_code(groups=1), "") if code not in rounds)
        rounds[code] = Round(owner, item, clock.now().isoformat(), [0] * options)
    holder.forget_later()
    return code, None


def item_of(holder: Holder, code: str) -> str:
    """What the open round is about. Raises NoRound."""
    with holder.rounds() as rounds:
        return _open(rounds, code).item


def answer(holder: Holder, code: str, token: str, option: int) -> None:
    """One phone's answer; a second of the same phone changes nothing and is told no differently. Raises NoRound, ValueError."""
    with holder.rounds() as rounds:
        _open(rounds, code).hear(token, option)


def end(holder: Holder, owner: int, item: str) -> rules.Shown:
    """End it, and say what is shown; the same however often it is asked. Raises NoRound."""
    with holder.rounds() as rounds:
        code = _hers(rounds, owner, item)
        if code is None:
            raise NoRound
        return rounds[code].end()


def forget(holder: Holder, owner: int, item: str) -> None:
    """The meeting is over, and nothing of its round is left."""
    with holder.rounds() as rounds:
        if code := _hers(rounds, owner, item):
            del rounds[code]


def write_card(team_id: int, by: str, prompts: Sequence[str], given: Sequence[str], seen: str) -> None:
    """Put a team's lines in place of those that `seen` was of. The log says that it was done, and by whom, not what it says.

    raises  ValueError as rules.lines, ChangedMeanwhile
    """
    told = tuple(zip(prompts, rules.lines(given, len(prompts)), strict=True))
    team = db.session.scalars(sa.select(Team).where(Team.id == team_id).with_for_update()).one()  # one hand at a time
    now = queries.Card(team, queries.lines(team_id))
    if now.lines != told:
        if now.seen != seen:
            db.session.rollback()
            raise ChangedMeanwhile
        db.session.execute(sa.delete(TeamCard).where(TeamCard.team_id == team_id), execution_options=BLIND)
        db.session.add_all(TeamCard(team_id=team_id, place=at, prompt=prompt, line=line) for at, (prompt, line) in enumerate(told))
        people.log(team_id, by, queries.WRITTEN)
    db.session.commit()


def _open(rounds: dict[str, Round], code: str) -> Round:
    if code not in rounds or rounds[code].told:
        raise NoRound
    return rounds[code]


def _hers(rounds: dict[str, Round], owner: int, item: str) -> str | None:
    return next((code for code, each in rounds.items() if (each.owner, each.item) == (owner, item)), None)
