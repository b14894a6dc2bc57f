"""The links referees are mailed: random, and only their hash is kept (a random token needs no slow hash)."""

from __future__ import annotations

import hashlib


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
