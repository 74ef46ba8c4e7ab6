"""The first page, the phone's own session, and whether the service is well."""

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required
from flask_wtf.csrf import generate_csrf

from .. import clock, i18n
from ..db import db, is_current
from ..pairing import queries as pairing
from ..people import queries as people
from ..push import vapid_public_key
from ..trends import queries as trends
from . import queries
from .words import WORDS as WORDS

bp = Blueprint("home", __name__)

NAV = (
    ("home", "/", _l("Home"), "house"),
    ("station", "/stations", _l("Station"), "users"),
    ("team", "/team", _l("Team"), "chart-line"),
    ("me", "/me", _l("Me"), "battery"),
)


@bp.get("/")
def index() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render_template("home/welcome.html")
    now = clock.now()
    return render_template(
        "home/index.html",
        today=clock.today(),
        notices=people.notices(current_user.id) if current_user.has_notices else (),
        pairing=pairing.state_for(current_user, now),
        number=trends.latest_number(current_user, now),
    )


@bp.get("/api/session")
@login_required
def session() -> ResponseReturnValue:
    about = queries.phone_session(current_user, clock.now())
    about["person"]["language"] = i18n.language()
    return jsonify(csrf=generate_csrf(), vapid=vapid_public_key(), **about)


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
