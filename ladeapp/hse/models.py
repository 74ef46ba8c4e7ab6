"""The partsgruppe's work: phases, texts that three sign, risks, measures, and a log. Nothing in it is about how anyone is."""

from datetime import date, time
from uuid import UUID, uuid4

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model

ONE = text("kind = 'discussion'")


class WorkPhase(Model):
    """One phase of a round of the programme. `owner` is a name or a function; `owner_id` is set where it is one of the partsgruppe."""

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, default=1, server_default="1", autoincrement=False)
    key: Mapped[str] = mapped_column(String(12), primary_key=True)
    place: Mapped[int]
    about: Mapped[str] = mapped_column(Text)
    due: Mapped[date]
    owner: Mapped[str] = mapped_column(String(80))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    begun_day: Mapped[date | None]
    done_day: Mapped[date | None]


class WorkPoint(Model):
    """One of what comes back every year, done in this round."""

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date]


class WorkRecord(Model):
    """A text that three sign: the discussion of § 9-2, or a meeting. From `locked_day` on it never changes."""

    __table_args__ = (
        CheckConstraint("kind IN ('discussion', 'meeting')", name="kind_is_known"),
        Index("ix_work_record_one_discussion", "workplace_id", "round", unique=True, sqlite_where=ONE, postgresql_where=ONE),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    round: Mapped[int] = mapped_column(default=1, server_default="1")  # of a discussion
    day: Mapped[date | None]
    at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    present: Mapped[str] = mapped_column(Text, default="")
    locked_day: Mapped[date | None]

    parts: Mapped[list["WorkPart"]] = relationship(order_by="WorkPart.key", passive_deletes=True, cascade="all, delete-orphan")
    signatures: Mapped[list["WorkSignature"]] = relationship(
        order_by="WorkSignature.day", passive_deletes=True, cascade="all, delete-orphan"
    )
    addenda: Mapped[list["WorkAddendum"]] = relationship(order_by="WorkAddendum.number", passive_deletes=True)


class WorkPart(Model):
    """One of the texts of a record."""

    record_id: Mapped[UUID] = mapped_column(ForeignKey("work_record.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class WorkSignature(Model):
    """Somebody's name under the text that had this digest."""

    __table_args__ = (
        UniqueConstraint("record_id", "person_id"),
        CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name="role_is_a_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("work_record.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(16))
    day: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))


class WorkAddendum(Model):
    """What was added to a text after three had signed it."""

    record_id: Mapped[UUID] = mapped_column(ForeignKey("work_record.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    by: Mapped[str] = mapped_column(String(80))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)


class WorkRisk(Model):
    """Something in the work that may harm: by which factor, from which source, how likely and how grave, and why we think so.

    It is open until somebody closes it and says why.
    """

    __table_args__ = (
        CheckConstraint("(closed_day IS NULL) = (closed_why IS NULL)", name="closed_has_its_reason"),
        CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood_is_1_to_5"),
        CheckConstraint("consequence BETWEEN 1 AND 5", name="consequence_is_1_to_5"),
        CheckConstraint("source IN ('number', 'survey', 'suggestion', 'incident', 'other')", name="source_is_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    factor: Mapped[str] = mapped_column(String(4))
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(10))
    source_name: Mapped[str] = mapped_column(String(200))
    likelihood: Mapped[int]
    consequence: Mapped[int]
    reasoning: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    closed_day: Mapped[date | None]
    closed_why: Mapped[str | None] = mapped_column(Text)

    measures: Mapped[list["WorkMeasure"]] = relationship(order_by="WorkMeasure.due, WorkMeasure.id", passive_deletes=True)

    @property
    def score(self) -> int:
        return self.likelihood * self.consequence


class WorkMeasure(Model):
    """What is done about it, who sees to it, by when, when its effect is looked at; and the words that staff read, once it is published."""

    __table_args__ = (
        CheckConstraint("level IN ('organisation', 'team', 'individual')", name="level_is_known"),
        CheckConstraint("state IN ('planned', 'doing', 'done', 'dropped')", name="state_is_known"),
        CheckConstraint("length(owner) > 0", name="somebody_sees_to_it"),
        CheckConstraint("(published IS NULL) = (published_day IS NULL)", name="published_has_its_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    risk_id: Mapped[UUID | None] = mapped_column(ForeignKey("work_risk.id", ondelete="SET NULL"), index=True)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("work_record.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(12))
    owner: Mapped[str] = mapped_column(String(80))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    due: Mapped[date]
    state: Mapped[str] = mapped_column(String(8))
    look_day: Mapped[date | None]
    effect: Mapped[str] = mapped_column(Text, default="")
    published: Mapped[str | None] = mapped_column(String(300))
    published_day: Mapped[date | None]
    told_week: Mapped[date | None]  # the Monday of the week in which its owner was last told that it is overdue


class WorkReply(Model):
    """What became of a suggestion, which is named by the day and the place of its delivery: never whose it was, for nobody knows."""

    __table_args__ = (CheckConstraint("(text IS NULL) = (text_day IS NULL)", name="answered_has_its_day"),)

    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), primary_key=True)
    delivered: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    measure_id: Mapped[UUID | None] = mapped_column(ForeignKey("work_measure.id", ondelete="SET NULL"), index=True)
    risk_id: Mapped[UUID | None] = mapped_column(ForeignKey("work_risk.id", ondelete="SET NULL"), index=True)
    kept_day: Mapped[date | None]  # without an answer
    text: Mapped[str | None] = mapped_column(String(300))  # what staff read
    text_day: Mapped[date | None]


class WorkLog(Model):
    """What was published, changed and taken back, on which day and by whom."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"), index=True)
    day: Mapped[date]
    by: Mapped[str] = mapped_column(String(80))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    about: Mapped[str] = mapped_column(String(300))


# What three have signed is never changed, not even by us. The migration runs the same sentences.

GUARDED = {  # table → (which columns, when three have signed)
    "work_record": ("kind, day, at, place, present, locked_day", "OLD.locked_day IS NOT NULL"),
    "work_part": ("record_id, key, text", "(SELECT locked_day FROM work_record WHERE id = OLD.record_id) IS NOT NULL"),
    "work_signature": ("record_id, role, day, digest", "(SELECT locked_day FROM work_record WHERE id = OLD.record_id) IS NOT NULL"),
}
SQLITE = "CREATE TRIGGER {0}_is_signed BEFORE UPDATE OF {1} ON {0} WHEN {2} BEGIN SELECT RAISE(ABORT, 'what three have signed is never changed'); END"
FUNCTION = "CREATE OR REPLACE FUNCTION {0}_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {2} THEN RAISE EXCEPTION 'what three have signed is never changed' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
POSTGRESQL = "CREATE TRIGGER {0}_is_signed BEFORE UPDATE OF {1} ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_is_signed()"


def _guard(table: str, columns: str, is_signed: str) -> None:
    for dialect, sentence in (("sqlite", SQLITE), ("postgresql", FUNCTION), ("postgresql", POSTGRESQL)):
        ddl = DDL(sentence.format(table, columns, is_signed)).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
        event.listen(Model.metadata.tables[table], "after_create", ddl)


for name, (columns, is_signed) in GUARDED.items():
    _guard(name, columns, is_signed)
