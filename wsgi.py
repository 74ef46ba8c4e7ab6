"""The application as a WSGI server finds it."""

from ladeapp import alone, create_app

app = create_app()
alone.run_together(app.extensions["ladeapp"])
