"""Public files, for anyone who has the address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from teachpb.files.models import StoredFile
from teachpb.files.queries import public_file
from teachpb.files.web import send_stored_file
from teachpb.web.access import public

bp = Blueprint("files", __name__, url_prefix="/files")


def load_public_file(_user: Any, token: str) -> StoredFile | None:
    return public_file(token)


@bp.get("/<token:token>/<path:name>")
@public(loader=load_public_file)
def show_file(stored: StoredFile, name: str) -> ResponseReturnValue:
    """The whole file. The name in the address is for people and search engines only."""
    return send_stored_file(stored, inline=True)


@bp.get("/<token:token>/<int:width>/<path:name>")
@public(loader=load_public_file)
def show_rendition(stored: StoredFile, width: int, name: str) -> ResponseReturnValue:
    """A picture in one of the smaller widths kept of it."""
    return send_stored_file(stored, inline=True, width=width)
