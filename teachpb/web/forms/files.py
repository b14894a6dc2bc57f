"""Fields that take files. What is in a file is checked by the ``files`` room; here only its name and size."""

from __future__ import annotations

from collections.abc import Sequence
from io import SEEK_END
from pathlib import PurePath
from typing import Any, ClassVar

from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from teachpb.web.forms import markup
from teachpb.web.forms.field import Field, lines_to_html
from teachpb.web.forms.markup import Look

MEGABYTE = 1024 * 1024
DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".rtf")
IMAGES = (".jpg", ".jpeg", ".png", ".webp")


class FileField(Field):
    """One file; ``data`` is werkzeug's ``FileStorage`` or None. ``accept`` is a tuple of endings, ``max_bytes`` a limit
    that is also told to the person. A browser never sends the same file twice: after an error it is chosen again."""

    multiple: ClassVar[bool] = False
    is_upload: ClassVar[bool] = True

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] | None = None,
        *,
        accept: Sequence[str] = DOCUMENTS,
        max_bytes: int = 10 * MEGABYTE,
        kinds: str = "",
        **kwargs: Any,
    ) -> None:
        self.accept = tuple(ending.lower() for ending in accept)
        self.max_bytes = max_bytes
        self.kinds = kinds or spoken_endings(self.accept)
        super().__init__(label, validators, **kwargs)

    @property
    def hint(self) -> str:
        """The field's own hint, or what may be sent."""
        return str(self.description or f"{self.kinds}, up to {spoken_size(self.max_bytes)}")

    def process_data(self, value: Any) -> None:
        self.data = None

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = next(iter(uploads(valuelist)), None)

    def pre_validate(self, form: Any) -> None:
        self.check(self.data)

    def check(self, upload: FileStorage) -> None:
        """ValidationError when the file is empty, too large or of another kind."""
        size = size_of(upload)
        name = f"“{PurePath(upload.filename or '').name[:100]}”"
        if self.accept and PurePath(upload.filename or "").suffix.lower() not in self.accept:
            raise ValidationError(self.invalid or f"{name} must be one of these kinds of file: {self.kinds}")
        if size == 0:
            raise ValidationError(f"{name} is empty")
        if size > self.max_bytes:
            raise ValidationError(f"{name} must be smaller than {spoken_size(self.max_bytes)}")

    def control(self, look: Look) -> str:
        css = markup.class_names("govuk-file-upload", look.classes, "govuk-file-upload--error" if self.errors else "")
        pairs = {
            "class": css,
            "id": self.id,
            "name": self.name,
            "type": "file",
            "accept": ",".join(self.accept),
            "multiple": self.multiple,
            "aria-describedby": self.describe(look),
            "disabled": look.disabled,
        }
        return f"<input{markup.attrs({**pairs, **look.attributes})}>"

    def display(self) -> str | Markup:
        return "" if self.data is None else PurePath(self.data.filename or "").name


class MultiFileField(FileField):
    """Several files; ``data`` is a list, at most ``max_files`` long."""

    multiple: ClassVar[bool] = True
    blank: ClassVar[Any] = []

    def __init__(
        self, label: str | None = None, validators: Sequence[Any] | None = None, *, max_files: int = 10, **kwargs: Any
    ) -> None:
        self.max_files = max_files
        super().__init__(label, validators, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = []

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = uploads(valuelist)

    def pre_validate(self, form: Any) -> None:
        if len(self.data) > self.max_files:
            raise ValidationError(f"Choose {self.max_files} files or fewer")
        for upload in self.data:
            self.check(upload)

    def display(self) -> str | Markup:
        return lines_to_html("\n".join(PurePath(upload.filename or "").name for upload in self.data))


def uploads(values: Sequence[Any]) -> list[FileStorage]:
    """The files among the posted values; an empty file input posts a nameless one, which is none."""
    return [value for value in values if isinstance(value, FileStorage) and value.filename]


def size_of(upload: FileStorage) -> int:
    """Bytes in an upload; its position is put back to the start."""
    size = upload.stream.seek(0, SEEK_END)
    upload.stream.seek(0)
    return int(size)


def spoken_size(size: int) -> str:
    """ "5 MB", "500 KB"."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
    return f"{max(1, size // 1024)} KB"


def spoken_endings(endings: Sequence[str]) -> str:
    """ "PDF, DOCX or ODT"."""
    names = [ending.lstrip(".").upper() for ending in endings]
    if not names:
        return "Any kind of file"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
