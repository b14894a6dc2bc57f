"""The pages with the figures."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from teachpb.schools.models import Role
from tests.factories.insight import counted
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


@pytest.fixture
def officer(client: StrictClient, session: Session) -> StrictClient:
    client.sign_in(member(Role.recruitment_officer, LocalAuthorityFactory()))
    return client


class TestThePublicPage:
    def test_says_something_before_there_is_anything(self, client: StrictClient, session: Session) -> None:
        assert "No figures yet" in client.get("/figures").text

    def test_shows_the_ratio_and_what_it_means(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        counted(date(2024, 10, 1), initiated=5)
        counted(date(2025, 10, 1), initiated=2)
        page = client.get("/figures")
        assert "This academic year each job has drawn 2.0 applications, fewer than last year’s 5.0." in page.text
        assert "3.5 : 1 applications for each job since launch, about 4 : 1" in page.text

    def test_the_spreadsheet_has_every_month(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        counted(date(2025, 10, 1), initiated=3, submitted=1)
        lines = client.get("/figures.csv").body.splitlines()
        assert lines[1] == "2025-10,1,3,1,3.0,counted here"


class TestTheOfficersPage:
    def test_shows_this_academic_year_by_school(self, officer: StrictClient, frozen: FrozenClock) -> None:
        counted(date(2025, 10, 1), initiated=3, organisation=SchoolFactory(name="Nene Primary"))
        counted(date(2024, 10, 1), initiated=3, organisation=SchoolFactory(name="Older Primary"))
        page = officer.get("/office/figures")
        assert "Nene Primary" in page.text
        assert "Older Primary" not in page.text
        assert "Older Primary" in officer.get("/office/figures?year=all").text
        assert "Older Primary" in officer.get("/office/figures?year=2024").text

    @pytest.mark.parametrize("year", ["", "0", "abc", "99999999999999999999", "-1"])
    def test_any_year_gives_a_page(self, officer: StrictClient, year: str) -> None:
        officer.get(f"/office/figures?year={year}")

    def test_an_empty_year_says_so(self, officer: StrictClient) -> None:
        assert "No jobs in this period" in officer.get("/office/figures").text

    def test_the_spreadsheet_is_safe_to_open(self, officer: StrictClient, frozen: FrozenClock) -> None:
        counted(date(2025, 10, 1), initiated=3, organisation=SchoolFactory(name="=cmd()"))
        assert "'=cmd()" in officer.get("/office/figures.csv?year=all").body
