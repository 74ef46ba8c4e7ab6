"""HTTP for films: sent straight to the disk, and played piece by piece, for signed-in members of the workplace alone."""

from contextlib import ExitStack
from typing import Any
from uuid import UUID

from flask import Response, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_required
from wtforms import SelectChoice

from ..config import settings
from ..db import db
from ..http import Problem
from ..i18n import language
from ..learning import library
from . import actions, pages, queries, store
from .forms import FilmForm
from .models import Film
from .views import bp

MOST_READ = 4 * 2**30  # bytes: what is too large is read to its end and thrown away, so that a page can say so
BUFFER = 256 * 2**10  # bytes in memory while a form is read
PIECE = 2**20  # bytes of an answer to a player


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything of a film is read: whether she may, whether somebody else is sending, and how much there is room for.

    No transaction is open while it comes, for that may take long. Raises Problem 404 and 503.
    """
    if endpoint != "programme.attach" or not current_user.is_authenticated:
        return
    if not queries.may_attach(current_user.id):
        raise Problem(404, "not-found")
    used = queries.used(current_user.workplace_id)
    db.session.commit()
    g.films = ExitStack()
    try:
        g.films.enter_context(store.alone(settings().media_dir))
    except store.Busy:
        raise Problem(503, "busy", _("Somebody else is sending a film right now. Wait until it is there, and try again.")) from None
    room = store.Room(settings().media_dir, used)
    g.films.callback(room.clear)
    request.max_content_length, request.max_form_memory_size = MOST_READ, BUFFER
    request._get_current_object()._get_file_stream = room.draft  # type: ignore[attr-defined]


@bp.teardown_request
def clear_away(_problem: BaseException | None) -> None:
    """Whatever happened, nothing half stays on the disk."""
    if sent := g.pop("films", None):
        sent.close()


@bp.get("/learn/films")
@login_required
def films() -> ResponseReturnValue:
    if not queries.may_attach(current_user.id):
        raise Problem(404, "not-found")
    return _page(_form())


@bp.post("/learn/films")
@login_required
def attach() -> ResponseReturnValue:
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    film = Film(item=form.item.data, title=form.title.data, language=form.language.data, captions=form.text)
    actions.attach(current_user, settings().media_dir, film, form.draft)
    flash(_("“%(title)s” is there for everybody now.", title=film.title))
    return redirect(url_for("programme.films"), 303)


@bp.post("/learn/films/<uuid:film_id>/removal")
@login_required
def remove_film(film_id: UUID) -> ResponseReturnValue:
    if not queries.may_attach(current_user.id) or actions.remove_film(current_user, settings().media_dir, film_id) is None:
        raise Problem(404, "not-found")
    flash(_("Removed. The file is deleted from the server."))
    return redirect(url_for("programme.films"), 303)


@bp.get("/api/programme/films/<uuid:film_id>")
@login_required
def play(film_id: UUID) -> ResponseReturnValue:
    film, path = _found(film_id), store.path_of(settings().media_dir, film_id)
    if not path.is_file():
        raise Problem(404, "not-found")
    _only_a_piece()
    answer = send_file(path, film.kind, conditional=True, etag=film_id.hex)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/api/programme/films/<uuid:film_id>/captions")
@login_required
def captions(film_id: UUID) -> ResponseReturnValue:
    return Response(_found(film_id).captions, content_type="text/vtt; charset=utf-8")


def _found(film_id: UUID) -> Film:
    film = queries.film(current_user.workplace_id, film_id)
    if film is None:
        raise Problem(404, "not-found")
    return film


def _only_a_piece() -> None:
    """Players ask for all the rest and take it as they play. They get a piece and ask again, so that no thread waits for them."""
    wanted = request.range
    if wanted and wanted.units == "bytes" and len(wanted.ranges) == 1:
        begin, end = wanted.ranges[0]
        if begin is not None and begin >= 0 and (end is None or end - begin > PIECE):
            request.environ["HTTP_RANGE"] = f"bytes={begin}-{begin + PIECE - 1}"


def _form() -> FilmForm:
    form = FilmForm(item=request.args.get("item"), language=language())
    form.item.choices = [
        SelectChoice(item.key, item.title, optgroup=series.title) for series in library.series(language()) for item in series.items
    ]
    return form


def _page(form: FilmForm) -> str:
    place = current_user.workplace_id
    found = queries.films(place)
    return render_template(
        "programme/films.html",
        form=form,
        films=found,
        here={film.id for film in pages.there(found)},
        items=pages.shelf(),
        used=queries.used(place),
        most=store.QUOTA,
        largest=store.LARGEST,
    )
