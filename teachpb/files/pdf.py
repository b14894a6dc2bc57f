"""PDF documents (ISO 32000): they open, hide nothing behind a password, and hold nothing that acts by itself."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from teachpb.files.errors import UploadRefused

MOST_OBJECTS = 60_000
#: Seconds the whole look may take.
PATIENCE = 10.0
#: Keys whose very presence is refused.
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/RichMedia"})
#: Kinds of action or annotation (``/S``, ``/Subtype``) that are refused.
_ACTIVE_NAMES = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMedia", "/FileAttachment", "/Movie"}
)
_CANNOT_OPEN = "The PDF cannot be opened. Save or print it as PDF again and upload that"
_ACTIVE = "The PDF contains scripts, programs or attached files. Print it to a new PDF and upload that"
_COMPLICATED = "The PDF is too complicated to be checked. Print it to a new PDF and upload that"

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what people upload is often slightly wrong


def check_pdf(content: bytes) -> None:
    """Raises UploadRefused unless this is a harmless PDF."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise UploadRefused("The PDF is protected with a password. Remove the password and upload it again")
        if len(reader.pages) == 0:
            raise UploadRefused(_CANNOT_OPEN)
        _check_objects(reader)
    except UploadRefused:
        raise
    except Exception:  # whatever a parser of foreign bytes trips over: it is no PDF for us
        raise UploadRefused(_CANNOT_OPEN) from None


def _check_objects(reader: PdfReader) -> None:
    """Look at every object of the file, reachable or not, and at all that stands directly inside one."""
    deadline = time.monotonic() + PATIENCE
    for count, reference in enumerate(_references(reader)):
        if count > MOST_OBJECTS or time.monotonic() > deadline:
            raise UploadRefused(_COMPLICATED)
        _check_object(reader.get_object(reference))
    _check_object(reader.trailer)


def _references(reader: PdfReader) -> Iterator[IndirectObject]:
    for generation, offsets in reader.xref.items():
        for number in offsets:
            if number:
                yield IndirectObject(number, generation, reader)
    for number in reader.xref_objStm:
        yield IndirectObject(number, 0, reader)


def _check_object(root: Any) -> None:
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            _check_dictionary(item)
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)


def _check_dictionary(item: DictionaryObject) -> None:
    if _ACTIVE_KEYS & item.keys():
        raise UploadRefused(_ACTIVE)
    for key in ("/S", "/Subtype", "/Type"):
        value = item.get(key)
        value = value.get_object() if isinstance(value, IndirectObject) else value
        if isinstance(value, str) and value in _ACTIVE_NAMES:
            raise UploadRefused(_ACTIVE)
