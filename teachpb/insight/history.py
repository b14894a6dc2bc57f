"""Reading monthly totals from before this system out of a CSV file.

Columns: ``month`` (2015-04, 2015-04-01 or 04/2015), ``vacancies``, ``initiated`` (or ``applications``), and if known
``submitted`` and ``page_views``. Others are ignored.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(-\d{1,2})?|(?P<month2>\d{1,2})/(?P<year2>\d{4})")
NAMES = {"applications": "initiated", "applications_initiated": "initiated", "jobs": "vacancies", "views": "page_views"}


@dataclass(frozen=True)
class MonthTotals:
    month: date
    vacancies: int
    initiated: int
    submitted: int | None
    page_views: int | None


@dataclass(frozen=True)
class BadLine:
    line: int
    reason: str


class BadFile(Exception):
    """The file as a whole cannot be used; the message says why."""


def read_history(lines: Iterable[str], *, today: date) -> Iterator[MonthTotals | BadLine]:
    """Each line as totals, or as the reason why it was refused. Raises BadFile without the needed columns."""
    reader = csv.DictReader(lines)
    names = [tidy(name) for name in reader.fieldnames or ()]
    missing = [name for name in ("month", "vacancies", "initiated") if name not in names]
    if missing:
        raise BadFile(f"The file has no column called {' and none called '.join(missing)}.")
    reader.fieldnames = names
    seen: set[date] = set()
    for row in reader:
        result = read_line(row, reader.line_num, today)
        if isinstance(result, MonthTotals) and result.month in seen:
            result = BadLine(reader.line_num, f"{result.month:%B %Y} stands in the file twice")
        if isinstance(result, MonthTotals):
            seen.add(result.month)
        yield result


def tidy(name: str | None) -> str:
    plain = re.sub(r"[^a-z]+", "_", (name or "").strip().lower().removeprefix("\ufeff")).strip("_")
    return NAMES.get(plain, plain)


def read_line(row: dict[str, str], line: int, today: date) -> MonthTotals | BadLine:
    try:
        month = read_month(row["month"])
        if month > today:
            return BadLine(line, f"{month:%B %Y} has not begun yet")
        return MonthTotals(
            month=month,
            vacancies=read_number(row["vacancies"], "vacancies"),
            initiated=read_number(row["initiated"], "applications initiated"),
            submitted=read_optional(row.get("submitted"), "applications submitted"),
            page_views=read_optional(row.get("page_views"), "page views"),
        )
    except ValueError as error:
        return BadLine(line, str(error))


def read_month(text: str | None) -> date:
    found = MONTH.fullmatch((text or "").strip())
    if not found:
        raise ValueError(f"“{text or ''}” is not a month such as 2015-04")
    year, month = int(found["year"] or found["year2"]), int(found["month"] or found["month2"])
    if not (1 <= month <= 12 and 2000 <= year <= 2100):
        raise ValueError(f"“{text}” is not a month such as 2015-04")
    return date(year, month, 1)


def read_number(text: str | None, what: str) -> int:
    plain = (text or "").replace(",", "").replace(" ", "").strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 10):
        raise ValueError(f"the number of {what} is “{text or ''}”, not a whole number")
    return int(plain)


def read_optional(text: str | None, what: str) -> int | None:
    return read_number(text, what) if text and text.strip() else None
