"""The application as a WSGI server finds it."""

from ladeapp import create_app

app = create_app()
