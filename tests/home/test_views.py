"""The front door, with and without anything behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.home import presenting
from teachpb.home.queries import course_count, course_slugs
from tests.factories.cpd import CourseDateFactory, CourseFactory
from tests.factories.governors import GovernorRoleFactory
from tests.factories.insight import counted
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = ("/about", "/accessibility", "/privacy", "/contact")


@pytest.fixture
def city(session: Session) -> Any:
    return LocalAuthorityFactory(code="874")


class TestTheHomePage:
    def test_stands_on_its_own_when_there_is_nothing_yet(self, client: StrictClient, session: Session) -> None:
        page = client.get("/")
        assert "No jobs are open today" in page.text
        assert page.select('main form[action="/search"] input[name="keyword"]')

    def test_shows_what_is_new_and_counts_it(self, client: StrictClient, session: Session, city: Any) -> None:
        school = SchoolFactory(local_authority=city)
        SchoolProfileFactory(school=school)
        vacancy = VacancyFactory(organisation=school)
        DraftVacancyFactory(title="Not yet")
        ExpiredVacancyFactory(title="Gone")
        GovernorRoleFactory()
        run = CourseDateFactory()
        page = client.get("/")
        assert {vacancy.title, school.name, run.course.title} <= set(page.links)
        assert "1 job open now" in page.text
        assert "1 board is looking" in page.text
        assert "Not yet" not in page.text
        assert "Gone" not in page.text

    def test_shows_the_council_its_ratio(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        counted(date(2026, 1, 5), initiated=3)
        assert "3.0 : 1" in client.get("/").text

    def test_is_the_same_for_everybody_and_may_be_kept(self, client: StrictClient, session: Session) -> None:
        response = client.get("/").response
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"].startswith("public")

    def test_asks_no_more_questions_when_the_city_grows(
        self, client: StrictClient, session: Session, city: Any, query_count: Any
    ) -> None:
        def grow(count: int) -> None:
            for _ in range(count):
                school = SchoolFactory(local_authority=city)
                SchoolProfileFactory(school=school)
                VacancyFactory(organisation=school)
                CourseDateFactory()

        grow(3)
        with query_count() as few:
            client.get("/")
        grow(10)
        with query_count() as many:
            client.get("/")
        assert many.count == few.count


class TestFeaturedSchools:
    def test_only_those_that_tell_their_story(self, app: Any, session: Session, city: Any) -> None:
        SchoolFactory(local_authority=city)
        told = SchoolProfileFactory(school=SchoolFactory(local_authority=city)).school
        SchoolProfileFactory(school=SchoolFactory(local_authority=city), welcome="", description="")
        with app.test_request_context():
            assert [card["title"] for card in presenting.featured_schools("874")] == [told.name]

    def test_change_from_day_to_day_and_never_repeat(
        self, app: Any, session: Session, city: Any, frozen: FrozenClock
    ) -> None:
        for _ in range(6):
            SchoolProfileFactory(school=SchoolFactory(local_authority=city))
        seen = []
        for _ in range(2):
            with app.test_request_context():
                names = [card["title"] for card in presenting.featured_schools("874")]
            assert len(set(names)) == 3
            seen.append(names)
            frozen.advance(timedelta(days=1))
        assert seen[0] != seen[1]


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_about_the_site(client: StrictClient, session: Session, path: str) -> None:
    assert len(client.get(path).text) > 400


class TestCounting:
    def test_courses_are_counted_when_published(self, session: Session) -> None:
        course = CourseFactory()
        CourseFactory(status="draft")
        CourseFactory(status="withdrawn")
        assert course_count() == 1
        assert [slug for slug, _ in course_slugs()] == [course.slug]


def test_a_course_without_a_date_has_no_card(session: Session) -> None:
    CourseFactory()
    assert presenting.next_courses() == []


def test_a_full_course_says_so(app: Any, session: Session, frozen: FrozenClock) -> None:
    from tests.factories.cpd import PlaceFactory

    run = CourseDateFactory(capacity=1)
    PlaceFactory(course_date=run)
    with app.test_request_context():
        (card,) = presenting.next_courses()
    assert "Waiting list" in card["meta"]
    assert card["leaf"] == {"month": f"{clock.to_london(run.starts_at):%b}", "day": clock.to_london(run.starts_at).day}
