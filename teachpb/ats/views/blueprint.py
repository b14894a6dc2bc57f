"""What the addresses of the contract share: the key, the limits, and the shape of errors."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from teachpb import clock
from teachpb.ats import operations, queries
from teachpb.ats.errors import INVALID_KEY, Refused
from teachpb.ats.operations.clients import USE_KNOWN_TO
from teachpb.db import transaction
from teachpb.extensions import csrf, limiter
from teachpb.web.access import View, guarded_by_key

bp = Blueprint("ats", __name__)
desks = Blueprint("ats_desk", __name__)
csrf.exempt(bp)  # no cookie says who asks: a key does

LIMIT = "600/minute"
#: From one address, with keys that open nothing.
FAILURES = "60/minute"


def _asker() -> str:
    """Whom a request counts for: the key that was sent, known or not; else the address."""
    sent = request.headers.get("X-Api-Key", "")
    return hashlib.sha256(sent.encode()).hexdigest() if sent else get_remote_address()


def _was_refused(response: Response) -> bool:
    return response.status_code == 401


def with_key(view: Callable[..., ResponseReturnValue]) -> View:
    """Only for who sends a valid ``X-Api-Key``; the view receives the client."""

    @limiter.limit(FAILURES, deduct_when=_was_refused)
    @limiter.shared_limit(LIMIT, scope="ats", key_func=_asker)
    @wraps(view)
    def guarded(**url_args: Any) -> ResponseReturnValue:
        key = queries.key_of(request.headers.get("X-Api-Key", ""))
        if key is None:
            raise Refused(401, [INVALID_KEY])
        if key.last_used_at is None or clock.now() - key.last_used_at > USE_KNOWN_TO:
            with transaction():
                operations.mark_used(key=key)
        return view(key.client, **url_args)

    return guarded_by_key(guarded)


@bp.errorhandler(Refused)
def show_refusal(refused: Refused) -> ResponseReturnValue:
    return answer(refused.status, refused.body)


def answer(status: int, body: dict[str, Any], **headers: str) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response
