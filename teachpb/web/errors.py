"""From exceptions to pages a person can act on. Machines asking for JSON get a problem document (RFC 9457), recruitment
systems the shape of their contract."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil

import structlog
from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from teachpb import clock
from teachpb.db import DomainError, db
from teachpb.extensions import limiter
from teachpb.turns import NoTurn

log = structlog.get_logger(__name__)
#: What recruitment systems are told where their contract fixes the words.
ATS_WORDS = {
    500: "There was an internal error processing this request",
    429: "Too many requests. Wait as long as Retry-After says",
}
PAGES = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)
#: After how long somebody who found everybody saving may try again.
BUSY_SECONDS = 5


def register_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(DomainError, show_domain_error)
    app.register_error_handler(NoTurn, show_busy)
    app.register_error_handler(Exception, show_crash)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None and error.code is None:
        return error.response  # a redirect raised as an exception
    code = error.code or 500
    if 300 <= code < 400:
        return error.get_response()
    return _page(code, error)


def show_stale_form(error: CSRFError) -> ResponseReturnValue:
    """The form's token is missing or too old: say so, and that nothing was done."""
    return _page(400, error, reason="stale_form")


def show_domain_error(error: DomainError) -> ResponseReturnValue:
    """A rule refused what a view did not expect to be refused: somebody else was quicker."""
    return _page(409, None, reason=error.message)


def show_busy(error: NoTurn) -> ResponseReturnValue:
    """Too many people are saving at this moment: nothing was done, and the browser still has what was typed."""
    log.warning("database_busy", endpoint=request.endpoint)
    return _page(503, ServiceUnavailable(retry_after=BUSY_SECONDS))


def show_crash(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    log.exception("request_failed", endpoint=request.endpoint, error=type(error).__name__)
    return _page(500, InternalServerError())


def _page(code: int, error: HTTPException | None, reason: str | None = None) -> ResponseReturnValue:
    if request.path.startswith("/api/"):
        response = jsonify(title=HTTPStatus(code).phrase, status=code, detail=error.description if error else reason)
        response.content_type = "application/problem+json"
    elif request.path.startswith("/ats-api/v1/"):
        response = jsonify(errors=[reason or ATS_WORDS.get(code) or (error.description if error else "")])
    else:
        template = f"errors/{code if code in PAGES else (500 if code >= 500 else 400)}.html"
        response = Response(render_template(template, reason=reason, code=code))
    response.status_code = code
    for name, value in error.get_headers() if error else ():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(_seconds_to_wait())
    response.headers["Cache-Control"] = "no-store"
    return response


def _seconds_to_wait() -> int:
    """Until the limit that was passed counts from nought again. The limiter rounds that moment up, so that by itself it
    may lie beyond the limit's own span."""
    limit = limiter.current_limit
    if limit is None:
        return 60
    return max(1, min(ceil(limit.reset_at - clock.now().timestamp()), limit.limit.get_expiry()))
