"""How place names are compared: without case, accents, punctuation or spelling habits."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`]")
_LEADING = re.compile(r"^(near|nearby|in|around|at|close to|the)\s+(?=\S)")
_WORDS = {"saint": "st", "and": "&"}


def place_key(name: str) -> str:
    """The form in which two spellings of a place are the same: ``King’s Lynn`` → ``kings lynn``."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _APOSTROPHES.sub("", text)
    words = re.sub(r"[^a-z0-9&]+", " ", text.replace("&", " & ")).split()
    return " ".join(_WORDS.get(word, word) for word in words)


def without_preposition(text: str) -> str:
    """``near Eye`` → ``Eye``."""
    return _LEADING.sub("", text.strip().casefold()) if _LEADING.match(text.strip().casefold()) else text
