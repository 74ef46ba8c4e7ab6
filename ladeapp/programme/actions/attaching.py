"""Films come and go: the file first and then the row, the row first and then the file, so that a crash leaves at most a file to sweep."""

from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa

from ladeapp.db import db
from ladeapp.people.queries import Someone

from .. import queries, store
from ..models import Film
from .noting import note


def attach(by: Someone, folder: Path, film: Film, draft: store.Draft) -> None:
    """Keep what was sent, under a name that nobody can guess. The draft has been looked at: its kind is known and it is not refused."""
    film.id, film.workplace_id, film.size, film.kind = uuid4(), by.workplace_id, draft.size, str(draft.kind)
    path = store.path_of(folder, film.id)
    draft.keep(path)
    try:
        db.session.add(film)
        note(by, "film", film.title)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        path.unlink(missing_ok=True)
        raise


def remove_film(by: Someone, folder: Path, film_id: UUID) -> str | None:
    """The row, and then the file. Returns what module or episode it was attached to; None where there is no such film."""
    film = queries.film(by.workplace_id, film_id)
    if film is None:
        db.session.rollback()
        return None
    db.session.delete(film)
    note(by, "film_gone", film.title)
    db.session.commit()
    store.path_of(folder, film_id).unlink(missing_ok=True)
    return film.item


def sweep(folder: Path) -> int:
    """Delete files that no film knows; while one is being sent, the next time. Returns how many."""
    try:
        with store.alone(folder):
            known = {film_id.hex for film_id in db.session.scalars(sa.select(Film.id))}
            db.session.commit()
            gone = [path for path in store.files(folder) if path.name not in known]
            for path in gone:
                path.unlink(missing_ok=True)
            return len(gone)
    except store.Busy:
        return 0
