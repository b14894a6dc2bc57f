"""Signed links in mail: who holds one may look after this one alert, or answer this one letter, and nothing else.

They have to be written again into every letter, so they cannot be random keys of which only the hash is stored. They
are signed with the site’s secret key instead, over the alert’s number and a random secret of its own: neither the
table nor the key alone is enough to make one. Keys that were replaced still open old mail.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from teachpb.alerts.models import Letter, Subscription
from teachpb.config import Settings


class Purpose(StrEnum):
    """What a link is good for. The ones that mail programs call may only stop alerts and say why."""

    manage = "manage"
    stop = "stop"
    letter = "letter"


def token_for(subject: Subscription | Letter, purpose: Purpose) -> str:
    """``Purpose.letter`` is for letters, the others are for alerts."""
    if isinstance(subject, Letter) is not (purpose is Purpose.letter):
        raise TypeError(f"no link of purpose {purpose} for a {type(subject).__name__}")
    return str(_serializer(purpose).dumps([subject.id, subject.secret]))


def read_token(token: str, purpose: Purpose) -> tuple[int, str] | None:
    """(number of the alert or letter, its secret), or None when we did not sign this for ``purpose``."""
    try:
        number, secret = _serializer(purpose).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(number), str(secret)


def _serializer(purpose: Purpose) -> URLSafeSerializer:
    settings: Settings = current_app.config["SETTINGS"]
    keys = [*reversed(settings.previous_secret_keys), settings.secret_key]
    return URLSafeSerializer(keys, salt=f"alerts.{purpose.value}", signer_kwargs={"digest_method": sha256})
