"""The alerts of somebody signed in."""

from __future__ import annotations

import json

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from teachpb.alerts import queries
from teachpb.alerts.presenting import alert_pages
from teachpb.alerts.views.blueprint import bp
from teachpb.web.access import signed_in, signed_in_user


@bp.get("/account/alerts")
@signed_in
def list_alerts() -> ResponseReturnValue:
    alerts = queries.alerts_of(signed_in_user())
    return render_template("alerts/list_alerts.html", alerts=alert_pages(alerts))


@bp.get("/account/alerts/download")
@signed_in
def download_alerts() -> ResponseReturnValue:
    """All that is kept of them, as a file."""
    text = json.dumps(queries.alerts_as_data(signed_in_user()), ensure_ascii=False, indent=2)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": "attachment; filename=job-alerts.json",
        "Cache-Control": "no-store",
    }
    return make_response(text, 200, headers)
