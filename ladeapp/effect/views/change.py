"""What has changed between released numbers – own teams for everybody, all of them for the partsgruppe – and the same numbers as a file."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from ladeapp import clock
from ladeapp.accords import begun
from ladeapp.trends import queries as trends

from .. import forms, pages, paper, waves, words
from .door import all_teams_required, bp, sees_all_teams


@bp.get("/effect/change")
@login_required
def change() -> ResponseReturnValue:
    all_teams = sees_all_teams()
    told = pages.seen(current_user.id, current_user.workplace_id, clock.now(), all_teams)
    planned = begun.day(current_user.workplace_id) if all_teams else None
    form = forms.ChangeForm.asked(request.args, [(span.id, words.period(span)) for span in told.periods], told.teams, planned)
    is_read = form.validate()
    since = form.since.data if is_read else ""
    begins = {team_id: day.day for team_id, day in form.days.items()}
    is_asked = is_read and not form.proposed and any(begins.values())
    page = render_template(
        "effect/change.html",
        form=form,
        all_teams=all_teams,
        groups=pages.groups(told, since) if since else [],
        compared=pages.comparison(told, since, begins) if since and is_asked else [],
    )
    return page, 200 if is_read else 422


@bp.get("/effect/export")
@all_teams_required
def export() -> ResponseReturnValue:
    """The same bytes for whoever asks, until a number is published."""
    place, now = current_user.workplace, clock.now()
    file = paper.archive(place.name, trends.released(place.id, now), waves.results(place.id, now, (), as_lead=True))
    answer = Response(file, content_type="application/zip")
    answer.headers["Content-Disposition"] = f"attachment; filename=ladeapp-{place.slug}.zip"
    return answer
