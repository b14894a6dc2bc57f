"""Random keys for cookies and mailed links, and what of them is stored."""

from __future__ import annotations

import hashlib
import secrets


def new_key() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What the database keeps of a key: a leaked table opens nothing. (Random keys need no slow hash.)"""
    return hashlib.sha256(key.encode()).hexdigest()
