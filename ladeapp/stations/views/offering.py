"""What a workplace offers of the conversations, and how long they are; what cannot be taken away is said there."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required

from ladeapp.http import Problem
from ladeapp.i18n import language

from .. import actions, protocols, queries
from ..forms import OfferForm
from . import bp


@bp.route("/workplace/stations", methods=["GET", "POST"])
@login_required
def offering() -> ResponseReturnValue:
    """For the workplace's administrators; for anyone else there is nothing here."""
    if not current_user.is_admin:
        raise Problem(404, "not-found")
    place, all_ = current_user.workplace_id, protocols.protocols(language())
    offers = queries.offers(place)
    forms = {
        each.key: OfferForm(prefix=each.key, data={"offered": each.key in offers, "stretch": offers.get(each.key, 100)}) for each in all_
    }
    error = None
    sound = [form.validate_on_submit() for form in forms.values()]
    if all(sound):
        chosen = {key: (form.offered.data or key == queries.ALWAYS, form.stretch.data) for key, form in forms.items()}
        if any(offered for key, (offered, _stretch) in chosen.items() if key != queries.ALWAYS):
            actions.offer(place, chosen)
            flash(_("Saved. It counts from the next station that is opened."))
            return redirect(url_for("stations.offering"), 303)
        error = _("At least one conversation with others has to stay.")
    wrong = error or any(form.errors for form in forms.values())
    page = render_template("stations/offers.html", protocols=all_, forms=forms, always=queries.ALWAYS, error=error)
    return page, 422 if wrong else 200
