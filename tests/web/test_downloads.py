"""Files that a spreadsheet opens: whole, and harmless."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.db import LabelledEnum
from teachpb.web.csvfile import BYTE_ORDER_MARK, attachment_name, cell, csv_response, csv_text
from teachpb.web.spreadsheets import Sheet, workbook, xlsx_response
from tests.support.forms import bare_request

pytestmark = pytest.mark.pure


class Phase(LabelledEnum):
    primary = "primary", "Primary"
    odd = "odd", "=Odd"


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Ann", "Ann"),
        ("=1+1", "'=1+1"),
        ("+44 1733", "'+44 1733"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (-5, -5),
        (Decimal("-0.6"), Decimal("-0.6")),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime(2026, 5, 1, 15, 0, tzinfo=UTC), "2026-05-01 16:00"),
        (Phase.primary, "Primary"),
        (Phase.odd, "'=Odd"),
    ],
)
def test_a_cell_of_a_csv_file(value: Any, written: Any) -> None:
    assert cell(value) == written


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_characters="\x00\r")), min_size=2, max_size=2)))
def test_whatever_is_written_is_read_back_and_no_cell_is_a_formula(rows: list[list[str]]) -> None:
    text = csv_text(["A", "B"], rows)
    read = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert read[0] == ["A", "B"]
    assert [[value.removeprefix("'") for value in row] for row in read[1:]] == [
        [value.removeprefix("'") for value in row] for row in rows
    ]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in read for value in row)


def test_a_csv_download() -> None:
    response = csv_response("Applicants für St John’s.csv", ["Name"], (row for row in [["Łucja"], ["=x"]]))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Applicants_fur_St_Johns.csv"'
    assert "no-store" in response.headers["Cache-Control"]
    assert response.get_data() == "\ufeffName\r\nŁucja\r\n'=x\r\n".encode()


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "etc_passwd.csv"),
        ("a.csv", "a.csv"),
        ('"; x="', "x.csv"),
        ("日本", "download.csv"),
        ("", "download.csv"),
    ],
)
def test_names_of_downloads(given_name: str, safe: str) -> None:
    assert attachment_name(given_name, ".csv") == safe


def naive(*parts: int) -> datetime:
    """A workbook knows no zones."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc, arg-type]


def read_back(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_workbook_keeps_types_and_runs_nothing() -> None:
    rows = [
        ["=1+1", 12, date(2026, 5, 1), datetime(2026, 5, 1, 15, 0, tzinfo=UTC), True, None, Phase.odd],
        ["https://example.com", Decimal("0.6"), None, None, False, "", "007"],
    ]
    book = read_back(workbook(Sheet("People", list("ABCDEFG"), rows)))
    sheet = book["People"]
    first, second = [list(row) for row in sheet.iter_rows(min_row=2)]
    assert [c.value for c in first] == ["=1+1", 12, naive(2026, 5, 1), naive(2026, 5, 1, 16), "Yes", None, "=Odd"]
    assert first[0].data_type == "s"
    assert [c.value for c in second] == ["https://example.com", 0.6, None, None, "No", None, "007"]
    assert second[0].hyperlink is None
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


def test_no_cell_of_a_workbook_is_stored_as_a_formula() -> None:
    content = workbook(Sheet("x", ["=A"], [["=1+1"], ["+1"], ["@x"], ["{=1}"]]))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and sheet.count('t="s"') == 5


@pytest.mark.parametrize(
    ("title", "tab"), [("A/B: [x]?*", "A B   x"), ("x" * 40, "x" * 31), ("///", "Sheet 1"), ("History", "History")]
)
def test_names_of_tabs(title: str, tab: str) -> None:
    assert read_back(workbook(Sheet(title, ["A"], []))).sheetnames == [tab]


def test_several_sheets_and_long_text() -> None:
    book = read_back(workbook(Sheet("One", ["A"], [["x" * 40_000]]), Sheet("Two", ["B"], [[1]])))
    assert book.sheetnames == ["One", "Two"]
    assert len(book["One"]["A2"].value) == 32_767


def test_an_xlsx_download() -> None:
    response = xlsx_response("Applicants", Sheet("People", ["A"], []))
    assert response.headers["Content-Disposition"] == 'attachment; filename="Applicants.xlsx"'
    assert response.mimetype.endswith("spreadsheetml.sheet")
    assert response.get_data()[:2] == b"PK"
