"""Kari, who has left something in every table there is; what is hers is odd enough to be found again anywhere."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ladeapp import clock
from ladeapp.crafting import actions as crafting
from ladeapp.db import db
from ladeapp.leaving import tables
from ladeapp.people import actions as people
from ladeapp.people.models import Person
from ladeapp.programme.models import ProgrammeLog
from ladeapp.shifts.rules import USUAL
from tests.cast import Member
from tests.periods import World

KARI = Member("kanarifugl", "Kari Kanarifugl")
CANARY = b"kanarifugl"
BYTES = b"kanarifugl-i-bytes-" * 2
MONDAY = date(2026, 6, 1)

Row = Mapping[str, Any]


def rows_of(kari: int, other: int, place: "Place", now: datetime) -> dict[str, list[Row]]:
    """Table → what Kari has in it. A table that points at people and is not here fails the test below."""
    soon, today = now + timedelta(hours=1), now.date()
    return {
        "accord": [{"id": place.accord, "workplace_id": 1, "subject": "purpose", "value": "Vi vil vite når det blir for mye.", "day": today,
                    "by": KARI.name, "by_id": kari}],
        "accord_key": [{"accord_id": place.accord, "person_id": kari, "role": "union_rep"}],
        "accord_word": [{"id": uuid.uuid4(), "accord_id": place.accord, "person_id": kari, "name": KARI.name, "role": "union_rep",
                         "day": today, "refused": False, "reason": "kanarifugl mener ja"}],
        "ask": [{"id": uuid.uuid4(), "asker_id": kari, "opens_at": now, "expires_at": soon, "reach": "new"}],
        "ask_count": [{"person_id": kari, "day": today, "times": 2}],
        "block": [{"person_id": kari, "other_id": other}, {"person_id": other, "other_id": kari}],
        "calendar_feed": [{"person_id": kari, "digest": BYTES[:32]}],
        "device_link": [{"person_id": kari, "tag": BYTES[:16], "offer": BYTES[:1] * 65, "expires_at": soon}],
        "first_in_line": [{"person_id": kari, "round_id": place.round}],
        "help_count": [{"person_id": kari, "day": today, "times": 1}],
        "joining": [{"round_id": place.round, "person_id": kari}],
        "mail_address": [{"person_id": kari, "token": uuid.uuid4(), "address": BYTES, "state": "confirmed"}],
        "meeting_seat": [{"meeting_id": place.meeting, "person_id": each, "why": "new", "agreed": False, "continues": False} for each in (kari, other)],
        "membership": [],  # she came in by invitation
        "notice": [{"id": uuid.uuid4(), "person_id": kari, "kind": "recovered", "day": today}],
        "pairing_choice": [{"person_id": kari, "on_shift": True, "helps_max": 3, "outside": True, "supports": True}],
        "password_reset": [{"person_id": kari, "code_sha256": BYTES[:32], "opens_at": now, "expires_at": soon}],
        "push_delivery": [delivery(kari, now)],
        "push_subscription": [
            {"endpoint": "https://fcm.googleapis.com/fcm/send/kanarifugl", "person_id": kari, "p256dh": "kanarifugl-p", "auth": "kanarifugl-a",
             "service": "fcm.googleapis.com"}
        ],
        "reminder_choice": [{"person_id": kari, "after_shift": True, "after_minutes": 10, "mid_shift": False, "fixed_in_quiet": False, "per_week": 3,
                             "fixed_time": time(9)}],
        "reminder_count": [{"person_id": kari, "used": 1, "survey_day": MONDAY, "next_occasion": "kanarifugl"}],
        "reminder_offer": [{"person_id": kari, "day": MONDAY}],
        "role_grant": [{"person_id": kari, "role": "supporter"}],
        "roster": [],  # frozen when the period opened
        "roster_confirmation": [{"team_id": place.team, "period_id": "2026-P08", "role": "union_rep", "person_id": kari, "digest": "0" * 64}],
        "round_choice": [{"person_id": kari, "profession": "nurse", "wish": "any"}],
        "seat": [{"session_id": place.station, "person_id": each, "letter": letter, "ready": True, "away": False, "home": False}
                 for each, letter in ((kari, "a"), (other, "b"))],
        "shift": [{"person_id": kari, "starts_at": now, "ends_at": soon}],
        "shift_away": [{"person_id": kari, "first_day": MONDAY, "last_day": MONDAY}],
        "shift_calendar": [{"person_id": kari, "link": BYTES, "fetch_at": soon, "etag": "kanarifugl-etag", "left_out": ""}],
        "shift_edit": [{"person_id": kari, "day": MONDAY, "hours": USUAL[:1]}],
        "shift_imported": [{"person_id": kari, "starts_at": now, "ends_at": soon}],
        "shift_rotation": [{"person_id": kari, "first_day": MONDAY, "pattern": "ddeeonno" * 2, "hours": USUAL}],
        "shift_zone": [{"person_id": kari, "zone": "Atlantic/Faroe"}],
        "standing_pair": [{"a_id": min(kari, other), "b_id": max(kari, other)}],
        "terms_voice": [{"team_id": place.team, "person_id": kari, "mode": "strict", "k": 10}],
        "user_session": [{"id_sha256": BYTES[:32], "person_id": kari, "created_day": today, "last_seen_day": today,
                          "expires_day": today + timedelta(days=30)}],
        "vault": [{"person_id": kari, "ciphertext": BYTES * 2000, "etag": "kanarifugl"}],
        "vault_key": [{"person_id": kari, "kind": "recovery", "wrapped": BYTES, "salt": BYTES, "proof_sha256": BYTES[:32]}],
        "wave_signature": [{"wave_id": place.wave, "role": "union_rep", "person_id": kari, "name": KARI.name, "day": today}],
        "work_addendum": [{"record_id": place.work, "number": 1, "day": today, "by": KARI.name, "by_id": kari, "text": "Også vikarene."}],
        "work_log": [{"id": uuid.uuid4(), "workplace_id": 1, "day": today, "by": KARI.name, "by_id": kari, "what": "published", "about": "To på natt."}],
        "work_measure": [{"id": uuid.uuid4(), "workplace_id": 1, "title": "To på natt", "level": "organisation", "owner": KARI.name,
                          "owner_id": kari, "due": today, "state": "doing", "effect": ""}],
        "work_phase": [{"workplace_id": 1, "key": "training", "place": 2, "about": "Alle fire", "due": today, "owner": KARI.name, "owner_id": kari}],
        "work_signature": [{"id": uuid.uuid4(), "record_id": place.work, "person_id": kari, "name": KARI.name, "role": "union_rep", "day": today,
                            "digest": "0" * 64}],
        "willing": [{"person_id": kari, "until": soon}],
    }  # fmt: skip


def delivery(kari: int, now: datetime) -> Row:
    return {
        "id": uuid.uuid4(), "person_id": kari, "occasion": "kanarifugl", "kind": "account", "navigate": "/kanarifugl", "tag": "kanarifugl",
        "urgency": "normal", "state": "due", "service": "", "due_at": now, "expires_at": now + timedelta(days=1), "tries": 0, "mark": BYTES,
    }  # fmt: skip


@dataclass(frozen=True)
class Place:
    """What her rows need to stand on."""

    team: int
    round: uuid.UUID
    meeting: uuid.UUID
    station: uuid.UUID
    accord: uuid.UUID
    work: uuid.UUID
    wave: uuid.UUID


def come_in(world: World) -> int:
    """Kari joins team A, by Bjørn's invitation; whom she added herself stands in the lists with her name. Returns her id."""
    with world.inside():
        door = people.invite(world.team().id, by=KARI.name)
        kari = people.join(door.invitation.id, KARI.login, KARI.name, "en rolig kveld i mars", "nb")
        people.log(world.team().id, KARI.name, "removed", KARI.name)
        db.session.add(ProgrammeLog(workplace_id=kari.workplace_id, day=MONDAY, actor=KARI.name, what="plan"))
        db.session.commit()
        return kari.id


