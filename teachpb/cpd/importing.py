"""A spreadsheet of dates, read and held against what is there. Nothing is written here.

One row is one date of a course; the columns are named in the first row, in any order. Every row is read to its end, so
that all that is wrong is said at once; a row that stands here already (same course, same first session) is known again,
so that a sheet can be uploaded twice.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

import openpyxl

from teachpb import clock
from teachpb.cpd.models import Course, PriceBand, Venue
from teachpb.cpd.operations import DateDetails, Span
from teachpb.db import DomainError

MOST_ROWS = 300
LARGEST_UNPACKED = 40 * 1024 * 1024

#: What a column is called in the sheet, and what for.
COLUMNS: Mapping[str, str] = {
    "Course": "course",
    "Day": "day",
    "Starts": "starts",
    "Ends": "ends",
    "Later days": "later",
    "Places": "capacity",
    "Minimum": "minimum",
    "Decide on": "decide_on",
    "Venue": "venue",
    "Link": "online_link",
    "Joining instructions": "joining_instructions",
    **{f"Price: {band.label}": f"price_{band.value}" for band in PriceBand},
}
NEEDED = ("course", "day", "starts", "ends", "capacity")
_KEYS = {re.sub(r"[^a-z]+", "", name.lower()): key for name, key in COLUMNS.items()}
_DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)


class BadSheet(DomainError):
    """The file as a whole cannot be read."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "sheet")


class Unreadable(ValueError):
    """One cell cannot be read; the message says what to enter."""


@dataclass
class Row:
    """One row: what is wrong with it, or what is to be made of it. ``number`` is the one the spreadsheet shows."""

    number: int
    cells: dict[str, str]
    errors: list[str] = field(default_factory=list)
    course: Course | None = None
    spans: list[Span] = field(default_factory=list)
    details: DateDetails | None = None
    is_known: bool = False


