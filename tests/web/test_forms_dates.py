"""Dates in parts, months, and times of day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from teachpb.web.forms import DateField, MonthField, Required, TimeField
from teachpb.web.forms.dates import read_month
from tests.support.forms import answer, bare_request, form_with

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


def parts(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("1", "5", "2026"), date(2026, 5, 1)),
        (("01", "05", "2026"), date(2026, 5, 1)),
        (("1", "May", "2026"), date(2026, 5, 1)),
        (("1st", "sept", "2026"), date(2026, 9, 1)),
        (("31", "DECEMBER", "2026"), date(2026, 12, 31)),
        ((" 3rd ", " feb. ", " 2028 "), date(2028, 2, 3)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("１", "５", "２０２６"), date(2026, 5, 1)),
    ],
)
def test_a_date(typed: tuple[str, str, str], day: date) -> None:
    assert answer(DateField("Closing date"), parts(*typed)) == (day, [])


@pytest.mark.parametrize(
    ("typed", "sentence", "first_wrong"),
    [
        (("", "5", "2026"), "must include a day", "day"),
        (("1", "", "2026"), "must include a month", "month"),
        (("1", "5", ""), "must include a year", "year"),
        (("", "", "2026"), "must include a day and month", "day"),
        (("1", "", ""), "must include a month and year", "month"),
        (("30", "2", "2026"), "must be a real date", "day"),
        (("29", "2", "2026"), "must be a real date", "day"),
        (("32", "1", "2026"), "must be a real date", "day"),
        (("0", "1", "2026"), "must be a real date", "day"),
        (("1", "13", "2026"), "must be a real date", "month"),
        (("1", "0", "2026"), "must be a real date", "month"),
        (("1", "ma", "2026"), "must be a real date", "month"),
        (("x", "5", "2026"), "must be a real date", "day"),
        (("1", "5", "soon"), "must be a real date", "year"),
        (("²", "5", "2026"), "must be a real date", "day"),
        (("1", "5", "26"), "must have a year of 4 numbers, like 2026", "year"),
        (("1", "5", "20266"), "must have a year of 4 numbers, like 2026", "year"),
        (("1", "5", "0001"), "must have a year between 1900 and 2100", "year"),
        (("1", "5", "9999"), "must have a year between 1900 and 2100", "year"),
        (("9" * 5000, "5", "2026"), "must be a real date", "day"),
        (("-1", "5", "2026"), "must be a real date", "day"),
        (("1", "5", "٢٠٢٦"), "must have a year of 4 numbers, like 2026", "year"),
    ],
)
def test_not_a_date(typed: tuple[str, str, str], sentence: str, first_wrong: str) -> None:
    form = form_with(
        {f"closes_on-{part}": value for part, value in parts(*typed).items()}, closes_on=DateField("Closing date")
    )
    assert not form.validate()
    assert form.error_summary() == [{"text": f"Closing date {sentence}", "href": f"#closes_on-{first_wrong}"}]
    assert form.answers() == {"closes_on": None}


def test_only_the_wrong_parts_are_marked() -> None:
    form = form_with({"on-day": "1", "on-month": "", "on-year": "2026"}, on=DateField("Start"))
    form.validate()
    html = str(form.on())  # type: ignore[attr-defined]
    assert html.count("govuk-input--error") == 1
    assert 'value="1"' in html and 'value="2026"' in html


def test_an_empty_date_is_no_answer() -> None:
    form = form_with({"on-day": "", "on-month": " ", "on-year": ""}, on=DateField("Start", [Required("Enter a date")]))
    assert not form.validate()
    assert form.error_summary() == [{"text": "Enter a date", "href": "#on-day"}]
    assert str(form.on()).count("govuk-input--error") == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"on": "1"},
        {"on": ["1", "5", "2026", "9"]},
        {"on-day": "1"},
        {"on-day": ["1", "2"], "on-month": ["5", "6"], "on-year": ["2026", "x"]},
        {"on-day": "1", "on-hour": "5"},
        {"on": "2026-13-45"},
    ],
)
def test_any_number_of_values_is_a_sentence_or_an_answer(posted: dict[str, Any]) -> None:
    form = form_with(MultiDict(posted), on=DateField("Start", [Required("Enter a start date")]))
    assert form.validate() == (form.on.data == date(2026, 5, 1))  # type: ignore[attr-defined]
    assert all(error["text"].endswith((".", "year", "date", "month")) for error in form.error_summary())
    form.on()  # type: ignore[attr-defined]


def test_an_iso_date_under_the_bare_name_is_taken() -> None:
    posted = {"on": "2026-05-01", "on-day": "", "on-month": "", "on-year": ""}
    assert form_with(posted, on=DateField("Start")).answers() == {"on": date(2026, 5, 1)}


@pytest.mark.parametrize("stored", [date(2026, 5, 1), datetime(2026, 4, 30, 23, 30, tzinfo=UTC)])
def test_a_stored_date_is_shown_in_its_parts(stored: date) -> None:
    form = form_with(None, stored={"on": stored}, on=DateField("Start"))
    html = str(form.on())  # type: ignore[attr-defined]
    for part, value in (("day", "1"), ("month", "5"), ("year", "2026")):
        assert f'id="on-{part}"' in html
        assert f'value="{value}"' in html
    assert form.on.display() == "Friday 1 May 2026"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("month", "year", "kept", "errors"),
    [
        ("5", "2026", date(2026, 5, 1), []),
        ("May", "2026", date(2026, 5, 1), []),
        ("", "2026", None, ["Start must include a month"]),
        ("13", "2026", None, ["Start must be a real month and year"]),
        ("5", "", None, ["Start must include a year"]),
        ("5", "1850", None, ["Start must have a year between 1900 and 2100"]),
    ],
)
def test_a_month(month: str, year: str, kept: date | None, errors: list[str]) -> None:
    assert answer(MonthField("Start"), {"month": month, "year": year}) == (kept, errors)


def test_a_month_is_shown_by_name() -> None:
    form = form_with(None, stored={"began": date(2024, 9, 1)}, began=MonthField("Began"))
    assert form.began.display() == "September 2024"  # type: ignore[attr-defined]
    assert "began-day" not in form.began()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("word", "number"),
    [("jan", 1), ("January", 1), ("sept", 9), ("Sep", 9), ("dec", 12), ("ma", None), ("maybe", None), ("", None)],
)
def test_names_of_months(word: str, number: int | None) -> None:
    assert read_month(word) == number


@pytest.mark.parametrize(
    ("typed", "clock_time"),
    [
        ("4pm", time(16)),
        ("4 pm", time(16)),
        ("4 P.M.", time(16)),
        ("16:00", time(16)),
        ("16.00", time(16)),
        ("1600", time(16)),
        ("16", time(16)),
        ("9.30am", time(9, 30)),
        ("9:30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("04:30", time(4, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:30am", time(0, 30)),
        ("noon", time(12)),
        ("Midday", time(12)),
        ("midnight", time(0)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_of_day(typed: str, clock_time: time) -> None:
    assert answer(TimeField("Start time"), typed) == (clock_time, [])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("4", "must say am or pm, like 4pm"),
        ("12", "must say am or pm, like 12pm"),
        ("4:30", "must say am or pm, like 4:30pm"),
        ("24:00", "must be a time, like 4pm or 9:30am"),
        ("13pm", "must be a time, like 4pm or 9:30am"),
        ("0am", "must be a time, like 4pm or 9:30am"),
        ("9:60am", "must be a time, like 4pm or 9:30am"),
        ("after school", "must be a time, like 4pm or 9:30am"),
        ("4:5pm", "must be a time, like 4pm or 9:30am"),
        ("16:00:00", "must be a time, like 4pm or 9:30am"),
        ("²pm", "must be a time, like 4pm or 9:30am"),
        ("٤pm", "must be a time, like 4pm or 9:30am"),
    ],
)
def test_not_a_time_of_day(typed: str, sentence: str) -> None:
    assert answer(TimeField("Start time"), typed) == (None, [f"Start time {sentence}"])


@pytest.mark.parametrize(
    ("stored", "shown"), [(time(16), "4pm"), (time(9, 30), "9:30am"), (time(12), "midday"), (time(0), "midnight")]
)
def test_a_stored_time_reads_back_as_itself(stored: time, shown: str) -> None:
    form = form_with(None, stored={"at": stored}, at=TimeField("At"))
    assert form.at.display() == shown  # type: ignore[attr-defined]
    assert answer(TimeField("At"), shown) == (stored, [])
