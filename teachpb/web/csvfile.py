"""Tables as comma-separated files that a spreadsheet opens without running what is in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask import Response
from werkzeug.utils import secure_filename

from teachpb import clock

#: A cell that starts like this is a formula to a spreadsheet (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def cell(value: Any) -> Any:
    """A value as it stands in the file. Text that looks like a formula gets an apostrophe; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return clock.to_london(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = str(getattr(value, "label", value))
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA_STARTS) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The file, line by line, CRLF ended (RFC 4180), with the mark that tells spreadsheets it is UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield BYTE_ORDER_MARK
    for row in [header, *rows] if isinstance(rows, Sequence) else _chain(header, rows):
        writer.writerow([cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _chain(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield header
    yield from rows


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    return "".join(csv_lines(header, rows))


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A download. ``filename`` may be any text; what browsers see of it is safe."""
    response = Response(csv_text(header, rows), mimetype="text/csv", content_type="text/csv; charset=utf-8")
    name = attachment_name(filename, ".csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def attachment_name(filename: str, ending: str) -> str:
    """A plain ASCII name for a download, with the right ending."""
    stem = secure_filename(filename.removesuffix(ending)) or "download"
    return f"{stem}{ending}"
