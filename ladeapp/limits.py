"""How often one address may try: in memory for one process, in Redis for several."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=False, strategy="fixed-window")


def init_app(app: Flask) -> None:
    settings = app.extensions["ladeapp"]
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config["RATELIMIT_ENABLED"] = not settings.testing
    limiter.init_app(app)
