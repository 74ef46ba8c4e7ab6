"""Invitations: a poster that is shown once, and closing a door before its time."""

from urllib.parse import urlsplit
from uuid import UUID

import segno
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from ladeapp.config import settings
from ladeapp.http import Problem

from .. import actions, queries
from ..forms import Button, InvitationForm
from ..sessions import admin_required
from . import bp
from .workplace import team_or_404


@bp.post("/workplace/teams/<int:team_id>/invitations")
@admin_required
def invite(team_id: int) -> ResponseReturnValue:
    """The poster stands in this answer and nowhere else: of its codes only hashes are kept."""
    team, form = team_or_404(team_id), InvitationForm()
    if not form.validate_on_submit():
        return redirect(url_for("people.team", team_id=team.id), 303)
    door = actions.invite(team.id, by=current_user.name, role=form.role.data, days=int(form.days.data))
    address = f"{settings().public_url}/join/{door.code}"
    short = f"{urlsplit(address).netloc}/join"
    return render_template("people/poster.html", team=team, door=door, address=address, short=short, picture=qr(address))


@bp.post("/workplace/invitations/<uuid:invitation_id>/revocation")
@admin_required
def revoke_invitation(invitation_id: UUID) -> ResponseReturnValue:
    invitation = queries.invitation(current_user.workplace_id, invitation_id)
    if invitation is None:
        raise Problem(404, "not-found")
    if Button().validate_on_submit():
        actions.revoke_invitation(invitation)
    return redirect(url_for("people.team", team_id=invitation.team_id), 303)


def qr(address: str) -> Markup:
    """A drawing with attributes only, dark on white in both themes: cameras want it so."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(scale=1, border=3, dark="#16223a", light="#ffffff", omitsize=True, svgclass=None, lineclass=None))  # noqa: S704
