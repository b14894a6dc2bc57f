"""Addresses made from titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection


def slug_base(title: str, otherwise: str) -> str:
    """The title in lower-case words and hyphens, at most 110 characters; ``otherwise`` where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:110].strip("-") or otherwise


def free_slug(title: str, taken: Collection[str], otherwise: str) -> str:
    """The first of "title", "title-2", "title-3" … that is not taken."""
    base = slug_base(title, otherwise)
    if base not in taken:
        return base
    return next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)
