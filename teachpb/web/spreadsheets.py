"""Tables as Excel workbooks. Text is always text: nothing in a cell is ever run as a formula or followed as a link."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from flask import Response

from teachpb import clock
from teachpb.web.csvfile import attachment_name

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Never let the library guess what a string means.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_CELL = 32_767  # Excel's own limit


@dataclass(frozen=True)
class Sheet:
    """One table: a title for its tab, the header, the rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


def workbook(*sheets: Sheet) -> bytes:
    """The file. The header row is bold and stays in sight; columns are as wide as what is in them, within reason."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        formats = {
            "header": book.add_format({"bold": True, "bottom": 1}),
            "date": book.add_format({"num_format": "d mmm yyyy", "align": "left"}),
            "moment": book.add_format({"num_format": "d mmm yyyy hh:mm", "align": "left"}),
        }
        for number, sheet in enumerate(sheets, start=1):
            _write_sheet(book.add_worksheet(_tab_name(sheet.title, number)), sheet, formats)
    return buffer.getvalue()


def _write_sheet(target: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths = [len(name) for name in sheet.header]
    for column, name in enumerate(sheet.header):
        target.write_string(0, column, name, formats["header"])
    for row, values in enumerate(sheet.rows, start=1):
        for column, value in enumerate(values):
            _write_cell(target, row, column, value, formats)
            if column < len(widths):
                widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        target.set_column(column, column, min(max(width + 2, 8), 60))
    target.freeze_panes(1, 0)


def _write_cell(target: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        target.write_string(row, column, "Yes" if value else "No")
    elif isinstance(value, datetime):
        target.write_datetime(row, column, clock.to_london(value).replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        target.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["date"])  # noqa: DTZ001 -- a day has no zone
    elif isinstance(value, str):
        target.write_string(row, column, str(getattr(value, "label", value))[:LONGEST_CELL])
    else:
        target.write_number(row, column, value)


def _tab_name(title: str, number: int) -> str:
    """Excel allows 31 characters on a tab, some not at all."""
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or f"Sheet {number}"


def xlsx_response(filename: str, *sheets: Sheet) -> Response:
    """A download."""
    response = Response(workbook(*sheets), mimetype=MIMETYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{attachment_name(filename, ".xlsx")}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
