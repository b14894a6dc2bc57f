"""How a provider's year went."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from teachpb.cpd import queries
from teachpb.cpd.models import CourseDateState, PlaceState
from teachpb.schools.models import Role
from tests.factories.cpd import CourseDateFactory, CourseFactory, PlaceFactory, fill
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient

S = PlaceState
URL = "/training/desk/figures"

pytestmark = pytest.mark.usefixtures("session", "frozen")


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2026, 1, 1), 2025)]
)
def test_the_academic_year(day: date, year: int) -> None:
    assert queries.academic_year(day) == year


def test_what_is_counted(client: StrictClient) -> None:
    provider = ProviderFactory()
    course = CourseFactory(provider=provider, title="Phonics")
    past = CourseDateFactory(course=course, day=date(2026, 3, 2), capacity=10, state=CourseDateState.delivered)
    for state, count in ((S.attended, 4), (S.part_attended, 1), (S.no_show, 2), (S.excused, 1)):
        fill(past, count, state=state)
    fill(past, 2, state=S.cancelled_by_customer)
    ahead = CourseDateFactory(course=course, day=date(2026, 6, 2), capacity=5)
    fill(ahead, 5)
    PlaceFactory(course_date=ahead, state=S.waiting, waiting_number=1)
    CourseDateFactory(course=course, day=date(2026, 6, 9), state=CourseDateState.cancelled)
    CourseDateFactory(course=course, day=date(2026, 6, 10), state=CourseDateState.draft)
    CourseDateFactory(course=course, day=date(2026, 9, 9))
    fill(CourseDateFactory(day=date(2026, 6, 2)), 3)
    user = member(Role.provider_admin, provider)
    rows = queries.figures_of(user, 2025)
    total = queries.total_of(rows)
    assert [row.course_date_id for row in rows][:2] == [past.id, ahead.id]
    assert (total.dates, total.called_off, total.capacity, total.taken) == (2, 1, 15, 13)
    assert (total.came, total.registered, total.no_shows, total.cancelled, total.waiting) == (5, 8, 2, 2, 1)
    assert (total.fill_percent, total.no_show_percent, total.cancelled_percent) == (87, 25, 13)
    assert [title for title, _ in queries.by_course(rows)] == ["Phonics"]
    client.sign_in(user)
    page = client.get(URL)
    assert "87% filled: 13 of 15 places" in page.text and "25% did not come" in page.text
    assert "1 called off" in page.text
    sheet = openpyxl.load_workbook(io.BytesIO(client.http.get(f"{URL}.xlsx?year=2025").data)).active
    assert [cell.value for cell in sheet[2]][3:8] == [10, 8, 80, 5, 2]
    assert "No dates in this year" in client.get(f"{URL}?year=2024").text
    assert client.get(f"{URL}?year=nonsense").text == page.text


def test_as_many_questions_for_many_dates_as_for_few(client: StrictClient, query_count: Any) -> None:
    provider = ProviderFactory()
    client.sign_in(member(Role.provider_admin, provider))
    fill(CourseDateFactory(course__provider=provider), 2)
    client.get(URL)
    with query_count() as few:
        client.get(URL)
    for _ in range(6):
        fill(CourseDateFactory(course__provider=provider), 2)
    with query_count() as many:
        client.get(URL)
    assert many.count == few.count


def test_nothing_is_no_percentage() -> None:
    none = queries.Figures()
    assert (none.fill_percent, none.no_show_percent, none.cancelled_percent) == (None, None, None)
