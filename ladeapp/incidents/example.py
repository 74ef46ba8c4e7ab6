"""Two follow-ups for the demo: one that has run its course and one that has just begun. No person is in them, as in any."""

from datetime import date, timedelta

from ..db import db
from . import content, rules
from .models import Incident, IncidentStep

BEFORE, NOW = timedelta(days=96), timedelta(days=2)


def fill(finished: int, running: int, today: date) -> None:
    """`finished` and `running` are teams."""
    done = Incident(team_id=finished, day=today - BEFORE, led_by="lead", outcome="done")
    begun = Incident(team_id=running, day=today - NOW, led_by="lead")
    db.session.add_all([done, begun])
    db.session.flush()
    for time, points in content.advice().of("leader").items():
        for incident in (done, begun):
            day = rules.due(incident.day, time)
            if day < today:
                db.session.add_all(IncidentStep(incident_id=incident.id, point=point.key, role="lead", day=day) for point in points)
    db.session.commit()
