"""Cleaning what people type or paste, before anything else looks at it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: Characters that reorder or hide text and that nobody types on purpose: byte order mark, bidirectional overrides.
_INVISIBLE = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
_EDGES = re.compile(r"\A[\s\u200b\u2060]+|[\s\u200b\u2060]+\Z")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_SPACES = re.compile(r"[\s]+")
_UNWANTED = {"Cc", "Cs"}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE1: 0xA3}


def clean_text(value: str) -> str:
    """Several lines: NFC, ``\\n`` line ends, no control characters but line ends and tabs, trimmed at both ends."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", value))
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNWANTED)
    return _EDGES.sub("", unicodedata.normalize("NFC", text))


def clean_line(value: str) -> str:
    """One line: as ``clean_text``, and every run of white space is a single space."""
    return _SPACES.sub(" ", clean_text(value))


def clean_secret(value: str) -> str:
    """A password: NFC and nothing else, so that it is the same from every keyboard. Spaces are part of it."""
    return unicodedata.normalize("NFC", value)


def narrow(value: str) -> str:
    """Full-width letters and digits (from East Asian keyboards) as their plain forms; "²" stays what it is."""
    return value.translate(_FULL_WIDTH)


def first_text(values: Sequence[object]) -> str:
    """The first posted value that is text; a repeated key or an upload under a text field's name is not an error."""
    return next((value for value in values if isinstance(value, str)), "")


def count_words(value: str) -> int:
    """Words as the counter under a text area counts them: runs of anything but white space."""
    return len(value.split())


def initial_capital(phrase: str) -> str:
    """First letter upper case, the rest as written (names and abbreviations are never re-cased)."""
    return phrase[:1].upper() + phrase[1:]
