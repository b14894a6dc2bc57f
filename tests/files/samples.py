"""Files made here, good and bad."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass, field
from typing import IO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCUMENT = '<?xml version="1.0"?><w:document xmlns:w="x"><w:body><w:p><w:t>My letter</w:t></w:p></w:body></w:document>'
OUTSIDE = (
    '<Relationships xmlns="x"><Relationship Id="r1" Type="http://schemas/attachedTemplate" '
    'Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>'
)


@dataclass
class Upload:
    """What a form gives."""

    content: bytes
    filename: str | None = "letter.pdf"
    stream: IO[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.stream = io.BytesIO(self.content)


def docx(**entries: str | bytes) -> bytes:
    """A Word document; ``entries`` are added or replaced (``__`` for a slash, None leaves out)."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": DOCUMENT}
    return zipped(parts | entries)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(writer: PdfWriter | None = None) -> bytes:
    writer = writer or PdfWriter()
    if not writer.pages:
        writer.add_blank_page(width=200, height=200)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_script() -> bytes:
    writer = PdfWriter()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return pdf(writer)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_attachment("payload.exe", b"MZ")
    return pdf(writer)


def pdf_with_password() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt("secret")
    return pdf(writer)


def pdf_with_action(name: str, *, hidden: bool = False) -> bytes:
    """A page that does something when it is opened; ``hidden`` puts the action's name into an object of its own."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    kind = writer._add_object(NameObject(name)) if hidden else NameObject(name)
    action = DictionaryObject({NameObject("/S"): kind, NameObject("/F"): TextStringObject("cmd.exe")})
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/A"): action,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([annotation])
    return pdf(writer)


def pdf_with_link() -> bytes:
    """A link to a web page does nothing by itself."""
    return pdf_with_action("/URI")


def picture(
    format: str = "JPEG",
    size: tuple[int, int] = (300, 200),
    mode: str = "RGB",
    colour: object = (200, 60, 30),
    **save: object,
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format, **save)  # type: ignore[arg-type]
    return out.getvalue()


def photo_with_position(size: tuple[int, int] = (300, 200), orientation: int = 6) -> bytes:
    """A photo as a telephone takes it: lying on its side, and telling where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 34.0, 21.0)
    return picture(size=size, exif=exif)


def doc(*more: str, magic: int = 0xA5EC, flags: int = 0, main: str = "WordDocument") -> bytes:
    """A Word document of before 2007: a compound file ([MS-CFB], version 3). ``more`` are paths of streams to add, like
    ``Macros/VBA/dir``."""
    head = struct.pack("<HHHHHH", magic, 193, 0, 0, 0, flags)
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    children: dict[int, list[int]] = {0: []}
    places: dict[str, int] = {"": 0}

    def add(path: str, content: bytes) -> None:
        parent = 0
        parts = path.split("/")
        for depth, part in enumerate(parts, 1):
            here = "/".join(parts[:depth])
            if here not in places:
                is_stream = depth == len(parts)
                entries.append((part, 2 if is_stream else 1, content if is_stream else b""))
                places[here] = len(entries) - 1
                children[places[here]] = []
                children[parent].append(places[here])
            parent = places[here]

    add(main, head)
    for path in more:
        add(path, b"x")
    return _compound(entries, children)


def _compound(entries: list[tuple[str, int, bytes]], children: dict[int, list[int]]) -> bytes:
    """Sector 0 is the allocation table, then the directory, then streams of eight sectors each (none is “mini”)."""
    none, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    length = (len(entries) + 3) // 4
    table = [fat_sector, *range(2, 1 + length), end]
    siblings = {kid: kids[place + 1] for kids in children.values() for place, kid in enumerate(kids[:-1])}
    directory, streams = b"", b""
    for number, (name, kind, content) in enumerate(entries):
        first = end
        if kind == 2:
            first = len(table)
            table += [*range(first + 1, first + 8), end]
            streams += content.ljust(4096, b"\0")
        raw = (name + "\0").encode("utf-16-le")
        directory += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ",
            len(raw),
            kind,
            1,
            none,
            siblings.get(number, none),
            children[number][0] if children[number] else none,
            b"",
            0,
            0,
            0,
            first,
            4096 if kind == 2 else 0,
        )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[none] * 108)
    fat = struct.pack("<128I", *table, *[none] * (128 - len(table)))
    return header + fat + directory.ljust(length * 512, b"\0") + streams
