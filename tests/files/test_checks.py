"""What a file really is, and what is refused."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from teachpb.files import docx as docx_rules
from teachpb.files import images
from teachpb.files import pdf as pdf_rules
from teachpb.files.checks import check, sniff
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileKind
from teachpb.files.names import clean_name
from tests.files import samples

pytestmark = pytest.mark.pure
DOCUMENTS = {FileKind.pdf, FileKind.docx}
EVERY = set(FileKind)


def refusal(content: bytes, kinds: set[FileKind] = EVERY) -> str:
    with pytest.raises(UploadRefused) as refused:
        check(content, kinds)
    return refused.value.message


@pytest.mark.parametrize(
    ("content", "kind", "media_type", "suffix"),
    [
        (samples.pdf(), FileKind.pdf, "application/pdf", "pdf"),
        (samples.pdf_with_link(), FileKind.pdf, "application/pdf", "pdf"),
        (
            samples.docx(),
            FileKind.docx,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        (samples.doc(), FileKind.doc, "application/msword", "doc"),
        (samples.doc("ObjectPool/_123/Equation Native"), FileKind.doc, "application/msword", "doc"),
        (samples.picture("JPEG"), FileKind.image, "image/jpeg", "jpg"),
        (samples.picture("PNG"), FileKind.image, "image/jpeg", "jpg"),
        (samples.picture("WEBP"), FileKind.image, "image/jpeg", "jpg"),
        (samples.picture("PNG", mode="RGBA", colour=(1, 2, 3, 90)), FileKind.image, "image/png", "png"),
    ],
)
def test_good_files_pass(content: bytes, kind: FileKind, media_type: str, suffix: str) -> None:
    checked = check(content, EVERY)
    assert (checked.kind, checked.media_type, checked.suffix) == (kind, media_type, suffix)
    if kind is not FileKind.image:
        assert checked.content == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 a program", "must be a JPG"),
        (b"<html><script>alert(1)</script></html>", "must be a JPG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "must be a JPG"),
        (b"GIF89a" + b"\0" * 40, "must be a JPG"),
        (b"plain words", "must be a JPG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not a Word document"),
        (samples.doc()[:700], "not a Word document"),
        (samples.doc(main="Workbook"), "not a Word document"),
        (samples.doc(magic=0x1234), "not a Word document"),
        (samples.doc(flags=0x0100), "password"),
        (samples.doc(main="EncryptedPackage"), "password"),
        (samples.doc("Macros/VBA/dir"), "macros or embedded programs"),
        (samples.doc("_VBA_PROJECT_CUR/VBA/dir"), "macros or embedded programs"),
        (samples.doc("ObjectPool/_123/\x01Ole10Native"), "macros or embedded programs"),
        (b"%PDF-1.7 and then nothing", "cannot be opened"),
        (samples.pdf()[:150], "cannot be opened"),
        (samples.pdf_with_script(), "scripts, programs or attached files"),
        (samples.pdf_with_attachment(), "scripts, programs or attached files"),
        (samples.pdf_with_action("/Launch"), "scripts, programs or attached files"),
        (samples.pdf_with_action("/Launch", hidden=True), "scripts, programs or attached files"),
        (samples.pdf_with_action("/JavaScript"), "scripts, programs or attached files"),
        (samples.pdf_with_action("/GoToE"), "scripts, programs or attached files"),
        (samples.pdf_with_password(), "password"),
        (samples.zipped({"readme.txt": "hello"}), "not a Word document"),
        (samples.zipped({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "not a Word document"),
        (samples.docx(**{"word/document.xml": "no xml"}), "not a Word document"),
        (samples.docx(**{"[Content_Types].xml": "<Types/>"}), "not a Word document"),
        (samples.docx(**{"../../etc/passwd": "x"}), "not a Word document"),
        (samples.docx(**{"/word/x.xml": "x"}), "not a Word document"),
        (samples.docx(**{"word/vbaProject.bin": b"macro"}), "macros or embedded programs"),
        (samples.docx(**{"word/VBAPROJECT.BIN": b"macro"}), "macros or embedded programs"),
        (samples.docx(**{"word/activeX/activeX1.xml": "<x/>"}), "macros or embedded programs"),
        (samples.docx(**{"word/embeddings/oleObject1.bin": b"x"}), "macros or embedded programs"),
        (samples.docx(**{"word/media/setup.exe": b"MZ"}), "macros or embedded programs"),
        (
            samples.docx(
                **{"[Content_Types].xml": samples.CONTENT_TYPES.replace("document.main", "macroEnabled.main")}
            ),
            "macros or embedded programs",
        ),
        (samples.docx(**{"word/_rels/settings.xml.rels": samples.OUTSIDE}), "from elsewhere"),
        (samples.docx()[:-30], "not a Word document"),
        (b"PK\x03\x04" + b"\0" * 100, "not a Word document"),
        (samples.picture()[:400], "cannot be opened"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 300, "cannot be opened"),
        (samples.picture(size=(30, 300)), "too small"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_where_old_word_documents_are_not_wanted_it_says_what_to_save() -> None:
    assert "the old DOC format" in refusal(samples.doc(), {FileKind.pdf, FileKind.docx})


def test_every_refusal_says_what_to_do() -> None:
    for content in (
        b"x",
        samples.pdf_with_script(),
        samples.docx(**{"word/vbaProject.bin": b"x"}),
        b"\xff\xd8\xff\xe0",
    ):
        message = refusal(content)
        assert message[0].isupper()
        assert any(word in message for word in ("Save", "Print", "must be", "Use", "Remove"))


@pytest.mark.parametrize(
    ("kinds", "sentence"),
    [
        ({FileKind.pdf}, "The selected file must be a PDF"),
        (DOCUMENTS, "The selected file must be a PDF or a Word document (DOCX)"),
        ({FileKind.image}, "The selected file must be a JPG, PNG or WebP picture"),
    ],
)
def test_the_wanted_kinds_are_named(kinds: set[FileKind], sentence: str) -> None:
    assert refusal(b"plain words", kinds) == sentence


def test_a_good_file_of_another_kind_is_refused() -> None:
    assert refusal(samples.picture(), DOCUMENTS) == "The selected file must be a PDF or a Word document (DOCX)"
    assert refusal(samples.pdf(), {FileKind.image}) == "The selected file must be a JPG, PNG or WebP picture"


def test_the_name_of_a_file_decides_nothing() -> None:
    assert sniff(samples.picture("PNG")) is FileKind.image
    assert sniff(b"\n\n" + samples.pdf()) is FileKind.pdf
    assert sniff(b"x" + samples.pdf()) is None, "a file that is something else first is not taken"


def test_links_in_a_document_to_web_pages_are_harmless() -> None:
    links = (
        '<Relationships xmlns="x"><Relationship Id="r1" Type="http://schemas/hyperlink" '
        'Target="https://www.gov.uk" TargetMode="External"/></Relationships>'
    )
    assert check(samples.docx(**{"word/_rels/document.xml.rels": links}), DOCUMENTS).kind is FileKind.docx


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = samples.docx(**{"word/media/image1.png": b"\0" * (60 * 1024 * 1024)})
    assert len(bomb) < 200_000
    before = time.monotonic()
    assert "too large once unpacked" in refusal(bomb)
    assert time.monotonic() - before < 1


@pytest.mark.parametrize(("limit", "value"), [("MOST_ENTRIES", 2), ("LARGEST_UNPACKED", 200)])
def test_too_much_in_one_zip(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(docx_rules, limit, value)
    assert "too large once unpacked" in refusal(samples.docx(**{"word/styles.xml": "<x/>"}))


def test_a_zip_with_a_password() -> None:
    raw = bytearray(samples.docx())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        assert archive.infolist()
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(marker)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(marker, at + 4)
    assert "password" in refusal(bytes(raw))


@pytest.mark.parametrize(("limit", "value"), [("MOST_OBJECTS", 1), ("PATIENCE", -1.0)])
def test_a_pdf_that_takes_too_long(monkeypatch: pytest.MonkeyPatch, limit: str, value: float) -> None:
    monkeypatch.setattr(pdf_rules, limit, value)
    assert "too complicated" in refusal(samples.pdf())


def test_a_picture_too_large_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    large = samples.picture("PNG")
    monkeypatch.setattr(images, "MOST_PIXELS", 300 * 200 - 1)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    assert "too large" in refusal(large)


def test_nothing_of_a_photo_but_its_pixels_is_kept() -> None:
    photo = samples.photo_with_position()
    assert b"Secret Camera" in photo
    checked = check(photo, EVERY)
    assert b"Secret Camera" not in checked.content
    with Image.open(io.BytesIO(checked.content)) as kept:
        assert not kept.getexif()
        assert kept.size == (200, 300), "it stands upright"
        assert (checked.width, checked.height) == kept.size
    assert checked.content[:2] == b"\xff\xd8"


def test_what_hides_behind_the_picture_is_gone() -> None:
    checked = check(samples.picture() + b"<script>alert(1)</script>", EVERY)
    assert b"script" not in checked.content


def test_large_pictures_are_made_smaller_and_kept_in_several_widths() -> None:
    checked = check(samples.picture(size=(4000, 3000)), EVERY)
    assert (checked.width, checked.height) == (2400, 1800)
    assert sorted(checked.renditions) == [480, 960, 1600]
    for width, content in checked.renditions.items():
        with Image.open(io.BytesIO(content)) as rendition:
            assert rendition.size == (width, width * 3 // 4)
            assert not rendition.getexif()


def test_small_pictures_are_not_made_larger() -> None:
    assert check(samples.picture(size=(480, 300)), EVERY).renditions == {}


def test_an_opaque_picture_with_an_alpha_channel_becomes_a_jpeg() -> None:
    opaque = samples.picture("PNG", mode="RGBA", colour=(1, 2, 3, 255))
    assert check(opaque, EVERY).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA"])
def test_pictures_of_every_colour_model(mode: str) -> None:
    format = "JPEG" if mode == "CMYK" else "PNG"
    checked = check(samples.picture(format, mode=mode, colour=None), EVERY)
    with Image.open(io.BytesIO(checked.content)) as kept:
        assert kept.mode in {"RGB", "RGBA"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([samples.pdf(), samples.docx(), samples.picture(), samples.picture("PNG")]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
    st.floats(0.2, 1),
)
def test_damaged_files_are_refused_and_never_crash(good: bytes, damage: list[tuple[float, bytes]], keep: float) -> None:
    content = bytearray(good[: int(len(good) * keep)])
    for where, what in damage:
        at = int(where * len(content))
        content[at : at + len(what)] = what
    try:
        check(bytes(content), EVERY)
    except UploadRefused as refused:
        assert refused.message


@pytest.mark.parametrize(
    ("given_name", "suffix", "kept"),
    [
        ("My letter.pdf", "pdf", "My letter.pdf"),
        ("letter.docx.exe", "docx", "letter.docx.docx"),
        (r"C:\Users\ada\letter.pdf", "pdf", "letter.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("Zażółć gęślą.pdf", "pdf", "Zażółć gęślą.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "pdf", "aSet-Cookie x.pdf"),
        ("\u202egpj.exe", "jpg", "gpj.jpg"),
        ('say "hi" <b>|?*.png', "png", "say hi b.png"),
        ("CON.pdf", "pdf", "file.pdf"),
        ("", "pdf", "file.pdf"),
        (None, "pdf", "file.pdf"),
        ("...", "pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given_name: str | None, suffix: str, kept: str) -> None:
    assert clean_name(given_name, suffix) == kept


@given(st.text(max_size=300))
def test_no_name_whatever_can_do_harm(typed: str) -> None:
    name = clean_name(typed, "pdf")
    assert name.endswith(".pdf") and 5 <= len(name) <= 124
    assert not set(name) & set('/\\<>:"|?*\r\n\0')
    assert not name.startswith(".")
