"""Periods, frozen rosters, sealed contributions and released levels. No row here tells when anybody did anything."""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, Table, UniqueConstraint, event, false
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model

_UNORDERED = {"sqlite_with_rowid": False}  # no row number, so no order of arrival


def of_teams(period_id: ColumnElement[str] | Mapped[str]) -> ColumnElement[bool]:
    """Whether it is a period of the team's number; the scales of a wave lie in the same tables, 2026-E1-strain-7."""
    return period_id.like("____-P__")


class Period(Model):
    """Four weeks that give one number, or one scale of a wave; closed once, for good. `closes` is the plan, and then when it really happened."""

    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="state_is_known"), _UNORDERED)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    opens: Mapped[datetime]
    closes: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(6))


class Roster(Model):
    """Who belonged to a team when a period opened. A lead stands on it, uncounted."""

    __table_args__ = (_UNORDERED,)

    period_id: Mapped[str] = mapped_column(ForeignKey("period.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    counted: Mapped[bool]


class Terms(Model):
    """A team's mode, k and low trust for one period, frozen with its roster: a change acts from the next period.

    `heads` is how many that roster counts: the team's weight in the workplace's number, also when the roster itself is gone.
    """

    __table_args__ = (
        CheckConstraint("mode IN ('standard', 'strict')", name="mode_is_known"),
        CheckConstraint("k >= 5", name="nobody_lowers_k"),
        CheckConstraint("mode = 'strict' OR NOT low_trust", name="low_trust_is_strict"),
        _UNORDERED,
    )

    period_id: Mapped[str] = mapped_column(ForeignKey("period.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    mode: Mapped[str] = mapped_column(String(8))
    k: Mapped[int]
    low_trust: Mapped[bool] = mapped_column(default=False, server_default=false())
    heads: Mapped[int] = mapped_column(default=0, server_default="0")


class TermsVoice(Model):
    """What one counted member wants her team's number to take from the next period. Gone when half agree, or the period ends."""

    __table_args__ = (CheckConstraint("mode IN ('standard', 'strict')", name="mode_is_known"), _UNORDERED)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    mode: Mapped[str] = mapped_column(String(8))
    k: Mapped[int]
    low_trust: Mapped[bool] = mapped_column(default=False, server_default=false())


class RosterConfirmation(Model):
    """One rep's word that a coming period's roster, exactly the one with this digest, is the real team."""

    __table_args__ = (
        CheckConstraint("role IN ('safety_rep', 'union_rep')", name="a_rep_confirms"),
        UniqueConstraint("team_id", "period_id", "person_id"),
        _UNORDERED,
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    period_id: Mapped[str] = mapped_column(String(8), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64))


class Contribution(Model):
    """One sealed whole number under a name that only the period's key can make. Gone at the close."""

    __table_args__ = (_UNORDERED,)

    period_id: Mapped[str] = mapped_column(ForeignKey("period.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(29))


class Release(Model):
    """A team's published level in tenths, or None for "no number". Written once, for good."""

    __table_args__ = (CheckConstraint("level_tenths BETWEEN 20 AND 80 AND level_tenths % 5 = 0", name="level_is_on_the_grid"), _UNORDERED)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    period_id: Mapped[str] = mapped_column(ForeignKey("period.id"), primary_key=True)
    level_tenths: Mapped[int | None]


# A release cannot be taken back, not even by us. The migration runs the same sentences.

SQLITE_TRIGGERS = (
    "CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END",
    "CREATE TRIGGER release_is_never_deleted BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'a release is never deleted'); END",
    "CREATE TRIGGER release_is_never_replaced BEFORE INSERT ON release "
    "WHEN EXISTS (SELECT 1 FROM release WHERE team_id = NEW.team_id AND period_id = NEW.period_id) "
    "BEGIN SELECT RAISE(ABORT, 'a release is never replaced'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE OR REPLACE FUNCTION release_is_for_good() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a release is never changed or deleted' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER release_is_for_good BEFORE UPDATE OR DELETE ON release FOR EACH ROW EXECUTE FUNCTION release_is_for_good()",
)


def _guard(table: Table) -> None:
    for dialect, sentences in (("sqlite", SQLITE_TRIGGERS), ("postgresql", POSTGRESQL_TRIGGERS)):
        for sentence in sentences:
            event.listen(table, "after_create", DDL(sentence).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


_guard(Release.__table__)  # type: ignore[arg-type]
