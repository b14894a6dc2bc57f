"""What every address of this room shares: the blueprint, the limit, CORS, and answers that may be kept and asked
after."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, request
from werkzeug.http import quote_etag

bp = Blueprint("api", __name__)
#: Requests a caller may make; a page of a hundred adverts answers in one.
LIMIT = "300/minute"
#: Seconds an answer may be kept without asking: a closed advert is gone within its minute.
FRESH_FOR = 60
OPEN_PATHS = ("/api/v1/", "/feeds/")


@bp.after_app_request
def open_to_all_origins(response: Response) -> Response:
    """Nothing here depends on who asks, so pages of any site may read it (CORS), errors too."""
    if request.path.startswith(OPEN_PATHS):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


def keepable(response: Response, *, changed_at: datetime | None = None, etag: str = "") -> Response:
    """May be kept for a minute by anybody, then asked after by its ETag: 304 while nothing has changed.

    ``etag`` names the content where some of it (the moment of answering) does not count as a change; it is then a weak
    one (RFC 9110 section 8.8.1).
    """
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_FOR
    if etag:
        response.headers["ETag"] = quote_etag(etag, weak=True)
    else:
        response.add_etag()
    if changed_at is not None:
        response.last_modified = changed_at
    response.make_conditional(request)
    return response
