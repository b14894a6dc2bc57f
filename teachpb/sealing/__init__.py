"""Text that is unreadable in the database file, in its backups and to whoever may only look at tables.

What people tell us about their health, their faith, their past or somebody else is stored sealed: encrypted with the
first key of ``TEACHPB_ENCRYPTION_KEYS``, and readable with any of them, so that a key can be replaced
(``flask sealing rotate``). Fernet: AES-128 in CBC mode with an HMAC of SHA-256 (https://github.com/fernet/spec).
"""

from __future__ import annotations

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, current_app
from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

#: What sealed text begins with. Anything else was stored before the column was sealed, and is read as it stands.
MARK = "sealed:"
_KEEPER = "teachpb.sealing"
_NEWEST = "teachpb.sealing.newest"


class Unsealable(Exception):
    """None of the keys opens this text: a key that is still needed was taken out of the settings."""


def register_sealing(app: Flask, keys: tuple[str, ...]) -> None:
    """Give the application its keys, the one to seal with first. Raises ValueError when one is no Fernet key.

    Without any key nothing can be sealed. (Settings from the environment always have one, or do not start.)
    """
    if keys:
        app.extensions[_KEEPER] = MultiFernet([Fernet(key) for key in keys])
        app.extensions[_NEWEST] = Fernet(keys[0])


def seal(text: str) -> str:
    return MARK + _keeper().encrypt(text.encode()).decode()


def seal_without_time(text: str) -> str:
    """As ``seal``, but the sealed text does not say when it was sealed, which anybody can read off another one."""
    return MARK + _keeper().encrypt_at_time(text.encode(), 0).decode()


def unseal(stored: str) -> str:
    """Raises Unsealable."""
    if not stored.startswith(MARK):
        return stored
    try:
        return _keeper().decrypt(stored.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        raise Unsealable("a sealed text cannot be opened with the keys in TEACHPB_ENCRYPTION_KEYS") from None


def reseal(stored: str) -> str:
    """The same text under the first key; what was stored in the open is sealed. Raises Unsealable."""
    return seal(unseal(stored))


def _keeper() -> MultiFernet:
    keeper: MultiFernet | None = current_app.extensions.get(_KEEPER)
    if keeper is None:
        raise Unsealable("TEACHPB_ENCRYPTION_KEYS is not set")
    return keeper


def is_newest(stored: str) -> bool:
    """Is this sealed with the first key?"""
    try:
        newest_key().decrypt(stored.removeprefix(MARK).encode())
    except InvalidToken:
        return False
    return stored.startswith(MARK)


def newest_key() -> Fernet:
    _keeper()
    key: Fernet = current_app.extensions[_NEWEST]
    return key


class Sealed:
    """What every sealed column type is: ``resealed`` gives the stored text anew under the first key."""

    def resealed(self, stored: str) -> str:
        return reseal(stored)


class SealedText(Sealed, TypeDecorator[str]):
    """Text, sealed in the database. It cannot be searched, sorted or compared there. Nothing is sealed as nothing."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return seal(value) if value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return unseal(value) if value else value


class SealedJson(Sealed, TypeDecorator[Any]):
    """Anything JSON can say, sealed. Replace, never mutate. None stays None."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else seal(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(unseal(value))
