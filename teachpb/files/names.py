"""Names of files: what people called them, made harmless."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120
#: Names that Windows gives to devices.
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str | None, suffix: str) -> str:
    """A file name fit for any system and any header, ending in ``.suffix``; "file" when nothing is left."""
    text = unicodedata.normalize("NFC", name or "").replace("\\", "/").rpartition("/")[2]
    text = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    text = re.sub(r"[<>:\"|?*/%]+", " ", text)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.sub(r"\s+", " ", text)).strip(" .")
    if not stem or _DEVICES.match(stem):
        stem = "file"
    return f"{stem[:_LONGEST].rstrip(' .')}.{suffix}"
