"""Word documents (ECMA-376): a zip that really holds one, without macros, programs or outside templates."""

from __future__ import annotations

import io
import re
import zipfile

from teachpb.files.errors import UploadRefused

MOST_ENTRIES = 3_000
LARGEST_UNPACKED = 150 * 1024 * 1024
#: How many times its packed size an entry may have, once it is over a megabyte.
LARGEST_RATIO = 200
_ACTIVE = re.compile(r"vbaproject\.bin|vbadata\.xml|/activex/|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|scr|com|hta|lnk)$")
_EMBEDDED = re.compile(r"^word/embeddings/.*\.(bin|ole)$")
_OUTSIDE_TEMPLATE = re.compile(
    rb"<Relationship\b(?=[^>]*(attachedTemplate|oleObject|frame|subDocument)\")(?=[^>]*TargetMode=\"External\")",
    re.IGNORECASE,
)
_NOT_WORD = "The file is not a Word document. Save it as DOCX or PDF and upload that"
_ACTIVE_CONTENT = (
    "The document contains macros or embedded programs. Save it as PDF, or as DOCX without them, and upload that"
)


def check_docx(content: bytes) -> None:
    """Raises UploadRefused unless this is a harmless DOCX."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive.infolist())
            _check_contents(archive)
    except UploadRefused:
        raise
    except Exception:  # whatever a parser of foreign bytes trips over: it is no document for us
        raise UploadRefused(_NOT_WORD) from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise UploadRefused(_NOT_WORD)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UploadRefused("The document is protected with a password. Remove the password and upload it again")
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise UploadRefused("The document is too large once unpacked. Save it as PDF and upload that")
    if any(_is_bomb(entry) for entry in entries):
        raise UploadRefused("The document is too large once unpacked. Save it as PDF and upload that")
    for name in names:
        lowered = name.lower()
        if name.startswith(("/", "\\")) or ".." in name.split("/"):
            raise UploadRefused(_NOT_WORD)
        if _ACTIVE.search(lowered) or _EMBEDDED.match(lowered):
            raise UploadRefused(_ACTIVE_CONTENT)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 1024 * 1024 and entry.file_size > LARGEST_RATIO * max(1, entry.compress_size)


def _check_contents(archive: zipfile.ZipFile) -> None:
    types = _read(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise UploadRefused(_ACTIVE_CONTENT)
    if b"wordprocessingml.document.main+xml" not in types and b"wordprocessingml.template.main+xml" not in types:
        raise UploadRefused(_NOT_WORD)
    if b"<" not in _read(archive, "word/document.xml")[:200]:
        raise UploadRefused(_NOT_WORD)
    for name in archive.namelist():
        if name.endswith(".rels") and _OUTSIDE_TEMPLATE.search(_read(archive, name)):
            raise UploadRefused(
                "The document loads a template or object from elsewhere. Save it as PDF and upload that"
            )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """An entry, at most 20 MB of it: the sizes a zip tells of itself may be lies."""
    with archive.open(name) as entry:
        return entry.read(20 * 1024 * 1024)
