"""What a phone sees of a round: the code, the options, and thanks. No session is read, and an answer comes without a cookie."""

import re

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..http import Problem, json_body
from ..i18n import language
from ..learning import library
from ..limits import limiter
from ..people.rules import normal_typed_code
from . import actions
from .slides import round_of
from .views import bp, holder

TOKEN = re.compile(r"[0-9a-f]{32}")


def in_vain(answer: Response) -> bool:
    """Only misses are counted, so that no counter anywhere tells how many have answered."""
    return answer.status_code in {404, 422}


@bp.get("/gather")
@limiter.limit("60/5 minutes", deduct_when=in_vain)
def typed() -> ResponseReturnValue:
    given, wrong = request.args.get("code"), None
    if given is not None:
        try:
            return redirect(url_for("gathering.phone", round_code=normal_typed_code(given, groups=1)), 303)
        except ValueError:
            wrong = _("It is five letters and digits. Look at the screen once more.")
    return render_template("gathering/code.html", given=(given or "")[:20], wrong=wrong), 422 if wrong else 200


@bp.get("/gather/<round_code>")
@limiter.limit("60/5 minutes", deduct_when=in_vain)
def phone(round_code: str) -> ResponseReturnValue:
    code = round_code.upper()
    try:
        series, _slash, slug = actions.item_of(holder(), code).partition("/")
        item = library.item(series, slug, language())
    except (actions.NoRound, KeyError):
        return render_template("gathering/over.html"), 404
    return render_template("gathering/phone.html", item=item, step=round_of(item), code=code)


@bp.post("/api/gather/<round_code>/answers")
@limiter.limit("60/5 minutes", deduct_when=in_vain)
def answer(round_code: str) -> ResponseReturnValue:
    """The same answer for every option, and for a second one, which does not count."""
    body = json_body()
    token, option = body.get("token"), body.get("option")
    if not isinstance(token, str) or not TOKEN.fullmatch(token) or type(option) is not int:
        raise Problem(422, "no-such-option")
    try:
        actions.answer(holder(), round_code.upper(), token, option)
    except ValueError:
        raise Problem(422, "no-such-option") from None
    except actions.NoRound:
        raise Problem(404, "no-round", _("This round is over, so your answer was not counted. Look up at the screen.")) from None
    return Response(status=204)
