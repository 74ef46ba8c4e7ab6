"""What takes three keys: an open list, to which later rooms add. A mode and k are none of it: those are the team's own, never below five."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..db import db
from ..people import actions as people_do
from ..people import queries as people
from ..people.models import Person
from ..people.rules import EXCLUSIVE, clean_name
from . import rules

LONGEST = 300  # characters of a text that is agreed


class Overtaken(Exception):
    """What was agreed can no longer be done."""


@dataclass(frozen=True)
class Subject:
    """Something that takes three keys. Its value is a text, or one of `choices`.

    title, hint   what it is called, and what to write or choose
    shown         how a value reads to people; "" is how it was before anything was agreed
    choices       workplace → value → words; None where a text is written
    now           workplace → how it is now, where that is more than the last value agreed
    take_effect   (workplace, value, by whom), what happens when it comes into force; raises Overtaken. It commits nothing before that
    by_admins     only an administrator proposes it, for as long as there is one
    """

    key: str
    title: object
    hint: object
    shown: Callable[[str], str]
    choices: Callable[[int], Mapping[str, str]] | None = None
    now: Callable[[int], str] | None = None
    take_effect: Callable[[int, str, str], None] | None = None
    by_admins: bool = False

    def cleaned(self, workplace_id: int, value: str) -> str:
        """A value as it is kept. Raises ValueError("choice" | "empty" | "long" | "hidden")."""
        if self.choices is None:
            return clean_name(" ".join(value.split()), LONGEST)
        if value not in self.choices(workplace_id):
            raise ValueError("choice")
        return value


SUBJECTS: dict[str, Subject] = {}


def offer(subject: Subject) -> None:
    """Let this take three keys from now on; once more changes nothing."""
    SUBJECTS[subject.key] = subject


def _purpose(value: str) -> str:
    return value or str(
        _(
            "One blurred number every four weeks, so that the team can talk about what the work asks of them and something is done about it. "
            "It is never used to judge anybody."
        )
    )


def _host(value: str) -> str:
    return value or str(_("Not agreed yet. A lead, a safety rep or a union rep can propose it."))


def _years(value: str) -> str:
    return str(_("%(n)s years", n=rules.years(value)) if rules.years(value) > 1 else _("One year"))


def _lengths(_workplace_id: int) -> Mapping[str, str]:
    return {str(n): _years(str(n)) for n in range(rules.YEARS_LEAST, rules.YEARS_MOST + 1)}


def _who(value: str) -> str:
    """By her key, which nobody ever has after her."""
    name = db.session.scalar(sa.select(Person.name).where(Person.key == UUID(value))) if value else None
    return str(_("%(name)s as well", name=name) if name else _("Somebody who is no longer here"))


def _could_administer(workplace_id: int) -> Mapping[str, str]:
    """Everyone without a key or an administrator's rights."""
    busy = {grant.person_id for grant in people.grants(workplace_id) if grant.role in EXCLUSIVE}
    return {str(person.key): person.name for person, _team in people.people(workplace_id) if person.id not in busy}


def _administrators(workplace_id: int) -> str:
    names = sorted(grant.person.name for grant in people.grants(workplace_id) if grant.role == "workplace_admin")
    return ", ".join(names) or str(_("Nobody now. Whoever holds a key can propose somebody."))


def _make_administrator(workplace_id: int, value: str, by: str) -> None:
    here = (Person.key == UUID(value), Person.workplace_id == workplace_id, Person.left_day.is_(None))
    person = db.session.scalar(sa.select(Person).where(*here))
    if person is None:
        raise Overtaken
    try:
        people_do.give_role(person, "workplace_admin", by)
    except people_do.Clash:
        raise Overtaken from None


for each in (
    Subject(
        "purpose", _l("What the number is for"), _l("In your own words, so that everybody knows what it is and is not used for."), _purpose
    ),
    Subject(
        "host",
        _l("Who runs the server"),
        _l("Which firm or department, and who there can get into the machine. Best somebody other than the employer's IT."),
        _host,
    ),
    Subject(
        "retention",
        _l("How long the log is kept"),
        _l("The team's log and this one. Five years at most; what is older is deleted."),
        _years,
        choices=_lengths,
    ),
    Subject(
        "administrator",
        _l("Who administers the workplace"),
        _l("One more, beside those of now. Administrators set up teams, lists and roles. Whoever holds a key cannot be one."),
        _who,
        choices=_could_administer,
        now=_administrators,
        take_effect=_make_administrator,
        by_admins=True,
    ),
):
    offer(each)
