"""What a file really is, and whether it is harmless: told from its bytes, never from its name or the browser's word.

Refuses what can act by itself: macros, scripts, embedded programs, references to outside templates; and what cannot be
looked into: passwords, bombs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import filetype

from teachpb.files.doc import check_doc
from teachpb.files.docx import check_docx
from teachpb.files.errors import UploadRefused
from teachpb.files.images import clean_image
from teachpb.files.models import FileKind
from teachpb.files.pdf import check_pdf

MEDIA_TYPES = {
    FileKind.pdf: "application/pdf",
    FileKind.docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.doc: "application/msword",
}
_IMAGES = {"image/jpeg", "image/png", "image/webp"}
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file that passed: its bytes as they are to be kept. ``renditions`` maps a width in pixels to bytes."""

    kind: FileKind
    content: bytes
    media_type: str
    suffix: str
    width: int | None = None
    height: int | None = None
    renditions: dict[int, bytes] = field(default_factory=dict)


def check(content: bytes, kinds: Collection[FileKind]) -> Checked:
    """The file, ready to be kept, if it is of one of ``kinds`` and harmless. Raises UploadRefused."""
    kind = sniff(content)
    if kind is None or kind not in kinds:
        raise UploadRefused(_wanted(content, kinds))
    return _CHECKS[kind](content)


def sniff(content: bytes) -> FileKind | None:
    """The kind of file these bytes begin like; a zip counts as DOCX, and a compound file as DOC, until it is looked
    into."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return FileKind.pdf
    if content.startswith(_ZIP):
        return FileKind.docx
    if content.startswith(_OLE):
        return FileKind.doc
    return FileKind.image if filetype.guess_mime(content[:512]) in _IMAGES else None


def recheck(content: bytes, kind: FileKind) -> None:
    """Look at stored bytes once more. Images are our own encoding and pass. Raises UploadRefused."""
    if kind is FileKind.pdf:
        check_pdf(content)
    elif kind is FileKind.docx:
        check_docx(content)
    elif kind is FileKind.doc:
        check_doc(content)


def _wanted(content: bytes, kinds: Collection[FileKind]) -> str:
    names = [kind.label for kind in FileKind if kind in kinds]
    sentence = f"The selected file must be a {' or a '.join(names)}"
    if content.startswith(_OLE) and FileKind.docx in kinds:
        return "Save the document as DOCX or PDF and upload that: the old DOC format cannot be taken"
    return sentence


def _image(content: bytes) -> Checked:
    image = clean_image(content)
    return Checked(
        kind=FileKind.image,
        content=image.content,
        media_type=image.media_type,
        suffix="png" if image.media_type == "image/png" else "jpg",
        width=image.width,
        height=image.height,
        renditions=image.renditions,
    )


def _document(kind: FileKind, examine: Callable[[bytes], None]) -> Callable[[bytes], Checked]:
    def run(content: bytes) -> Checked:
        examine(content)
        return Checked(kind=kind, content=content, media_type=MEDIA_TYPES[kind], suffix=kind.value)

    return run


_CHECKS: dict[FileKind, Callable[[bytes], Checked]] = {
    FileKind.image: _image,
    FileKind.pdf: _document(FileKind.pdf, check_pdf),
    FileKind.docx: _document(FileKind.docx, check_docx),
    FileKind.doc: _document(FileKind.doc, check_doc),
}
