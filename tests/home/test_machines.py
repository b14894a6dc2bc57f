"""What search engines are told: the index and its parts, what they may read, what is left out the minute it closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.home import sitemap
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseFactory
from tests.factories.governors import GovernorRoleFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://localhost"


@pytest.fixture
def city(session: Session, frozen: FrozenClock) -> Any:
    return LocalAuthorityFactory(code="874", name="Peterborough")


def read(client: StrictClient, path: str) -> dict[str, str | None]:
    """Address -> last change, of an index or a part."""
    page = client.get(path)
    assert page.response.mimetype == "application/xml"
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    tree = ElementTree.fromstring(page.body)
    found = {}
    for entry in tree:
        address = entry.findtext(f"{SITEMAPS}loc")
        assert address is not None and address.startswith(f"{HOST}/"), "absolute, as the protocol wants it"
        found[address.removeprefix(HOST)] = entry.findtext(f"{SITEMAPS}lastmod")
    return found


def everything(client: StrictClient) -> dict[str, str | None]:
    return {
        address: changed for part in read(client, "/sitemap.xml") for address, changed in read(client, part).items()
    }


def test_all_that_is_open_is_listed_once_with_its_last_change(client: StrictClient, city: Any) -> None:
    school = SchoolFactory(local_authority=city)
    live, closed = VacancyFactory(organisation=school), ExpiredVacancyFactory(organisation=school)
    hidden = [DraftVacancyFactory(organisation=school), ScheduledVacancyFactory(organisation=school)]
    role, course, draft = GovernorRoleFactory(), CourseFactory(), CourseFactory(status="draft")
    found = everything(client)
    for path in (f"/jobs/{live.slug}", f"/schools/{school.slug}", f"/courses/{course.slug}"):
        assert found[path] == "2026-04-24", path
    assert {f"/governor-roles/{role.slug}", "/browse-jobs", "/teacher-jobs", "/figures"} <= set(found)
    for vacancy in (closed, *hidden):
        assert f"/jobs/{vacancy.slug}" not in found
    assert f"/courses/{draft.slug}" not in found


def test_pages_that_ask_not_to_be_found_are_left_out(client: StrictClient, city: Any) -> None:
    assert "/law-teacher-jobs" not in everything(client)
    VacancyFactory(subjects=["law"], organisation=SchoolFactory(local_authority=city))
    assert "/law-teacher-jobs" in everything(client)


def test_every_address_answers_and_may_be_found(client: StrictClient, city: Any) -> None:
    VacancyFactory(organisation=SchoolFactory(local_authority=city))
    GovernorRoleFactory()
    CourseFactory()
    addresses = everything(client)
    arrivals = [address for address in addresses if address.startswith("/teaching-jobs-in-")]
    for address in set(addresses) - set(arrivals[1:]):  # they are all of one make
        page = client.get(address or "/")
        assert "X-Robots-Tag" not in page.response.headers, address
        assert not page.select('meta[name="robots"]'), address


def test_a_closed_job_is_out_the_minute_it_closes(client: StrictClient, city: Any, frozen: FrozenClock) -> None:
    vacancy = VacancyFactory(organisation=SchoolFactory(local_authority=city))
    frozen.move_to(vacancy.closes_at - timedelta(seconds=1))
    assert f"/jobs/{vacancy.slug}" in everything(client)
    frozen.move_to(vacancy.closes_at)
    assert f"/jobs/{vacancy.slug}" not in everything(client)


def test_a_school_changes_with_its_own_words(client: StrictClient, city: Any, frozen: FrozenClock) -> None:
    school = SchoolFactory(local_authority=city)
    frozen.advance(timedelta(days=5))
    SchoolProfileFactory(school=school)
    assert everything(client)[f"/schools/{school.slug}"] == "2026-04-29"


def test_long_lists_are_cut_into_parts(client: StrictClient, city: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PER_PART", 2)
    school = SchoolFactory(local_authority=city)
    slugs = {f"/jobs/{VacancyFactory(organisation=school).slug}" for _ in range(5)}
    index = read(client, "/sitemap.xml")
    parts = [f"/sitemaps/jobs-{number}.xml" for number in (1, 2, 3)]
    assert [index[part] for part in parts] == ["2026-04-24"] * 3
    assert [len(read(client, part)) for part in parts] == [2, 2, 1]
    assert {address for part in parts for address in read(client, part)} == slugs
    for path in ("/sitemaps/jobs-4.xml", "/sitemaps/jobs-0.xml", "/sitemaps/wishes-1.xml"):
        client.get(path, status=404)


def test_a_part_stays_within_the_protocol() -> None:
    assert sitemap.PER_PART <= 50_000


def test_an_empty_section_has_no_part(client: StrictClient, session: Session) -> None:
    assert list(read(client, "/sitemap.xml")) == ["/sitemaps/pages-1.xml"]


def test_the_questions_do_not_grow(client: StrictClient, city: Any, query_count: Any) -> None:
    counts = []
    for number in (2, 8):
        for _ in range(number):
            SchoolProfileFactory(school=VacancyFactory(organisation=SchoolFactory(local_authority=city)).organisation)
        with query_count() as counted:
            everything(client)
        counts.append(counted.count)
    assert counts[0] == counts[1]


# -- robots


def rules(client: StrictClient) -> list[str]:
    return client.get("/robots.txt").body.splitlines()


def allowed(lines: list[str], path: str) -> bool:
    """As RFC 9309 reads it: the patterns of “Disallow”, * for anything."""
    import re

    patterns = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    return not any(re.match(re.escape(pattern).replace(r"\*", ".*"), path) for pattern in patterns)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        *(("/", True), ("/jobs", True), ("/jobs/year-4-teacher", True), ("/jobs/year-4-teacher?source=share-x", True)),
        *(("/jobs?keyword=maths", False), ("/jobs?page=2", False), ("/schools?location=PE1", False)),
        *(("/jobs/year-4-teacher/apply", False), ("/jobs/x/save", False), ("/jobs/x/report", False)),
        *(
            ("/jobs/x/picture.png", True),
            ("/teacher-jobs", True),
            ("/browse-jobs", True),
            ("/sitemaps/jobs-1.xml", True),
        ),
        *(("/account/sign-in", False), ("/hiring", False), ("/office", False), ("/alerts/new?role=teacher", False)),
        *(("/schools/a-school", True), ("/governor-roles/interest/token", False), ("/figures", True)),
    ],
)
def test_what_crawlers_may_read(client: StrictClient, session: Session, path: str, wanted: bool) -> None:
    assert allowed(rules(client), path) is wanted


def test_the_sitemaps_address_is_absolute(client: StrictClient, session: Session) -> None:
    assert f"Sitemap: {HOST}/sitemap.xml" in rules(client)


def test_a_demonstration_is_not_to_be_found(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    with app.app_context():
        monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], demo=True))
        assert sitemap.robots() == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("path", "nobody", "somebody"),
    [("/account", 302, 200), ("/account/saved-jobs", 302, 200), ("/hiring", 302, 200), ("/account/sign-in", 200, 302)],
)
def test_where_people_work_asks_not_to_be_found(
    client: StrictClient, session: Session, path: str, nobody: int, somebody: int
) -> None:
    assert client.get(path, status=nobody).response.headers["X-Robots-Tag"] == "noindex"
    client.sign_in(UserFactory())
    assert client.get(path, status=somebody).response.headers["X-Robots-Tag"] == "noindex"


def test_filtered_results_are_not_pages_of_their_own(client: StrictClient, session: Session) -> None:
    assert client.get("/jobs?role=teacher").response.headers["X-Robots-Tag"] == "noindex, follow"
    assert "X-Robots-Tag" not in client.get("/jobs").response.headers
