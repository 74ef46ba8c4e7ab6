"""What the partsgruppe takes along: the pack, and risks and measures as a workbook; and drafts filled from the settings, which everybody may read."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup

from ladeapp import clock
from ladeapp.config import LANGUAGES
from ladeapp.db import db
from ladeapp.i18n import language
from ladeapp.limits import limiter

from .. import chapters, drafts, facts, paper, press, queries, words
from ..workbook import workbook
from .door import bp, desk_required, missing, seat_required, sits, work

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOME = limiter.shared_limit("40/hour", scope="pdf", key_func=lambda: f"pdf-{current_user.get_id()}", methods=["GET"])


@bp.get("/work/pack")
@seat_required
def pack() -> ResponseReturnValue:
    return render_template("hse/pack.html", has_press=press.is_there(), **_pack())


@bp.get("/work/pack.pdf")
@seat_required
@SOME
def pack_pdf() -> ResponseReturnValue:
    lang, title = language(), _("Our work with the psychosocial environment")
    html = render_template("hse/pack_pdf.html", lang=lang, title=title, **_dated(lang), **_pack())
    return as_pdf(html, "ladeapp-hms.pdf", url_for("hse.pack"))


@bp.get("/work/measures.xlsx")
@seat_required
def book() -> ResponseReturnValue:
    place, today, name = current_user.workplace, clock.today(), _("measures")
    file = workbook(queries.measures(place.id, today), queries.risks(place.id), place.name, today)
    return taken(file, WORKBOOK, f"{name}.xlsx")


@bp.get("/work/papers")
@login_required
def papers() -> ResponseReturnValue:
    """Everybody reads the drafts; what is done in the room, the partsgruppe alone."""
    return render_template("hse/papers.html", work=work() if sits() else None, drafts=words.DRAFTS, **_reader())


@bp.get("/work/papers/<draft>/<lang>")
@login_required
def draft(draft: str, lang: str) -> ResponseReturnValue:
    markdown, page = _draft(draft, lang)
    told = {"title": drafts.title(markdown), "has_press": press.is_there(), "languages": LANGUAGES, **_dated(lang), **_reader()}
    return render_template("hse/draft.html", draft=draft, lang=lang, page=page, **told)


@bp.get("/work/papers/<draft>/<lang>.pdf")
@desk_required
@SOME
def draft_pdf(draft: str, lang: str) -> ResponseReturnValue:
    markdown, page = _draft(draft, lang)
    with force_locale(lang):
        html = render_template("hse/draft_pdf.html", draft=draft, lang=lang, page=page, title=drafts.title(markdown), **_dated(lang))
    return as_pdf(html, f"ladeapp-{draft}-{lang}.pdf", url_for("hse.draft", draft=draft, lang=lang))


@bp.get("/work/papers/<draft>/<lang>.md")
@desk_required
def draft_text(draft: str, lang: str) -> ResponseReturnValue:
    """To go on with in whatever one writes with."""
    return taken(_draft(draft, lang)[0].encode(), "text/markdown; charset=utf-8", f"ladeapp-{draft}-{lang}.md")


def as_pdf(html: str, name: str, otherwise: str) -> ResponseReturnValue:
    """The page as a PDF, made now and kept nowhere; else a sentence, and the page to print."""
    db.session.remove()  # whoever waits for paper holds no connection that check-ins need
    try:
        return taken(press.printed(html), "application/pdf", name)
    except press.Missing:
        flash(_("This server is not set up to make PDFs. Print the page and choose “Save as PDF” instead."))
    except press.Failed:
        flash(_("This did not become a PDF: there was too much of it, or the server was busy. Print the page, or try again in a while."))
    return redirect(otherwise, 303)


def taken(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def _reader() -> dict[str, object]:
    """Who reads, and the page she came from."""
    here, admin = sits(), current_user.is_admin
    staff = ("/workplace", _("The workplace"), "me") if admin else ("/team/lead-view", _("What my lead sees"), "team")
    return {"sits": here, "finishes": here or admin, "came": ("/work", _("Partsgruppa"), "home") if here else staff}


def _draft(draft: str, lang: str) -> tuple[str, Markup]:
    """(Markdown, HTML below its title), in the language that was asked for, whichever the app speaks."""
    try:
        drafts.text(draft, lang)
    except KeyError:
        raise missing() from None
    with force_locale(lang):
        markdown = drafts.filled(draft, lang, facts.of(current_user.workplace))
        return markdown, drafts.page(markdown, _("Table"))


def _dated(lang: str) -> dict[str, str]:
    """Whose it is, and from which day."""
    with force_locale(lang):
        return {"place": current_user.workplace.name, "made": words.day(clock.today())}


def _pack() -> dict[str, object]:
    place = current_user.workplace
    found = chapters.Pack(work(), queries.log(place.id), place.name)
    return {"pack": found, "chapters": chapters, "minutes_under": paper.minutes_under}
