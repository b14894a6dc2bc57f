"""Keeping and checking passwords: argon2id at 19 MiB, two passes, one lane (OWASP password storage cheat sheet).

Checking a password for nobody costs as much as checking it for somebody.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from teachpb.config import Settings


def hash_password(password: str) -> str:
    return _hasher().hash(_normal(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` is the one behind ``password_hash``. Without a hash: never, after the same work."""
    hasher = _hasher()
    try:
        return hasher.verify(password_hash or _nobodys_hash(hasher), _normal(password)) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Was it kept with other parameters than today's?"""
    return _hasher().check_needs_rehash(password_hash)


def _normal(password: str) -> str:
    """The same password from every keyboard (NFC; NIST SP 800-63B 5.1.1.2 asks for a stable normalisation)."""
    return unicodedata.normalize("NFC", password)


def _hasher() -> PasswordHasher:
    settings: Settings = current_app.config["SETTINGS"]
    return _make_hasher(cheap=settings.is_testing)


@lru_cache(maxsize=2)
def _make_hasher(*, cheap: bool) -> PasswordHasher:
    if cheap:  # tests sign in hundreds of times
        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@lru_cache(maxsize=2)
def _nobodys_hash(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody has this password")