def read_sheet(filename: str, content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file or an Excel workbook as text by what the column is for. Raises BadSheet."""
    table = list(_xlsx(content) if filename.lower().endswith(".xlsx") else _csv(content))
    header = next((row for row in table if any(row)), None)
    if header is None:
        raise BadSheet("There is nothing in this file: choose another")
    keys = [_KEYS.get(re.sub(r"[^a-z]+", "", name.lower()), "") for name in header]
    missing = [name for name, key in COLUMNS.items() if key in NEEDED and key not in keys]
    if missing:
        raise BadSheet(f"The first row must name the columns. There is none called {' nor '.join(missing)}")
    start = table.index(header) + 1
    rows = [
        {"number": str(number), **{key: cell for key, cell in zip(keys, row, strict=False) if key}}
        for number, row in enumerate(table[start:], start + 1)
        if any(row)
    ]
    if not rows:
        raise BadSheet("There is no date in this file: enter one in each row below the names of the columns")
    if len(rows) > MOST_ROWS:
        raise BadSheet(f"Upload up to {MOST_ROWS} dates at a time: split the file")
    return rows


def check_rows(
    rows: Iterable[Mapping[str, str]],
    *,
    courses: Sequence[Course],
    venues: Sequence[Venue],
    known: set[tuple[int, datetime]],
) -> list[Row]:
    """Hold the rows against the provider's courses and venues, and against the dates ``known`` to be there already:
    (course, start of the first session)."""
    by_title = {_plain(course.title): course for course in courses} | {
        _plain(course.code): course for course in courses if course.code
    }
    by_venue = {_plain(venue.name): venue for venue in venues}
    seen: set[tuple[int, datetime]] = set()
    found = []
    for cells in rows:
        row = Row(int(cells.get("number") or 0), dict(cells))
        _read(row, by_title, by_venue)
        if row.course is not None and row.spans:
            key = (row.course.id, clock.at_london(row.spans[0].day, row.spans[0].starts))
            if key in seen:
                row.errors.append("This date stands in the file twice: take one row out")
            seen.add(key)
            row.is_known = key in known
        found.append(row)
    return found


def _read(row: Row, courses: Mapping[str, Course], venues: Mapping[str, Venue]) -> None:
    cells = row.cells
    row.course = courses.get(_plain(cells.get("course", "")))
    if row.course is None:
        row.errors.append(f"Course: you run no course called “{cells.get('course', '')}”")
    row.spans = _try(row, "Day", lambda: _spans(cells)) or []
    venue = venues.get(_plain(cells.get("venue", "")))
    if cells.get("venue") and venue is None:
        row.errors.append(f"Venue: you have no venue called “{cells['venue']}”. Add it on the page of the course first")
    capacity = _try(row, "Places", lambda: _whole(cells.get("capacity", ""), 1, 500))
    minimum = _try(row, "Minimum", lambda: _whole(cells.get("minimum") or "0", 0, capacity or 500))
    decide_on = _try(row, "Decide on", lambda: _day(cells["decide_on"])) if cells.get("decide_on") else None
    prices = _try(row, "Price", lambda: _prices(cells)) or {}
    link = cells.get("online_link", "")
    if link and not link.startswith("https://"):
        row.errors.append("Link: enter an address that begins with https://")
    if not row.errors:
        row.details = DateDetails(
            capacity=capacity or 1,
            minimum=minimum or 0,
            decide_on=decide_on,
            prices=prices,
            venue=venue,
            online_link=link[:500],
            joining_instructions=cells.get("joining_instructions", ""),
            contact_email=row.course.provider.email if row.course else "",
        )


def _try(row: Row, name: str, read: Any) -> Any:
    try:
        return read()
    except Unreadable as error:
        row.errors.append(f"{name}: {error}")
        return None


def _spans(cells: Mapping[str, str]) -> list[Span]:
    starts, ends = _time(cells.get("starts", ""), "Starts"), _time(cells.get("ends", ""), "Ends")
    if ends <= starts:
        raise Unreadable("the end must be after the start")
    days = [_day(cells.get("day", "")), *(_day(part) for part in re.split(r"[;\n]", cells.get("later", "")) if part)]
    if days != sorted(set(days)):
        raise Unreadable("later days must follow one another")
    if days[0] <= clock.today():
        raise Unreadable("enter a day that lies ahead")
    return [Span(day, starts, ends) for day in days]


def _day(text: str) -> date:
    wanted = text.strip().split(" 00:00")[0]
    for pattern in _DAY_FORMATS:
        try:
            return datetime.strptime(wanted, pattern).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise Unreadable(f"enter a day like 24/09/2026 instead of “{text.strip()}”")


def _time(text: str, name: str) -> time:
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise Unreadable(f"{name} is a time like 16:00 or 4pm")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable(f"{name} is a time like 16:00 or 4pm")
    return time(hour, minute)


def _whole(text: str, low: int, high: int) -> int:
    plain = text.strip().removesuffix(".0")
    if not plain.isdecimal() or not low <= int(plain) <= high:
        raise Unreadable(f"enter a whole number from {low} to {high}")
    return int(plain)


def _prices(cells: Mapping[str, str]) -> dict[PriceBand, int]:
    found = {}
    for band in PriceBand:
        text = cells.get(f"price_{band.value}", "").replace("£", "").replace(",", "").strip()
        if not text:
            continue
        try:
            pence = Decimal(text) * 100
        except InvalidOperation:
            pence = Decimal(-1)
        if pence < 0 or pence != pence.to_integral_value() or pence > 1_000_000:
            raise Unreadable(f"enter pounds like 120 or 49.50 for {band.label.lower()}")
        found[band] = int(pence)
    return found


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [cell.strip().removeprefix("'") for cell in row]
    except csv.Error:
        raise BadSheet("This file cannot be read as CSV: save it again from your spreadsheet") from None


def _xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise BadSheet("This workbook is too large: save the sheet with the dates on its own")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=MOST_ROWS * 4, max_col=60, values_only=True):
            yield [_text(value) for value in row]
    except BadSheet:
        raise
    except Exception:  # whatever a parser of foreign bytes trips over: it is no workbook for us
        raise BadSheet("This file cannot be read as an Excel workbook: save it again as .xlsx or .csv") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time(0) else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value).strip()
