"""The development page: what mail was written, to be read without a mail program. It is not there in production."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from teachpb.notifications import queries
from teachpb.notifications.mime import build
from teachpb.notifications.models import MessageRow
from teachpb.web.access import public
from teachpb.web.pagination import paginate
from teachpb.web.settings import settings

bp = Blueprint("notifications", __name__, url_prefix="/development/mail")

#: A mail shown in a frame: its own styles, no script, no outside request; only this site may frame it.
FRAME = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)


@bp.before_request
def only_outside_production() -> None:
    if settings().is_production:
        abort(404)


def load_message(_user: Any, message_id: int) -> MessageRow | None:
    return queries.message(message_id)


@bp.get("")
@public
def list_messages() -> ResponseReturnValue:
    page = paginate(queries.messages(), request.args.get("page"), 50)
    return render_template("notifications/messages.html", page=page)


@bp.get("/<int:message_id>")
@public(loader=load_message)
def show_message(message: MessageRow) -> ResponseReturnValue:
    return render_template("notifications/message.html", message=message)


@bp.get("/<int:message_id>/html")
@public(loader=load_message)
def show_html(message: MessageRow) -> ResponseReturnValue:
    """The HTML alone, for the frame; links open outside of it."""
    html = message.html.replace("<head>", '<head><base target="_blank">', 1)
    return Response(html, headers={"Content-Security-Policy": FRAME, "Cache-Control": "no-store"})


@bp.get("/<int:message_id>/source")
@public(loader=load_message)
def show_source(message: MessageRow) -> ResponseReturnValue:
    """The message as it travels, to be opened in a mail program."""
    headers = {"Content-Disposition": f'attachment; filename="message-{message.id}.eml"', "Cache-Control": "no-store"}
    return Response(build(message).as_bytes(), mimetype="message/rfc822", headers=headers)
