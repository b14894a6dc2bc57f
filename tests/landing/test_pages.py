"""Pages to arrive on: they list what they say, count what is there, and every address leads somewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.landing import queries
from teachpb.landing.page import Kind, LandingPage
from teachpb.landing.pages import ALIASES, PAGES, page_at, pages_of
from teachpb.places.gazetteer import gazetteer
from teachpb.places.names import place_key
from teachpb.schools.models import Phase
from teachpb.vacancies.models import VACANCY_PHASES, EctStatus, JobRole, Subject, WorkingPattern
from teachpb.vacancies.queries import open_positions
from teachpb.vacancies.search import FACETS
from teachpb.vacancies.signals import vacancy_shown
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, TrustFactory
from tests.factories.vacancies import ExpiredVacancyFactory, ScheduledVacancyFactory, VacancyFactory
from tests.support.client import StrictClient

pytestmark = pytest.mark.usefixtures("frozen")
HAMPTON = {"latitude": 52.541, "longitude": -0.259, "postcode": "PE7 8BB"}


# -- the data


@pytest.mark.pure
class TestTheWords:
    def test_every_role_phase_and_subject_has_its_page(self) -> None:
        def values(facet: str, kind: Kind) -> set[str]:
            return {value for page in pages_of(kind) for value in page.filters.get(facet, ())}

        assert values("role", Kind.role) == {role.value for role in JobRole}
        assert values("phase", Kind.phase) == {phase.value for phase in VACANCY_PHASES}
        assert values("subject", Kind.subject) == {subject.value for subject in Subject}

    @pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.slug)
    def test_a_page_searches_for_what_can_be_found(self, page: LandingPage) -> None:
        """Six pages of another board could never find a job, because a label was spelt differently there."""
        assert bool(page.filters) != bool(page.place)
        for facet, wanted in page.filters.items():
            known = FACETS[facet]
            assert known is not None and set(wanted) <= set(known)
        if page.place:
            assert place_key(page.place) in gazetteer()
            assert page.radius
        assert 20 < len(page.lead) <= 200
        assert all(40 < len(paragraph) <= 420 for paragraph in page.text)
        assert page.title[0].isupper() and len(page.title) <= 70
        assert page.text or page.facts

    def test_no_two_pages_say_the_same(self) -> None:
        for part in ("title", "lead", "name"):
            said = [getattr(page, part) for page in PAGES.values()]
            assert len(said) == len(set(said)), part

    def test_no_two_pages_search_for_the_same(self) -> None:
        """“Flexible” is no other name for part time here."""
        asked = [str(page.query) for page in PAGES.values()]
        assert len(asked) == len(set(asked))

    def test_other_names_lead_to_pages_and_are_none_themselves(self) -> None:
        assert set(ALIASES.values()) <= set(PAGES)
        assert not set(ALIASES) & set(PAGES)

    def test_figures_say_their_year(self) -> None:
        for page in PAGES.values():
            for term, words in page.facts:
                assert "£" not in words or "(20" in words or "0.6 of" in words, (page.slug, term)

    @pytest.mark.parametrize(
        "slug",
        [
            *(
                "teacher-jobs",
                "headteacher-jobs",
                "deputy-headteacher-jobs",
                "assistant-headteacher-jobs",
                "sendco-jobs",
            ),
            *(
                "teaching-assistant-jobs",
                "higher-level-teaching-assistant-jobs",
                "education-support-jobs",
                "support-jobs",
            ),
            *(
                "ect-suitable-jobs",
                "nursery-jobs",
                "primary-school-jobs",
                "secondary-school-jobs",
                "middle-school-jobs",
            ),
            *("sixth-form-or-college-jobs", "through-school-jobs", "full-time-school-jobs", "part-time-school-jobs"),
            *("school-job-shares", "flexible-working-jobs-in-schools", "mathematics-teacher-jobs", "nqt-jobs"),
        ],
    )
    def test_the_addresses_people_know_from_elsewhere_work_here(self, slug: str) -> None:
        assert page_at(slug) is not None


# -- the pages


@pytest.fixture
def city(session: Session) -> Any:
    return LocalAuthorityFactory(code="874", name="Peterborough")


def test_a_page_lists_what_it_says_and_nothing_else(client: StrictClient, city: Any) -> None:
    wanted = VacancyFactory(title="Teacher of mathematics", subjects=[Subject.mathematics])
    VacancyFactory(title="Teacher of art", subjects=[Subject.art_and_design])
    ExpiredVacancyFactory(title="Old maths", subjects=[Subject.mathematics])
    ScheduledVacancyFactory(title="Coming maths", subjects=[Subject.mathematics])
    page = client.get("/mathematics-teacher-jobs")
    assert page.h1 == "Mathematics teaching jobs in Peterborough"
    assert [card.get_text(strip=True) for card in page.select("article h3")] == [wanted.title]
    assert "1 job open now" in page.text
    assert page.select('link[rel="canonical"]')[0]["href"] == "http://localhost/mathematics-teacher-jobs"
    assert page.links[wanted.title] == f"/jobs/{wanted.slug}?source=landing"
    assert page.links["Open the search"] == "/jobs?subject=mathematics"
    assert page.links["Email me new ones"] == "/alerts/new?subject=mathematics"
    for link in ("Open the search", "Email me new ones"):
        client.get(page.links[link])
    assert "X-Robots-Tag" not in page.response.headers


@pytest.mark.parametrize(
    ("slug", "found", "other"),
    [
        ("school-job-shares", {"is_job_share": True}, {"is_job_share": False}),
        (
            "part-time-school-jobs",
            {"working_patterns": [WorkingPattern.part_time]},
            {"working_patterns": [WorkingPattern.full_time]},
        ),
        ("flexible-working-jobs-in-schools", {"is_job_share": True}, {"is_job_share": False}),
        ("ect-suitable-jobs", {"ect_status": EctStatus.ect_suitable}, {"ect_status": EctStatus.ect_unsuitable}),
        ("visa-sponsorship-school-jobs", {"visa_sponsorship": True}, {"visa_sponsorship": False}),
        ("secondary-school-jobs", {"phases": [Phase.through]}, {"phases": [Phase.nursery]}),
        ("it-support-jobs", {"job_roles": [JobRole.it_support]}, {"job_roles": [JobRole.teacher]}),
    ],
)
def test_each_kind_finds_by_its_own_rule(
    client: StrictClient, city: Any, slug: str, found: dict[str, Any], other: dict[str, Any]
) -> None:
    VacancyFactory(title="This one", **found)
    VacancyFactory(title="Not this one", **other)
    page = client.get(f"/{ALIASES.get(slug, slug)}")
    assert [card.get_text(strip=True) for card in page.select("article h3")] == ["This one"]


def test_a_place_finds_what_is_near_with_its_distance(client: StrictClient, city: Any) -> None:
    near = SchoolFactory(local_authority=city, name="Lakeside Primary", **HAMPTON)
    VacancyFactory(title="Near job", organisation=near)
    VacancyFactory(title="Far job", organisation=SchoolFactory(local_authority=city, latitude=52.62, longitude=-0.107))
    page = client.get("/teaching-jobs-in-hampton")
    assert [card.get_text(strip=True) for card in page.select(".tp-card--row h3")] == ["Near job"]
    assert "0.0 miles away" in page.text
    assert "Lakeside Primary" in page.links
    assert "location=Hampton" in page.links["Open the search"]


def test_an_empty_page_gives_advice_and_asks_not_to_be_found(client: StrictClient, city: Any) -> None:
    page = client.get("/teaching-jobs-in-thorney")
    assert "None open today" in page.text
    assert page.select('meta[name="robots"]')[0]["content"] == "noindex"
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert {"See every job", "Email me new ones"} <= page.links.keys()


def test_other_names_lead_on_for_good(client: StrictClient, session: Session) -> None:
    for alias, slug in ALIASES.items():
        assert client.get(f"/{alias}", status=301).location == f"/{slug}"


@pytest.mark.parametrize(
    "path", ["/wizard-jobs", "/teaching-jobs-in-narnia", "/teaching-jobs-in-", "/x-jobs-in-schools", "/Teacher-jobs"]
)
def test_what_nobody_wrote_is_not_there(client: StrictClient, session: Session, path: str) -> None:
    client.get(path, status=404)


@pytest.mark.parametrize("path", ["/jobs", "/about", "/schools"])
def test_other_addresses_are_left_alone(client: StrictClient, session: Session, path: str) -> None:
    client.get(path)


def test_what_is_shown_is_counted_as_from_here(client: StrictClient, city: Any) -> None:
    vacancy = VacancyFactory()
    heard: list[Any] = []

    def hear(_sender: Any, ids: list[int], source: str) -> None:
        heard.append((ids, source))

    with vacancy_shown.connected_to(hear):
        client.get("/teacher-jobs")
    assert heard == [([vacancy.id], "landing")]


# -- the index


def test_the_index_counts_every_page_as_the_page_itself_does(client: StrictClient, city: Any) -> None:
    trust = TrustFactory()
    here = SchoolFactory(local_authority=city, **HAMPTON)
    VacancyFactory(organisation=here, subjects=[Subject.english], is_job_share=True)
    VacancyFactory(organisation=trust, schools=[here, SchoolFactory(trust=trust, **HAMPTON)])
    VacancyFactory(job_roles=[JobRole.it_support], phases=[Phase.through], ect_status=None)
    VacancyFactory(organisation=trust, schools=[], at_head_office=True, office_latitude=52.585, office_longitude=-0.244)
    counted = queries.counts(PAGES.values())
    for slug in (
        *("teacher-jobs", "it-support-jobs", "english-teacher-jobs", "primary-school-jobs", "secondary-school-jobs"),
        *("school-job-shares", "flexible-working-jobs-in-schools", "ect-suitable-jobs", "law-teacher-jobs"),
        *("teaching-jobs-in-hampton", "teaching-jobs-in-millfield", "teaching-jobs-in-thorney"),
    ):
        page = page_at(slug)
        assert page is not None
        assert counted[page.slug] == queries.jobs_of(page).total, slug
    assert counted["teaching-jobs-in-hampton"] == 2  # one at two schools is one


def test_the_index_links_every_page(client: StrictClient, city: Any) -> None:
    VacancyFactory(subjects=[Subject.physics])
    page = client.get("/browse-jobs")
    targets = set(page.links.values())
    assert {f"/{slug}" for slug in PAGES} <= targets
    assert "1 job" in page.text


def test_the_home_page_leads_to_it(client: StrictClient, city: Any) -> None:
    assert "/browse-jobs" in client.get("/").links.values()


def test_closed_jobs_stand_nowhere_on_the_map(session: Session) -> None:
    assert open_positions() == {}
    ExpiredVacancyFactory()
    ScheduledVacancyFactory()
    vacancy = VacancyFactory(closes_at=clock.now() + timedelta(minutes=1))
    assert list(open_positions()) == [vacancy.id]


def test_no_more_questions_when_the_city_grows(client: StrictClient, city: Any, query_count: Callable[[], Any]) -> None:
    counts = []
    for number in (2, 6):
        for _ in range(number):
            VacancyFactory(organisation=SchoolFactory(local_authority=city, **HAMPTON))
        for url in ("/teacher-jobs", "/teaching-jobs-in-hampton", "/browse-jobs"):
            with query_count() as counted:
                client.get(url)
            counts.append(counted.count)
    assert counts[:3] == counts[3:]
