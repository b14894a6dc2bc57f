"""Dates from a spreadsheet: read, held against what is there, and made all together or not at all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb.cpd import errors, operations
from teachpb.cpd.importing import COLUMNS, BadSheet, check_rows, read_sheet
from teachpb.cpd.models import CourseDate, CourseDateState, PriceBand
from teachpb.db import transaction
from teachpb.schools.models import Role
from teachpb.web.csvfile import csv_text
from tests.factories.cpd import CourseDateFactory, CourseFactory, VenueFactory
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient

URL = "/training/desk/import"
HEADER = ["Course", "Day", "Starts", "Ends", "Later days", "Places", "Venue", "Price: Academy in the city"]
GOOD = ["Phonics that sticks", "24/09/2026", "16:00", "18:00", "01/10/2026; 2026-10-08", "24", "The Fleet", "£49.50"]


def sheet(*rows: Sequence[Any], header: Sequence[str] = HEADER) -> bytes:
    return csv_text(header, list(rows)).encode()


def changed(**cells: str) -> list[str]:
    names = [COLUMNS[name] for name in HEADER]
    return [cells.get(name, cell) for name, cell in zip(names, GOOD, strict=True)]


def checked(*rows: Sequence[Any], known: Any = frozenset()) -> list[Any]:
    course = SimpleNamespace(
        id=7, title="Phonics that sticks", code="PH-1", provider=SimpleNamespace(email="p@x.example")
    )
    venue = SimpleNamespace(name="The Fleet")
    return check_rows(
        read_sheet("a.csv", sheet(*rows)),
        courses=[course],  # type: ignore[list-item]
        venues=[venue],  # type: ignore[list-item]
        known=set(known),
    )


@pytest.mark.usefixtures("frozen")
class TestReading:
    def test_a_row_is_a_date(self) -> None:
        (row,) = checked(GOOD)
        assert row.errors == [] and not row.is_known and row.number == 2
        assert [span.day for span in row.spans] == [date(2026, 9, 24), date(2026, 10, 1), date(2026, 10, 8)]
        assert {(span.starts, span.ends) for span in row.spans} == {(time(16), time(18))}
        assert (row.details.capacity, row.details.prices) == (24, {PriceBand.academy_city: 4950})

    @pytest.mark.parametrize("text", ["24/09/2026", "2026-09-24", "24.09.2026", "24 September 2026", "24 Sep 2026"])
    def test_days_as_people_write_them(self, text: str) -> None:
        assert checked(changed(day=text))[0].spans[0].day == date(2026, 9, 24)

    @pytest.mark.parametrize("text", ["16:00", "4pm", "4:00 pm", "16.00", "16"])
    def test_times_as_people_write_them(self, text: str) -> None:
        assert checked(changed(starts=text))[0].spans[0].starts == time(16)

    @pytest.mark.parametrize(
        ("cells", "error"),
        [
            ({"course": "Nothing"}, "Course: you run no course called “Nothing”"),
            ({"day": "soon"}, "Day: enter a day like 24/09/2026 instead of “soon”"),
            ({"day": "31/02/2026"}, "Day: enter a day"),
            ({"day": "24/04/2026"}, "Day: enter a day that lies ahead"),
            ({"starts": "25:00"}, "Starts is a time like 16:00 or 4pm"),
            ({"ends": ""}, "Ends is a time like 16:00 or 4pm"),
            ({"ends": "15:00"}, "the end must be after the start"),
            ({"later": "23/09/2026"}, "later days must follow one another"),
            ({"capacity": "0"}, "Places: enter a whole number from 1 to 500"),
            ({"capacity": "many"}, "Places: enter a whole number from 1 to 500"),
            ({"venue": "Nowhere"}, "Venue: you have no venue called “Nowhere”"),
            ({"price_academy_city": "free"}, "Price: enter pounds like 120 or 49.50 for academy in the city"),
            ({"price_academy_city": "1.005"}, "Price: enter pounds"),
        ],
    )
    def test_what_is_wrong_is_said(self, cells: dict[str, str], error: str) -> None:
        (row,) = checked(changed(**cells))
        assert any(error in found for found in row.errors), row.errors
        assert row.details is None

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        (row,) = checked(changed(course="x", day="y", capacity="z", venue="w"))
        assert len(row.errors) == 4

    def test_the_code_of_a_course_does_as_well(self) -> None:
        assert checked(changed(course="ph-1"))[0].course is not None

    def test_one_date_twice_in_a_file(self) -> None:
        first, second = checked(GOOD, GOOD)
        assert first.errors == [] and "twice" in second.errors[0]

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("a.csv", b"", "nothing in this file"),
            ("a.csv", b"Course,Day\nx,y\n", "There is none called Starts nor Ends nor Places"),
            ("a.csv", sheet(), "There is no date in this file"),
            ("a.csv", sheet(*[GOOD] * 301), "up to 300 dates"),
            ("a.xlsx", b"no workbook", "cannot be read as an Excel workbook"),
            ("a.xlsx", b"PK\x03\x04" + b"\0" * 60, "cannot be read as an Excel workbook"),
        ],
    )
    def test_files_that_cannot_be_read(self, name: str, content: bytes, said: str) -> None:
        with pytest.raises(BadSheet, match=said):
            read_sheet(name, content)

    def test_excel_and_semicolons_say_the_same(self) -> None:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(HEADER)
        page.append(["Phonics that sticks", datetime(2026, 9, 24), time(16), time(18), "", 24, "The Fleet", 49.5])  # noqa: DTZ001
        buffer = io.BytesIO()
        book.save(buffer)
        excel = read_sheet("dates.XLSX", buffer.getvalue())
        plain = read_sheet("dates.csv", sheet(changed(later="", day="2026-09-24", price_academy_city="49.5")))
        with_semicolons = ";".join(HEADER) + "\n" + ";".join(changed(later="", day="2026-09-24")) + "\n"
        assert excel == plain
        assert read_sheet("d.csv", with_semicolons.encode("cp1252"))[0]["capacity"] == "24"


@pytest.fixture
def desk(client: StrictClient, frozen: Any) -> SimpleNamespace:
    provider = ProviderFactory()
    course = CourseFactory(provider=provider, title="Phonics that sticks")
    VenueFactory(name="The Fleet", provider_id=provider.id)
    user = member(Role.provider_admin, provider)
    client.sign_in(user)
    return SimpleNamespace(provider=provider, course=course, user=user)


def upload(client: StrictClient, content: bytes, status: int = 200) -> Any:
    page = client.get(URL)
    data = {**page.form(), "sheet": (io.BytesIO(content), "dates.csv")}
    return client.post(URL, data, status=status, content_type="multipart/form-data")


def count(session: Session) -> int:
    return int(session.scalar(select(func.count(CourseDate.id))) or 0)


class TestTheDesk:
    def test_seen_then_made_then_known_again(
        self, client: StrictClient, session: Session, desk: SimpleNamespace
    ) -> None:
        other = changed(day="03/11/2026", later="")
        seen = upload(client, sheet(GOOD, other))
        assert "2 rows: 2 new dates, 0 here already, 0 to put right" in seen.text
        assert count(session) == 0
        packed = {"rows": seen.select("input[name=rows]")[0]["value"], "make": "1"}
        done = client.follow(client.post(URL, packed))
        assert "2 drafts are made" in done.text
        runs = session.scalars(select(CourseDate).order_by(CourseDate.starts_at)).all()
        assert [len(run.live_sessions) for run in runs] == [3, 1]
        assert {run.state for run in runs} == {CourseDateState.draft}
        assert runs[0].prices == {"academy_city": 4950}
        assert runs[0].venue is not None and runs[0].venue.name == "The Fleet"
        client.post(URL, packed)
        assert count(session) == 2, "sent twice, made once"
        again = upload(client, sheet(GOOD, other))
        assert "0 new dates, 2 here already" in again.text and "There is nothing to make" in again.text

    def test_one_wrong_row_and_nothing_is_made(
        self, client: StrictClient, session: Session, desk: SimpleNamespace
    ) -> None:
        page = upload(client, sheet(GOOD, changed(course="Nothing of ours")))
        assert "Course: you run no course called “Nothing of ours”" in page.text
        assert not page.select("input[name=rows][value]") or not page.select("button[value='1']")
        with pytest.raises(errors.SheetChanged), transaction():
            operations.import_dates(
                actor=desk.user, provider=desk.provider, rows=read_sheet("a.csv", sheet(GOOD, changed(day="x")))
            )
        assert count(session) == 0

    def test_nobody_elses_course(self, client: StrictClient, desk: SimpleNamespace) -> None:
        CourseDateFactory(course__title="Somebody else’s course")
        page = upload(client, sheet(changed(course="Somebody else’s course")))
        assert "you run no course called" in page.text

    def test_what_was_tampered_with_is_read_anew(
        self, client: StrictClient, session: Session, desk: SimpleNamespace
    ) -> None:
        for rows in ("nonsense", "[1, 2]", '{"a": 1}', '[{"course": "Phonics that sticks"}]'):
            client.post(URL, {"rows": rows, "make": "1"}, status=200)
        assert count(session) == 0

    def test_no_file(self, client: StrictClient, desk: SimpleNamespace) -> None:
        assert "Choose the spreadsheet" in client.submit(URL, status=200).errors

    def test_the_sheet_to_fill_in_can_be_read_again(self, client: StrictClient, desk: SimpleNamespace) -> None:
        response = client.http.get(f"{URL}/template.csv")
        rows = read_sheet("t.csv", response.data)
        assert rows[0]["course"] == "Phonics that sticks"
        assert len(response.data.decode("utf-8-sig").splitlines()[0].split(",")) == len(COLUMNS)
