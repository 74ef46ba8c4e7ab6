"""`python -m bench.push.ours TASK`: our worker's own job over a due table of its own – claim, send, settle."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count as numbers

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from ladeapp import clock, create_app
from ladeapp.config import load
from ladeapp.db import db
from ladeapp.people.actions import create_workplace
from ladeapp.people.models import Person
from ladeapp.push import actions
from ladeapp.push.jobs import deliver
from ladeapp.push.models import PushDelivery, PushSubscription

from .contender import serve, task

AN_HOUR = timedelta(hours=1)


def people(endpoints: Sequence[str], keys: dict[str, str]) -> list[int]:
    """Everyone with one phone; who is there already stays."""
    if found := db.session.scalars(sa.select(Person.id).where(Person.login.like("bench%")).order_by(Person.id)).all():
        return list(found)
    place = create_workplace("benk", "Benk")
    rows = [Person(workplace_id=place.id, login=f"bench{n}", name=f"B {n}", joined_day=date(2026, 1, 5)) for n in range(len(endpoints))]
    db.session.add_all(rows)
    db.session.flush()
    db.session.add_all(PushSubscription(endpoint=to, person_id=row.id, **keys) for to, row in zip(endpoints, rows, strict=True))
    db.session.commit()
    return [row.id for row in rows]


def main() -> None:
    given = task()
    app = create_app(load())
    with app.app_context():
        if given["first"]:
            upgrade()
        everyone = people(given["endpoints"], given["keys"])
        db.session.remove()
    occasion = numbers()
    serve(lambda _: work(app), lambda wanted: fill(app, everyone, wanted, occasion))


def fill(app: Flask, everyone: Sequence[int], wanted: int, occasion: "numbers[int]") -> None:
    """Let `wanted` messages be due now, to everyone in turn, and forget those of before."""
    with app.app_context():
        db.session.execute(sa.delete(PushDelivery))
        now = clock.now()
        for start in range(0, wanted, len(everyone)):
            actions.enqueue(everyone[: wanted - start], "booked", f"bench/{next(occasion)}", "/pairings", now, now + AN_HOUR)
        db.session.remove()


def work(app: Flask) -> None:
    """What the worker does every second, until nothing is due."""
    with app.app_context():
        deliver(clock.now())
        db.session.remove()


if __name__ == "__main__":
    main()
