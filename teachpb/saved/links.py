"""The signed link in a reminder: who holds it may switch one person’s reminders off, and nothing else.

Signed with the site’s secret key over the row’s number and a random secret of its own, so that neither the table nor
the key alone is enough to make one. Keys that were replaced still open old mail.
"""

from __future__ import annotations

from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from teachpb.config import Settings
from teachpb.saved.models import ReminderChoice


def token_for(choice: ReminderChoice) -> str:
    return str(_serializer().dumps([choice.id, choice.secret]))


def read_token(token: str) -> tuple[int, str] | None:
    """(number of the choice, its secret), or None when we did not sign this."""
    try:
        choice_id, secret = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(choice_id), str(secret)


def _serializer() -> URLSafeSerializer:
    settings: Settings = current_app.config["SETTINGS"]
    keys = [*reversed(settings.previous_secret_keys), settings.secret_key]
    return URLSafeSerializer(keys, salt="saved.reminders", signer_kwargs={"digest_method": sha256})
