"""Repairing the text of the register: misread punctuation, odd spaces, composed accents."""

from __future__ import annotations

import re
import unicodedata

#: Characters that mean "a space" to whoever typed them.
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def _repairs() -> dict[int, str]:
    """What each broken character becomes. A file in Windows-1252 that somebody read as Latin-1 has C1 controls where
    its dashes and quotation marks were; five of them mean nothing and go."""
    table: dict[int, str] = dict.fromkeys(range(32), "")
    table.update({ord(char): " " for char in "\t\n\r\v\f" + _SPACES})
    table.update({ord(char): "" for char in _INVISIBLE})
    table[0x7F] = ""
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", errors="ignore")
    return table


_REPAIRS = _repairs()
_NEEDS_REPAIR = re.compile(f"[\x00-\x1f\x7f-\xa0{_SPACES}{_INVISIBLE}]|  |^ | $")


def clean(text: str | None) -> str:
    """One line of text as it was meant: C1 controls repaired, single spaces, NFC, nothing at either end."""
    if not text:
        return ""
    if _NEEDS_REPAIR.search(text):
        text = " ".join(text.translate(_REPAIRS).split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)
