"""Public addresses of organisations, made from their names. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SLUG_LENGTH = 120


def slugify(name: str) -> str:
    """``St Mary's CofE Primary & Nursery`` is ``st-marys-cofe-primary-and-nursery``. Never empty."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("&", " and ").replace("+", " and "))
    text = re.sub(r"['\u2018\u2019\u02bc`]", "", text)
    text = re.sub(r"[^a-z0-9]+", "-", text.encode("ascii", "ignore").decode()).strip("-")
    return text[:SLUG_LENGTH].rstrip("-") or "organisation"


def slug_candidates(name: str, town: str, key: int | str, *, plain: bool = True) -> Iterator[str]:
    """Addresses to try, best first: the name, the name and its town, the name and its key, which nobody else has.

    A school that is closed already (``plain`` false) leaves the good ones to the living.
    """
    base = slugify(name)
    if plain:
        yield base
        if town and slugify(town) not in base:
            yield f"{base}-{slugify(town)}"
    yield f"{base}-{slugify(str(key))}"