def leave_traces(world: World, kari: int) -> None:
    """Something of hers in every table that points at people. Fails for a table that nobody has thought of."""
    with world.inside():
        now, other = clock.now(), world.id_of(Member("bjorn", "Bjørn"))
        place = Place(world.team().id, *(uuid.uuid4() for _ in range(6)))
        _stand(place, now)
        rows = rows_of(kari, other, place, now)
        assert set(rows) == {table.name for table, _ in tables.pointing_at_people()}, "tell rows_of what Kari has in the new table"
        for name, values in rows.items():
            if values:
                db.session.execute(sa.insert(db.metadata.tables[name]), [dict(row) for row in values])
        db.session.commit()
        crafting.keep_keys()
        crafting.suggest(kari, 1, "En kanarifugl i forslagskassa")  # points at nobody: found again by her tag alone
        found = {table.name for table, column in tables.pointing_at_people() if _count(table, column, kari)}
        assert found == set(rows), "Kari has nothing there"


def _count(table: sa.Table, column: sa.Column[int], kari: int) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(column == kari)) or 0


def _stand(place: Place, now: datetime) -> None:
    metadata, later = db.metadata.tables, now + timedelta(days=10)
    rows = {
        "round": {"id": place.round, "workplace_id": 1, "starts_at": now, "ends_at": later, "seed": 1, "state": "running", "seeking": False},
        "meeting": {"id": place.meeting, "round_id": place.round, "times": (), "met": False},
        "peer_session": {"id": place.station, "workplace_id": 1, "protocol": "two-5", "stretch": 100, "code_digest": bytes(32), "step": 0,
                         "since": now, "halted": False, "version": 1, "opened_at": now},
        "wave": {"id": place.wave, "workplace_id": 1, "day": now.date(), "months": 0, "weeks": 2, "scales": "strain"},
        "work_record": {"id": place.work, "workplace_id": 1, "kind": "meeting", "day": now.date(), "place": "", "present": "Alle"},
    }  # fmt: skip
    for name, values in rows.items():
        db.session.execute(sa.insert(metadata[name]), [values])


def key_of(world: World) -> uuid.UUID:
    with world.inside():
        return db.session.execute(sa.select(Person.key).where(Person.login == KARI.login)).scalar_one()
