"""The manifest, the worker, and the pages an installed app has with it: offline, install, help."""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version as version_of
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from .. import assets
from ..config import LANGUAGES, settings
from ..http import shell
from ..i18n import language
from . import queries, rules
from .words import buttons

bp = Blueprint("pwa", __name__)

RELEASE = version_of("ladeapp")
SAID = ("templates/**/*", "content/**/*.yaml", "content/**/*.md", "translations/**/*.po")
WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"  # a worker has no page, so no nonce


@bp.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """Fetched without cookies: the page that links to it says which language, and a join page where to begin."""
    wished = request.args.get("language", "")
    with force_locale(wished if wished in LANGUAGES else language()):
        body = json.dumps(_manifest(rules.start_address(request.args.get("start"))), ensure_ascii=False)
    return Response(body, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


@bp.get("/sw.js")
def worker() -> ResponseReturnValue:
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": WORKER_POLICY}
    return Response(_worker_script(), content_type="text/javascript; charset=utf-8", headers=headers)


@bp.get("/me/about")
def about() -> ResponseReturnValue:
    """What a phone has been given, so that somebody else can compare it with the repository; for everyone, signed in or not."""
    return render_template(
        "pwa/about.html",
        release=RELEASE,
        commit=assets.commit(),
        pages=version(),
        files=assets.table(),
        worker=hashlib.sha256(_worker_script().encode()).hexdigest(),
        host=settings().public_url,
    )


@bp.get("/me/about/ladeapp.sha256")
def listing() -> ResponseReturnValue:
    headers = {"Content-Disposition": "attachment; filename=ladeapp.sha256"}
    return Response(assets.listing(), content_type="text/plain; charset=utf-8", headers=headers)


def _worker_script() -> str:
    return render_template(
        "pwa/sw.js",
        version=version(),
        build=assets.build(),
        shells=shells(),
        files=[assets.asset(path) for path in rules.kept_files(assets.table())],
        buttons=buttons(),
        push=[assets.asset(path) for path in rules.WORKERS],
    )


@bp.get("/offline")
@shell
def offline() -> ResponseReturnValue:
    return render_template("pwa/offline.html")


@bp.get("/install")
@shell
def install() -> ResponseReturnValue:
    return render_template("pwa/install.html")


@bp.get("/help")
@shell
def help_page() -> ResponseReturnValue:
    return render_template("pwa/help.html", lines=queries.help_lines(language()))


def shells() -> list[str]:
    """The address of every page marked @shell: what opens without coverage."""
    views = current_app.view_functions
    rules_ = current_app.url_map.iter_rules()
    return sorted(rule.rule for rule in rules_ if not rule.arguments and getattr(views[rule.endpoint], "shell", False))


@lru_cache(maxsize=1)
def version() -> str:
    """Changes when any client file, page or word does; that, and nothing else, is an update to a phone."""
    told = hashlib.sha256(assets.build().encode())
    here = Path(assets.__file__).parent
    for path in sorted(path for where in SAID for path in here.glob(where)):
        if path.is_file():
            told.update(path.read_bytes())
    return told.hexdigest()[:12]


def _manifest(start: str) -> dict[str, object]:
    def icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
        return {"src": assets.asset(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}

    def shortcut(name: str, url: str) -> dict[str, object]:
        return {"name": name, "url": url, "icons": [icon("icon-192", 192)]}

    return {
        "id": "/",
        "name": "Ladeapp",
        "short_name": "Ladeapp",
        "description": _("A charging station for people who carry other people's pain."),
        "lang": str(language()),
        "dir": "ltr",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#fbf8f3",
        "categories": ["health", "productivity"],
        "icons": [
            icon("icon-192", 192),
            icon("icon-512", 512),
            icon("maskable-192", 192, "maskable"),
            icon("maskable-512", 512, "maskable"),
        ],
        "shortcuts": [shortcut(_("Check in"), "/check-in"), shortcut(_("Charging station"), "/stations")],
    }
