"""The officers’ desk: the ratio first, then what there is to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.admin.desk import stale_schools
from teachpb.insight import operations as insight
from teachpb.schools.models import Role
from tests.factories.insight import counted
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


@pytest.fixture
def city(session: Session) -> Any:
    return LocalAuthorityFactory(code="874")


@pytest.fixture
def officer(client: StrictClient, city: Any) -> StrictClient:
    client.sign_in(member(Role.administrator, city))
    return client


class TestTheFirstPage:
    def test_before_anything_has_happened(self, officer: StrictClient) -> None:
        page = officer.get("/office")
        assert page.h1 == "Today"
        assert "No job has been advertised yet this academic year." in page.text
        assert "Nothing waits." in page.text

    def test_with_history_it_says_what_the_council_knows(
        self, officer: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        school = SchoolFactory(name="Nene Primary")
        counted(date(2025, 10, 1), initiated=7, submitted=4, organisation=school)
        insight.import_month(month=date(2015, 4, 1), vacancies=871, initiated=4280)
        session.commit()
        page = officer.get("/office")
        assert "872 vacancies since launch" in page.text
        assert "4,287 applications initiated since launch" in page.text
        assert "4.9 : 1 applications for each vacancy since launch, about 5 : 1" in page.text
        assert "7.0 : 1 applications for each vacancy this year" in page.text
        row = next(row for row in page.select("tbody tr") if "Nene Primary" in row.get_text())
        assert [cell.get_text().strip() for cell in row.select("td")] == ["1", "7", "4", "7.0 : 1"]

    def test_ten_schools_are_shown_and_the_others_named_by_number(
        self, officer: StrictClient, frozen: FrozenClock
    ) -> None:
        for _ in range(12):
            counted(date(2025, 10, 1), initiated=1)
        assert "See the other 2 schools" in officer.get("/office").text

    def test_it_asks_no_more_questions_when_the_city_grows(
        self, officer: StrictClient, frozen: FrozenClock, query_count: Callable[[], Any]
    ) -> None:
        counts = []
        for _ in range(2):
            counted(date(2025, 10, 1), initiated=1)
        for _ in range(2):
            with query_count() as queries:
                officer.get("/office")
            counts.append(queries.count)
            for _ in range(9):
                counted(date(2025, 10, 1), initiated=1)
        assert counts[0] == counts[1]


class TestToDo:
    def test_a_quiet_job_is_named(self, officer: StrictClient, frozen: FrozenClock) -> None:
        opened = clock.now() - timedelta(days=10)
        tally = counted(clock.london_day(opened), opens_at=opened, closes_at=clock.now() + timedelta(days=2))
        assert "1 job is past half their time without an application" in officer.get("/office").text
        assert tally.vacancy_id
        assert "Year 4 teacher" in officer.get("/office/quiet-jobs").text

    def test_no_quiet_job_says_so(self, officer: StrictClient) -> None:
        assert "No quiet jobs" in officer.get("/office/quiet-jobs").text

    @pytest.mark.parametrize(("days", "stale"), [(364, False), (366, True)])
    def test_a_page_is_stale_after_a_year(
        self, session: Session, city: Any, frozen: FrozenClock, days: int, stale: bool
    ) -> None:
        profile = SchoolProfileFactory(
            school=SchoolFactory(local_authority=city), reviewed_at=clock.now() - timedelta(days=days)
        )
        assert (profile.school in stale_schools("874")) is stale

    def test_those_never_reviewed_come_first(self, officer: StrictClient, city: Any, frozen: FrozenClock) -> None:
        old = SchoolFactory(local_authority=city, name="A once reviewed")
        SchoolProfileFactory(school=old, reviewed_at=clock.now() - timedelta(days=500))
        SchoolFactory(local_authority=city, name="B never reviewed")
        page = officer.get("/office/stale-pages")
        assert [row.get_text() for row in page.select("tbody th")] == ["B never reviewed", "A once reviewed"]
        assert "2 school pages were not looked through" in officer.get("/office").text

    def test_fresh_pages_say_so(self, officer: StrictClient) -> None:
        assert "Every page is fresh" in officer.get("/office/stale-pages").text
