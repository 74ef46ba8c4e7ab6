"""Workplaces, their units and teams, the people in them, and how they get in. No table knows whether anyone has checked in."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Model

ROLES = ("member", "lead", "safety_rep", "union_rep", "supporter", "workplace_admin")


class Workplace(Model):
    """One employer's installation; `slug` is the second half of every sign-in name."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(40), default="Europe/Oslo")

    units: Mapped[list["Unit"]] = relationship(back_populates="workplace", order_by="Unit.name")


class Unit(Model):
    """A ward, an office, a home: what has its own safety rep and union rep."""

    __table_args__ = (UniqueConstraint("workplace_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"))
    name: Mapped[str] = mapped_column(String(120))

    workplace: Mapped[Workplace] = relationship(back_populates="units")
    teams: Mapped[list["Team"]] = relationship(back_populates="unit", order_by="Team.name")


class Team(Model):
    """The people behind one number. `word` is what they call their working day; `mode`, `k` and `low_trust` are the team's own."""

    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        CheckConstraint("word IN ('shift', 'day')", name="word_is_known"),
        CheckConstraint("mode IN ('standard', 'strict')", name="mode_is_known"),
        CheckConstraint("k >= 5", name="nobody_lowers_k"),
        CheckConstraint("mode = 'strict' OR NOT low_trust", name="low_trust_is_strict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(120))
    word: Mapped[str] = mapped_column(String(8), default="shift")
    mode: Mapped[str] = mapped_column(String(8), default="standard")
    k: Mapped[int] = mapped_column(default=5)
    low_trust: Mapped[bool] = mapped_column(default=False, server_default=false())

    unit: Mapped[Unit] = relationship(back_populates="teams")


class Person(Model):
    """Somebody who signs in. `key` is the only name of her that programs outside this table may use.

    Flask-Login keeps what `get_id` says in the signed cookie: the secret of this phone's session, never who she is.
    """

    __table_args__ = (UniqueConstraint("workplace_id", "login"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    workplace_id: Mapped[int] = mapped_column(ForeignKey("workplace.id"))
    login: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str | None] = mapped_column(String(2))
    joined_day: Mapped[date]
    left_day: Mapped[date | None]

    workplace: Mapped[Workplace] = relationship()

    is_authenticated = True
    is_active = True
    session_token = ""  # set where a session begins; never stored

    def get_id(self) -> str:
        """The session's token. Raises RuntimeError for a person whom nobody has let in."""
        if not self.session_token:
            raise RuntimeError("no session has begun for this person")
        return self.session_token

    @property
    def sign_in_name(self) -> str:
        return f"{self.login}@{self.workplace.slug}"


class Membership(Model):
    """The one team a person is counted in, now. A period's frozen list is the roster, elsewhere."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    since_day: Mapped[date]
    added_by: Mapped[str] = mapped_column(String(80))

    person: Mapped[Person] = relationship()
    team: Mapped[Team] = relationship()


class RoleGrant(Model):
    """A role somebody holds: a lead's for a team, a rep's for a unit, a supporter's or administrator's for the workplace."""

    __table_args__ = (
        CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep', 'supporter', 'workplace_admin')", name="role_is_known"),
        CheckConstraint("(role = 'lead') = (team_id IS NOT NULL)", name="a_lead_leads_a_team"),
        CheckConstraint("(role IN ('safety_rep', 'union_rep')) = (unit_id IS NOT NULL)", name="a_rep_represents_a_unit"),
        UniqueConstraint("person_id", "role", "unit_id", "team_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))

    person: Mapped[Person] = relationship()


class Invitation(Model):
    """A door into one team. Only the hashes of its code (128 bit) and of the ten typed characters are kept."""

    __table_args__ = (CheckConstraint("role IN ('member', 'supporter')", name="no_power_by_code_alone"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    role: Mapped[str] = mapped_column(String(16), default="member")
    code_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    typed_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]
    typed_until: Mapped[datetime]  # ten characters can be guessed at; they end sooner
    made_by: Mapped[str] = mapped_column(String(80))

    team: Mapped[Team] = relationship()


class SetupLink(Model):
    """The one-use door of an empty install: whoever opens it becomes the first administrator, of a new workplace or of this one."""

    code_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    workplace_id: Mapped[int | None] = mapped_column(ForeignKey("workplace.id"))
    expires_at: Mapped[datetime]


class UserSession(Model):
    """A signed-in phone. Days, not times, so that nobody can read from it when somebody used the app."""

    id_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_day: Mapped[date]
    last_seen_day: Mapped[date]
    expires_day: Mapped[date]


class PasswordReset(Model):
    """A one-use code from the administrator, good from 24 hours after it was made. It opens the account, never the diary."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    code_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    opens_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Notice(Model):
    """Something about the account that each of a person's phones must tell; which have done so stands in their own cookies."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    day: Mapped[date]


class DeviceLink(Model):
    """For five minutes: what two phones of one person tell each other so that the second gets the diary. Opens nothing by itself.

    `offer` is the digest of a key until there is a reply, then the key.
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary(16))
    offer: Mapped[bytes] = mapped_column(LargeBinary(65))
    reply: Mapped[bytes | None] = mapped_column(LargeBinary(65))
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary(60))
    expires_at: Mapped[datetime]


class TeamLog(Model):
    """What was done to a team's roster, lead, k or mode, and by whom. Every member can read it."""

    __table_args__ = (CheckConstraint("length(what) > 0", name="says_something"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    day: Mapped[date]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    actor: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(40))  # a key of the words in people.words
    about: Mapped[str] = mapped_column(String(80), default="")  # the name it concerns
