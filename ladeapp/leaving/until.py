"""The retention clock: how long what is kept about her is kept, in plain words and with days, made from the numbers jobs keep to."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import gettext as _

from ladeapp import clock, kept
from ladeapp.accords import queries as accords
from ladeapp.i18n import dated
from ladeapp.people import queries as people
from ladeapp.people.queries import SignedIn
from ladeapp.trends import queries as trends
from ladeapp.trends import rules, waves


def clock_of(person: SignedIn) -> Iterator[tuple[str, str]]:
    """(what, until when) for all that is kept about this person."""
    today = clock.today()
    yield _("Your diary, sealed with us"), _("until you delete it")
    yield from _of_the_team(person, today)
    yield _("Your shifts"), _("each until %(n)s days after it ended; the rotation until you delete it", n=kept.SHIFT.days)
    yield _("Who you met in a round"), _("%(n)s weeks from the round's start", n=kept.MET.days // 7)
    yield _("When you may be asked, and whom you would rather not meet"), _("until you change it")
    yield (
        _("How often you have said yes to a colleague"),
        _("%(n)s days, never for whom, and shown to nobody", n=kept.HELPS.days),
    )
    yield _("A suggestion that waits under seal"), _("until it is delivered or you take it back; then the words, without you, for a year")
    yield _("What you ask colleagues for"), _("until it is answered, or half an hour")
    yield _("A reminder that is due"), _("until its time is over; what you did with it is not kept")
    yield _("That this phone is signed in"), _("until %(day)s if you do not open the app before", day=dated(today + kept.SESSION))
    yield (
        _("This phone's address for messages"),
        _("until you turn them off or sign out, or %(n)s days without the app", n=kept.SUBSCRIPTION.days),
    )
    yield _("Your e-mail address, if you have given it"), _("until you take it away")
    yield _("Your calendar's private address"), _("that there is one, not which; until you turn it off")
    yield _("Backups"), _("what you delete today is out of the last one on %(day)s", day=dated(today + kept.BACKUP))
    if person.left_day is None:
        yield _("If you left the workplace today"), _("you have your diary and can download it until %(day)s", day=dated(today + kept.LEFT))


def left_until(person: SignedIn) -> date | None:
    """The last day on which somebody who has left finds her diary here."""
    return person.left_day + kept.LEFT if person.left_day else None


def _of_the_team(person: SignedIn, today: date) -> Iterator[tuple[str, str]]:
    for span in (listed := trends.lists_with(person.id)):
        if span.takes_answers(clock.now()):
            day = dated(span.closes.astimezone(rules.ZONE).date())
            yield (
                _("Your number for the period to %(day)s, if you have given one", day=dated(span.last_day)),
                _("sealed until %(day)s, then deleted", day=day),
            )
    if wave := waves.listed(person.id, clock.now()):
        day = dated(wave[1].astimezone(rules.ZONE).date())
        yield (
            _("Your name on the list of the questions that are open now, and your numbers, if you have given any"),
            _("sealed until %(day)s, then deleted", day=day),
        )
    if listed:
        until = rules.roster_until(listed[0]) - timedelta(days=1)
        told = _("Your name on the team's list for this period") if listed[0].last_day >= today else _("Your name on the team's last list")
        yield told, _("until %(day)s, then only how many you were", day=dated(until))
    if people.team_of(person.id) or listed:
        yield (
            _("Your name in the team's log"),
            _("what is written today until %(day)s", day=dated(today + accords.log_kept(person.workplace_id))),
        )
