"""What she wants to be reminded of, and how much of it this week has had. A plan, not a history: nothing here knows what she did."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from .rules import Choice, Count, Moment


class ReminderChoice(Model):
    """What she has chosen. Without a row there are no reminders."""

    __table_args__ = (
        CheckConstraint("after_minutes BETWEEN 0 AND 20", name="soon_after"),
        CheckConstraint("weekly_day BETWEEN 0 AND 6", name="weekly_day_is_one"),
        CheckConstraint("(weekly_day IS NULL) = (weekly_time IS NULL)", name="weekly_day_has_a_time"),
        CheckConstraint("per_week BETWEEN 1 AND 7", name="per_week_is_at_most_one_a_day"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    after_shift: Mapped[bool] = mapped_column(default=True)
    after_minutes: Mapped[int] = mapped_column(default=10)
    mid_shift: Mapped[bool] = mapped_column(default=False)
    weekly_day: Mapped[int | None]
    weekly_time: Mapped[time | None]
    fixed_time: Mapped[time | None]
    fixed_in_quiet: Mapped[bool] = mapped_column(default=False)
    per_week: Mapped[int] = mapped_column(default=3)
    paused_until: Mapped[date | None]

    @property
    def chosen(self) -> Choice:
        return Choice(
            self.after_shift, self.after_minutes, self.mid_shift, self.weekly_day, self.weekly_time,
            self.fixed_time, self.fixed_in_quiet, self.per_week, self.paused_until,
        )  # fmt: skip


class ReminderCount(Model):
    """How many prompts this week has had, the last day that had one, and which questions she was told of; and the next one, not yet counted.

    The next is counted when its time has come, whether it was sent, withdrawn from another phone or handled before.
    """

    __table_args__ = (CheckConstraint("used BETWEEN 0 AND 7", name="used_is_at_most_one_a_day"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[date | None]  # its Monday
    used: Mapped[int] = mapped_column(default=0)
    last_day: Mapped[date | None]
    survey_day: Mapped[date | None]  # when the questions opened that she was told of last
    next_occasion: Mapped[str | None] = mapped_column(String(40))
    next_day: Mapped[date | None]
    next_week: Mapped[date | None]
    next_due: Mapped[datetime | None]
    next_ends: Mapped[datetime | None]

    @property
    def count(self) -> Count:
        return Count(self.week, self.used, self.last_day, self.survey_day)

    @property
    def moment(self) -> Moment | None:
        if not (self.next_occasion and self.next_day and self.next_week and self.next_due and self.next_ends):
            return None
        return Moment(self.next_occasion.split()[0], self.next_occasion, self.next_day, self.next_week, self.next_due, self.next_ends)


class ReminderOffer(Model):
    """A day from which she may be offered something. Without a word of why; gone when it has come or is over."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
