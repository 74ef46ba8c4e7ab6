"""`gunicorn tests.learning.served:app`: the app with the small library of `books` on its shelves, and nothing else of its kind."""

import tempfile
from pathlib import Path

from ladeapp.learning import files, library
from tests.learning import books

SHELF = files.load(books.library(Path(tempfile.mkdtemp(prefix="ladeapp-books-"))))
library.shelf = lambda: SHELF  # type: ignore[assignment]

from wsgi import app as app  # noqa: E402 – with that library
