"""Is it alive, is it ready, how is it doing. Rooms register probes: a name and a function that raises when all is not
well."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable

import structlog
from flask import Blueprint, Flask, Response, abort, g, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from sqlalchemy import text

from teachpb.db import db
from teachpb.web.access import public
from teachpb.web.settings import settings

log = structlog.get_logger(__name__)
bp = Blueprint("health", __name__)
_probes: dict[str, Callable[[], None]] = {}

REQUESTS = Counter("teachpb_requests", "Requests answered", ["endpoint", "method", "status"])
SECONDS = Histogram("teachpb_request_seconds", "Time to answer", ["endpoint"])


def register_probe(name: str, probe: Callable[[], None]) -> None:
    """Ask ``probe`` at ``/readyz``; it raises, with a short public reason, when its part cannot serve."""
    _probes[name] = probe


def database_probe() -> None:
    db.session.execute(text("SELECT 1"))


@bp.get("/healthz")
@public
def show_health() -> ResponseReturnValue:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.get("/readyz")
@public
def show_readiness() -> ResponseReturnValue:
    """Everything a page needs answers: 200, or 503 with what does not."""
    report = {name: _ask(probe) for name, probe in {"database": database_probe, **_probes}.items()}
    response = jsonify(report)
    response.status_code = 200 if all(state == "ok" for state in report.values()) else 503
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/metrics")
@public
def show_metrics() -> ResponseReturnValue:
    """Prometheus metrics, for whoever holds the token (``TEACHPB_METRICS_TOKEN``); without one set, nobody."""
    token = settings().metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), given.encode()):
        abort(404)
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _ask(probe: Callable[[], None]) -> str:
    try:
        probe()
    except Exception as error:
        log.warning("not_ready", probe=probe.__qualname__, error=type(error).__name__)
        return "failing"
    return "ok"


def register_health(app: Flask) -> None:
    app.register_blueprint(bp)

    @app.before_request
    def start_timer() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        REQUESTS.labels(endpoint, request.method, str(response.status_code)).inc()
        if "started" in g:
            SECONDS.labels(endpoint).observe(time.perf_counter() - g.started)
        return response
