"""Signed links in mail: who holds one may look after this one alert, and nothing else.

They have to be written again into every letter, so they cannot be random keys of which only the hash is stored. They
are signed with the site’s secret key instead, over the alert’s number and a random secret of its own: neither the
table nor the key alone is enough to make one. Keys that were replaced still open old mail.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from teachpb.alerts.models import Subscription
from teachpb.config import Settings


class Purpose(StrEnum):
    """What a link is good for. The one that mail programs call may only stop the alert."""

    manage = "manage"
    stop = "stop"


def token_for(subscription: Subscription, purpose: Purpose) -> str:
    return str(_serializer(purpose).dumps([subscription.id, subscription.secret]))


def read_token(token: str, purpose: Purpose) -> tuple[int, str] | None:
    """(number of the alert, its secret), or None when we did not sign this for ``purpose``."""
    try:
        subscription_id, secret = _serializer(purpose).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(subscription_id), str(secret)


def _serializer(purpose: Purpose) -> URLSafeSerializer:
    settings: Settings = current_app.config["SETTINGS"]
    keys = [*reversed(settings.previous_secret_keys), settings.secret_key]
    return URLSafeSerializer(keys, salt=f"alerts.{purpose.value}", signer_kwargs={"digest_method": sha256})
