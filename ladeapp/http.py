"""What every answer has in common: security headers, problem documents, error pages, and what may be cached."""

import gzip
import io
import json
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, Request, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

log = structlog.get_logger()

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

MAX_BODY = 64 * 1024  # bytes; the vault alone takes more

WORDS_FOR = {
    400: (
        _l("That could not be read"),
        _l("Something in what was sent is not as it should be. Nothing was stored. Go back and try again."),
    ),
    401: (_l("You are signed out"), _l("Sign in, and carry on. What is saved on the phone is still there.")),
    403: (_l("This is not open to you"), _l("You do not have the role this page asks for. Nothing has happened.")),
    404: (_l("There is nothing here"), _l("The address is wrong, or what was here has ended.")),
    405: (_l("That cannot be done here"), _l("Go back and try another way. Nothing was stored.")),
    409: (_l("It is too late, or too early"), _l("Something else happened first. Nothing was stored.")),
    412: (_l("Another of your phones was first"), _l("Nothing is lost: the phone fetches, merges and tries again.")),
    413: (_l("That was too large"), _l("Make it shorter and try again. Nothing was stored.")),
    415: (_l("That kind of content is not read here"), _l("Nothing was stored.")),
    422: (_l("That value does not fit"), _l("Correct it and try again. Nothing was stored.")),
    428: (_l("A condition is missing"), _l("Nothing was stored.")),
    429: (_l("A little slower"), _l("That was many times in a short while. Wait a few minutes and try again.")),
    500: (
        _l("The fault is ours"),
        _l("It has been noted, without anything about you. What is saved on the phone is still there. Try again in a while."),
    ),
}


class Problem(Exception):
    """Ends a request with a status and words for the person. `slug` names the kind for programs; `more` joins the document."""

    def __init__(self, status: int, slug: str, detail: Any = None, **more: Any) -> None:
        super().__init__(slug)
        self.status, self.slug, self.detail, self.more = status, slug, detail, more


def shell(view: View) -> View:
    """Mark an anonymous page that the service worker may keep: no name, no token, the session untouched."""
    view.shell = True  # type: ignore[attr-defined]
    return view


def csp_nonce() -> str:
    """This answer's nonce for its own scripts and styles."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def json_body() -> dict[str, Any]:
    """The request's JSON object. Raises Problem 413 when too large and 400 when it is not a JSON object in UTF-8."""
    raw = raw_body()
    try:
        body = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Problem(400, "not-json", _("The body must be JSON in UTF-8.")) from None
    if not isinstance(body, dict):
        raise Problem(400, "not-an-object", _("The body must be a JSON object."))
    return body


def raw_body() -> bytes:
    """The request's bytes, at most MAX_BODY of them unless a blueprint's preprocessor made room. Raises Problem 413."""
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Problem(413, "too-large") from None


def wants_json() -> bool:
    return request.path.startswith("/api/")


class InMemory(Request):
    """What is uploaded never lies in a temporary file of the system's: it may be somebody's shifts. Its size is bounded."""

    def _get_file_stream(self, *told: Any, **also: Any) -> io.BytesIO:
        return io.BytesIO()


def init_app(app: Flask) -> None:
    app.request_class = InMemory
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.before_request(_pages_read_forms)
    app.after_request(_headers)
    app.register_error_handler(Problem, _show_problem)
    app.register_error_handler(
        CSRFError, lambda error: _show(403, "csrf", _("The page had been open for long. Load it anew and try again."))
    )
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(Exception, _show_fault)


def _pages_read_forms() -> None:
    """JSON is for /api; Flask-WTF would take any for a form, and fall over a list. Raises Problem 415."""
    if request.is_json and not wants_json():
        raise Problem(415, "not-a-form")


def _show_problem(problem: Problem) -> ResponseReturnValue:
    return _show(problem.status, problem.slug, problem.detail, **problem.more)


def _show_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    answer = _show(error.code, error.name.lower().replace(" ", "-"))
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After", "Content-Range"})
    return answer


def _show_fault(error: Exception) -> ResponseReturnValue:
    """A fault of ours: log where it happened, never with what (locals, values and messages stay out)."""
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    trace = error.__traceback__
    where = []
    while trace:
        where.append(f"{trace.tb_frame.f_code.co_filename.rpartition('ladeapp/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("fault", kind=type(error).__name__, where=where[-4:], endpoint=request.endpoint)
    return _show(500, "fault")


def _show(status: int, slug: str, detail: Any = None, **more: Any) -> Response:
    title, advice = WORDS_FOR.get(status, WORDS_FOR[500 if status >= 500 else 400])
    detail = str(detail or advice)
    if wants_json():
        document = {"type": f"/help/problems#{slug}", "title": str(title), "status": status, "detail": detail, "slug": slug, **more}
        return Response(json.dumps(document), status, content_type="application/problem+json")
    page = render_template("cellar/problem.html", status=status, title=title, detail=detail)
    return Response(page, status)


def _headers(answer: Response) -> Response:
    view = current_app.view_functions.get(request.endpoint or "")
    if not getattr(view, "shell", False) or answer.status_code >= 400:
        answer.headers.setdefault("Cache-Control", "no-store")
    else:
        answer.headers.setdefault("Cache-Control", "no-cache")
        answer.headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"  # of the cookies the language, and nothing else
        _shrink(answer)
    answer.headers.setdefault("Content-Security-Policy", _policy())
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
    if current_app.extensions["ladeapp"].secure:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return answer


def _shrink(answer: Response) -> None:
    """Compress a shell. Only a shell: a page that holds a token would tell of it by its length (BREACH)."""
    if request.accept_encodings["gzip"] and not answer.direct_passthrough:
        answer.set_data(gzip.compress(answer.get_data(), 6, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"


def _policy() -> str:
    nonce = f"'nonce-{csp_nonce()}'"
    return (
        f"default-src 'none'; script-src {nonce}; style-src 'self' {nonce}; img-src 'self' data:; media-src 'self'; "
        "connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types ladeapp"
    )
