"""The blueprint, and what all its pages have in common."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import Subscription

bp = Blueprint("alerts", __name__)


@bp.after_request
def keep_links_secret(response: Response) -> Response:
    """Pages behind a link in mail are kept from caches, robots and other sites."""
    if "token" in (request.view_args or {}):
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def managing(subscription: Subscription) -> str:
    """The address of the page where an alert is looked after."""
    return url_for("alerts.show_alert", token=token_for(subscription, Purpose.manage))
