"""Headers of every response, request ids, and how long a page may be kept.

No inline script or style is used anywhere; a nonce enters the Content-Security-Policy only when a page asks for one,
so that
anonymous pages stay the same from one request to the next and can be validated by ETag.
"""

from __future__ import annotations

import re
import secrets

import structlog
from flask import Flask, Response, g, request, session

from teachpb.config import Settings

REQUEST_ID = re.compile(r"^[A-Za-z0-9_-]{8,64}$")


def csp_nonce() -> str:
    """A nonce for this response's inline scripts; asking for it puts it into the policy."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def request_id() -> str:
    return str(g.get("request_id", ""))


def always_ask_again() -> None:
    """This page may be kept, but is not shown again without asking whether it is still true."""
    g.ask_again = True


def content_security_policy(settings: Settings) -> str:
    nonce = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    tiles = ""
    if settings.map_tiles_url:
        tiles = " " + settings.map_tiles_url.split("/{", 1)[0].replace("{s}.", "*.")
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self'{nonce}",
            f"style-src 'self'{nonce}",
            f"img-src 'self' data:{tiles}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def register_security(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]

    @app.before_request
    def identify_request() -> None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if REQUEST_ID.match(given) else secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def secure(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", content_security_policy(settings))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), interest-cohort=()")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers["X-Request-ID"] = request_id()
        if settings.is_https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return _cache(response)


def _cache(response: Response) -> Response:
    """What is personal is never stored; a page for everybody may be kept for half a minute and revalidated."""
    if "Cache-Control" in response.headers:
        return response
    anonymous = not session.accessed or not session
    if request.method not in {"GET", "HEAD"} or not anonymous or "csp_nonce" in g:
        response.headers["Cache-Control"] = "no-store"
        return response
    if response.status_code == 200 and not response.is_streamed and not response.direct_passthrough:
        response.headers["Cache-Control"] = "public, no-cache" if "ask_again" in g else "public, max-age=30"
        response.headers["Vary"] = "Cookie, Accept-Encoding"
        response.add_etag()
        response.make_conditional(request)
    return response
