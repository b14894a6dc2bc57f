"""Signed links in the mail that asks what came of an advert: who holds one may answer for this one advert, or say that
this address is not to be asked again, and nothing else.

Signed with the site’s secret key over the prompt’s number and a random secret of its own: neither the table nor the key
alone is enough to make one. Keys that were replaced still open old mail.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from teachpb.config import Settings
from teachpb.vacancies.models import OutcomePrompt


class Purpose(StrEnum):
    """What a link is good for. The one that mail programs call may only stop the asking."""

    answer = "answer"
    stop = "stop"


def token_for(prompt: OutcomePrompt, purpose: Purpose) -> str:
    return str(_serializer(purpose).dumps([prompt.id, prompt.secret]))


def read_token(token: str, purpose: Purpose) -> tuple[int, str] | None:
    """(number of the prompt, its secret), or None when we did not sign this for ``purpose``."""
    try:
        prompt_id, secret = _serializer(purpose).loads(token)
        return int(prompt_id), str(secret)
    except (BadSignature, ValueError, TypeError):
        return None


def _serializer(purpose: Purpose) -> URLSafeSerializer:
    settings: Settings = current_app.config["SETTINGS"]
    keys = [*reversed(settings.previous_secret_keys), settings.secret_key]
    return URLSafeSerializer(keys, salt=f"vacancies.outcome.{purpose.value}", signer_kwargs={"digest_method": sha256})
