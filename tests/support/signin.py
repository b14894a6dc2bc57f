"""How a test becomes somebody without typing a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachpb.db import db

if TYPE_CHECKING:
    from tests.support.client import StrictClient


def sign_in(client: StrictClient, user: Any) -> None:
    db.session.commit()
    with client.http.session_transaction() as stored:
        stored.clear()
        if user is not None:
            stored["_user_id"] = user.get_id()
            stored["_fresh"] = True
