"""The first page, the phone's own session, and whether the service is well."""

import sqlalchemy as sa
from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required
from flask_wtf.csrf import generate_csrf

from .. import clock, i18n
from ..config import settings
from ..db import db, is_current
from ..hse import words as hse
from ..http import Problem
from ..incidents import queries as incidents
from ..limits import limiter
from ..pairing import queries as pairing
from ..people import queries as people
from ..programme import pages as programme
from ..push import vapid_public_key
from ..reminders import queries as reminders
from ..shifts import queries as shifts
from ..trends import queries as trends
from . import actions, feed, queries
from .words import WORDS as WORDS

bp = Blueprint("home", __name__)

MADE = "home.calendar"  # in the cookie, from making the address to showing it

NAV = (
    ("home", "/", _l("Home"), "house"),
    ("station", "/stations", _l("Station"), "users"),
    ("learn", "/learn", _l("Learn"), "book-open"),
    ("team", "/team", _l("Team"), "chart-line"),
    ("me", "/me", _l("Me"), "battery"),
)


@bp.get("/")
def index() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render_template("home/welcome.html")
    now, today = clock.now(), clock.today()
    work = queries.at_work(current_user, now, today)
    return render_template(
        "home/index.html",
        today=today,
        notices=people.notices(current_user.id) if current_user.has_notices else (),
        pairing=pairing.state_for(current_user, now),
        number=trends.latest_number(current_user, now),
        next_up=programme.next_up(work.plan, today),
        to_sign=work.to_sign,
        is_asked=work.is_asked,
        is_out_of_shifts=work.is_out_of_shifts,
        work=work.partsgruppa,
        work_line=hse.home_line(work.partsgruppa),
        follow_ups=incidents.running(current_user.id) if work.partsgruppa.is_here else (),
    )


@bp.get("/api/session")
@login_required
def phone_session() -> ResponseReturnValue:
    about = queries.phone_session(current_user, clock.now())
    about["person"]["language"] = i18n.language()
    return jsonify(csrf=generate_csrf(), vapid=vapid_public_key(), **about)


@bp.get("/calendar")
@login_required
def calendar() -> ResponseReturnValue:
    """The address stands here once, right after it was made."""
    secret = session.pop(MADE, None)
    address = settings().public_url + url_for("home.fetched_calendar", secret=secret) if secret else None
    return render_template(
        "home/calendar.html",
        address=address,
        there=queries.has_feed(current_user.id),
        reminded=reminders.choice_of(current_user.id) is not None,
    )


@bp.post("/calendar/address")
@login_required
def open_calendar() -> ResponseReturnValue:
    session[MADE] = actions.open_feed(current_user.id)
    return redirect(url_for("home.calendar"), 303)


@bp.post("/calendar/address/end")
@login_required
def close_calendar() -> ResponseReturnValue:
    actions.close_feed(current_user.id)
    flash(_("The address no longer works."))
    return redirect(url_for("home.calendar"), 303)


@bp.get("/calendar/<secret>.ics")
@limiter.limit("100/5 minutes", deduct_when=lambda answer: answer.status_code == 404)
@limiter.limit("60/hour", key_func=lambda: _digest().hex(), deduct_when=lambda answer: answer.status_code < 400)
def fetched_calendar(secret: str) -> ResponseReturnValue:
    """For calendar programs, which cannot sign in: whoever has the address has the times, and nothing more."""
    owner, now = queries.fed_by(_digest()), clock.now()
    if owner is None:
        raise Problem(404, "no-such-calendar")
    zone, midnight = shifts.zone_of(owner.id) or owner.workplace.zone, now.replace(hour=0, minute=0, second=0, microsecond=0)
    with force_locale(owner.language or settings().lang_default):
        file = feed.written(queries.appointments(owner.id, now), zone, secret, midnight)
    answer = Response(file, content_type="text/calendar; charset=utf-8")
    answer.add_etag()
    return answer.make_conditional(request)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    return Response("ok\n", content_type="text/plain")


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    try:
        ready = is_current()
    except sa.exc.SQLAlchemyError:
        ready = False
    finally:
        db.session.remove()
    return Response("ready\n" if ready else "not ready\n", 200 if ready else 503, content_type="text/plain")


def _digest() -> bytes:
    return feed.digest((request.view_args or {})["secret"])
