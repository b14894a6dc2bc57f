"""Word documents of before 2007 ([MS-DOC]): a compound file that holds one, without macros, programs or a password."""

from __future__ import annotations

import io
import struct

import olefile

from teachpb.files.errors import UploadRefused

_NOT_WORD = "The file is not a Word document. Save it as DOCX or PDF and upload that"
_PASSWORD = "The document is protected with a password. Remove the password and upload it again"  # noqa: S105
_ACTIVE_CONTENT = (
    "The document contains macros or embedded programs. Save it as PDF, or as DOCX without them, and upload that"
)
#: Where macros live, at any depth ([MS-OVBA] 2.2.1); and how a program is packed into a document.
_MACROS = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur"})
_PACKED = "\x01ole10native"
#: The flags of the file information block begin at byte 10; this one says “encrypted” ([MS-DOC] 2.5.2).
_FLAGS_AT, _ENCRYPTED = 10, 0x0100
_WORD_MAGIC = 0xA5EC


def check_doc(content: bytes) -> None:
    """Raises UploadRefused unless this is a harmless DOC."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as document:
            _check(document)
    except UploadRefused:
        raise
    except Exception:  # whatever a parser of foreign bytes trips over: it is no document for us
        raise UploadRefused(_NOT_WORD) from None


def _check(document: olefile.OleFileIO) -> None:
    if document.exists("EncryptedPackage"):
        raise UploadRefused(_PASSWORD)
    if not document.exists("WordDocument"):
        raise UploadRefused(_NOT_WORD)
    header = document.openstream("WordDocument").read(_FLAGS_AT + 2)
    (magic,) = struct.unpack_from("<H", header, 0)
    (flags,) = struct.unpack_from("<H", header, _FLAGS_AT)
    if magic != _WORD_MAGIC:
        raise UploadRefused(_NOT_WORD)
    if flags & _ENCRYPTED:
        raise UploadRefused(_PASSWORD)
    parts = {part.lower() for path in document.listdir(streams=True, storages=True) for part in path}
    if parts & _MACROS or _PACKED in parts:
        raise UploadRefused(_ACTIVE_CONTENT)
