"""The results page: words, places, filters with counts, sorts, pages, advice; and any address anybody may type."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teachpb import clock
from teachpb.schools.models import Phase, TypeGroup
from teachpb.vacancies import queries
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    KeyStage,
    PayPeriod,
    Subject,
    Vacancy,
    WorkingPattern,
)
from teachpb.vacancies.queries import Criteria
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")

ORTON = (52.551, -0.283)
PETERBOROUGH = (52.5725, -0.2428)


def titles(**criteria: Any) -> list[str]:
    return [vacancy.title for vacancy in queries.find(Criteria(**criteria)).vacancies]


def titles_on(page: Any) -> list[str]:
    return [str(link.get_text()) for link in page.select("h3.tp-card__title a, .tp-place__jobs a")]


@pytest.fixture
def market() -> dict[str, Vacancy]:
    """Four jobs that differ in everything."""
    trust = TrustFactory(name="Fenland Trust", slug="fenland")
    primary = SchoolFactory(name="Orton Primary", latitude=ORTON[0], longitude=ORTON[1], religious_character="None")
    secondary = SchoolFactory(
        name="Nene Gate Academy", phase=Phase.secondary, type_group=TypeGroup.academy, trust=trust
    )
    through = SchoolFactory(name="Cathedral School", phase=Phase.through, religious_character="Church of England")
    now = clock.now()
    return {
        "year4": VacancyFactory(
            organisation=primary, title="Year 4 teacher", is_job_share=True, opens_at=now - timedelta(days=1)
        ),
        "physics": VacancyFactory(
            organisation=secondary,
            title="Teacher of physics",
            phases=[Phase.secondary],
            key_stages=[KeyStage.ks4],
            subjects=[Subject.physics],
            ect_status=EctStatus.ect_unsuitable,
            visa_sponsorship=True,
            application_method=ApplicationMethod.website,
            pay_min_pence=4_000_000,
            pay_max_pence=6_000_000,
            opens_at=now - timedelta(days=5),
            closes_at=now + timedelta(days=2),
        ),
        "head": VacancyFactory(
            organisation=through,
            title="Headteacher",
            job_roles=[JobRole.headteacher],
            phases=[Phase.through],
            ect_status=None,
            pay_max_pence=9_000_000,
            opens_at=now - timedelta(days=9),
        ),
        "assistant": VacancyFactory(
            organisation=primary,
            title="Teaching assistant",
            job_roles=[JobRole.teaching_assistant],
            contract_type=ContractType.casual,
            working_patterns=[WorkingPattern.part_time],
            pay_period=PayPeriod.hour,
            pay_min_pence=1_285,
            pay_max_pence=1_341,
            ect_status=None,
            opens_at=now - timedelta(days=20),
        ),
    }


FILTERS = [
    ({}, "year4 physics head assistant"),
    ({"role": ["teacher"]}, "year4 physics"),
    ({"role": ["teacher", "teaching_assistant"]}, "year4 physics assistant"),
    ({"phase": ["primary"]}, "year4 head assistant"),
    ({"phase": ["secondary"]}, "physics head"),
    ({"phase": ["through"]}, "head"),
    ({"key_stage": ["ks4"]}, "physics"),
    ({"subject": ["physics"]}, "physics"),
    ({"contract": ["casual"]}, "assistant"),
    ({"pattern": ["part_time"]}, "assistant"),
    ({"pattern": ["job_share"]}, "year4"),
    ({"pattern": ["part_time", "job_share"]}, "year4 assistant"),
    ({"school_type": ["academy"]}, "physics"),
    ({"faith": ["yes"]}, "head"),
    ({"ect": ["yes"]}, "year4"),
    ({"visa": ["yes"]}, "physics"),
    ({"quick_apply": ["yes"]}, "year4 head assistant"),
    ({"trust": ["fenland"]}, "physics"),
    ({"role": ["teacher"], "phase": ["primary"]}, "year4"),
    ({"role": ["astronaut"]}, "year4 physics head assistant"),
    ({"role": ["astronaut", "headteacher"]}, "head"),
    ({"nonsense": ["x"]}, "year4 physics head assistant"),
]


@pytest.mark.parametrize(("filters", "names"), FILTERS)
def test_filters(client: Any, market: dict[str, Vacancy], filters: dict[str, list[str]], names: str) -> None:
    expected = {market[name].title for name in names.split()}
    page = client.get(f"/jobs?{urlencode(filters, doseq=True)}")
    assert set(titles_on(page)) == expected
    total = "1 job" if len(expected) == 1 else f"{len(expected)} jobs"
    assert page.select("h2.tp-count")[0].get_text().strip() == total


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("keyword=physics", "physics"),
        ("keyword=nene+gate", "physics"),
        ("keyword=headteacher", "head"),
        ("keyword=zebra", ""),
        ("salary_from=60000", "physics head"),
        ("salary_from=80000", "head"),
        ("posted_within=1", "year4"),
        ("posted_within=7", "year4 physics"),
        ("closing_within=3", "physics"),
        ("keyword=teacher&ect=yes", "year4"),
    ],
)
def test_words_and_ranges(client: Any, market: dict[str, Vacancy], query: str, names: str) -> None:
    assert set(titles_on(client.get(f"/jobs?{query}"))) == {market[name].title for name in names.split()}


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("newest", "year4 physics head assistant"),
        ("closing", "physics year4 head assistant"),
        ("salary", "head physics year4 assistant"),
        ("nonsense", "year4 physics head assistant"),
        ("distance", "year4 physics head assistant"),
    ],
)
def test_sorts(market: dict[str, Vacancy], sort: str, names: str) -> None:
    assert titles(sort=sort) == [market[name].title for name in names.split()]


def test_counts_stand_beside_every_value(client: Any, market: dict[str, Vacancy]) -> None:
    page = client.get("/jobs?role=teacher")
    labels = {
        " ".join(label.get_text().split()): label.get("for") for label in page.select(".tp-filters label.govuk-label")
    }
    assert "Teacher (2 results)" in labels
    assert "Headteacher (1 result)" in labels, "a facet is counted with its own filter lifted"
    assert "All-through (0 results)" in labels, "and with all others in force"
    assert page.select("input[name=role][value=teacher][checked]")


# -- places


def test_near_a_place(client: Any, market: dict[str, Vacancy]) -> None:
    page = client.get("/jobs?location=Orton&radius=1")
    assert page.h1.startswith("Jobs near Orton")
    assert "miles away" in page.text
    found = queries.find(Criteria(location="Orton", radius=50))
    miles = [found.distances[vacancy.id] for vacancy in found.vacancies]
    assert miles == sorted(miles)
    assert found.sort == "distance"


@pytest.mark.parametrize("anywhere", ["England", "uk", " United Kingdom "])
def test_the_whole_country_is_no_place_to_be_near(market: dict[str, Vacancy], anywhere: str) -> None:
    found = queries.find(Criteria(location=anywhere))
    assert (found.total, found.place, found.unknown_place) == (4, None, False)


def test_an_unknown_place_says_so_and_shows_everything(client: Any, market: dict[str, Vacancy]) -> None:
    page = client.get("/jobs?location=Xyzzyville")
    assert "We do not know a place called “Xyzzyville”" in page.text
    assert len(titles_on(page)) == 4


def test_a_job_at_several_schools_is_near_the_nearest(market: dict[str, Vacancy]) -> None:
    far = SchoolFactory(latitude=53.5, longitude=-2.2)
    near = market["year4"].schools[0]
    vacancy = VacancyFactory(organisation=TrustFactory(), schools=[far, near], title="Two places")
    found = queries.find(Criteria(location="Orton", radius=10))
    assert found.distances[vacancy.id] == found.distances[market["year4"].id]


# -- nothing found


def test_advice_names_the_one_filter_to_drop(client: Any, market: dict[str, Vacancy]) -> None:
    page = client.get("/jobs?role=headteacher&subject=physics")
    assert page.select("h2.tp-count")[0].get_text().strip() == "No jobs match"
    offer = next(link for link in page.links if link.startswith("Leave out"))
    assert offer in {"Leave out “Role: Headteacher” 1 job", "Leave out “Subject: Physics” 1 job"}
    assert len(titles_on(client.get(page.links[offer]))) == 1


def test_advice_names_the_next_radius(client: Any) -> None:
    VacancyFactory(organisation=SchoolFactory(latitude=52.65, longitude=-0.48), title="Over in Stamford")
    page = client.get("/jobs?location=Orton&radius=1")
    offer = next(link for link in page.links if link.startswith("Look within"))
    assert titles_on(client.get(page.links[offer])) == ["Over in Stamford"]


def test_an_empty_market_leads_to_the_schools(client: Any) -> None:
    page = client.get("/jobs")
    assert "No school is hiring today" in page.text
    assert page.links["Meet the schools"] == "/schools"


# -- chips and pages


def test_chips_take_one_filter_away(client: Any, market: dict[str, Vacancy]) -> None:
    page = client.get("/jobs?keyword=teacher&role=teacher&role=headteacher&visa=yes")
    chips = {" ".join(chip.get_text().split()): chip["href"] for chip in page.select("a.tp-chip")}
    assert chips["Remove filter: Teacher"] == "/jobs?keyword=teacher&role=headteacher&visa=yes"
    assert chips["Clear all"] == "/jobs?keyword=teacher"


def test_the_forms_of_the_page_keep_what_the_others_set(client: Any, market: dict[str, Vacancy]) -> None:
    page = client.get("/jobs?keyword=teacher&role=teacher&sort=salary")
    search, filters, sort = (
        page.soup.select(selector)[0] for selector in (".tp-hero form", ".tp-split form", ".tp-sort")
    )
    assert search.select("input[type=hidden][name=role][value=teacher]")
    assert filters.select("input[type=hidden][name=keyword][value=teacher]")
    assert sort.select("input[type=hidden][name=role][value=teacher]")
    assert sort.select("option[selected]")[0]["value"] == "salary"


@pytest.mark.parametrize(
    ("asked", "number"),
    [("1", 1), ("2", 2), ("3", 3), ("0", 1), ("-1", 1), ("abc", 1), ("9999", 3), ("9" * 40, 3), ("", 1), ("2.5", 1)],
)
def test_page_numbers_are_never_wrong(client: Any, asked: str, number: int) -> None:
    VacancyFactory.create_batch(23)
    shown = client.get(f"/jobs?page={asked}")
    current = shown.select("nav a[aria-current=page].tp-pages__link")
    assert current[0].get_text() == str(number)
    assert len(titles_on(shown)) == (3 if number == 3 else 10)


def test_pages_do_not_overlap(client: Any) -> None:
    VacancyFactory.create_batch(23)
    hrefs = [
        link["href"] for page in (1, 2, 3) for link in client.get(f"/jobs?page={page}").select("h3.tp-card__title a")
    ]
    assert len(hrefs) == len(set(hrefs)) == 23


def test_the_list_asks_the_same_number_of_questions(client: Any, query_count: Any) -> None:
    counts = []
    VacancyFactory.create_batch(2)
    for more in (0, 8):
        VacancyFactory.create_batch(more)
        with query_count() as counter:
            client.get("/jobs")
        counts.append(counter.count)
    assert counts[0] == counts[1]


WORDS = st.text(max_size=40)
PARAMETERS = (
    "keyword location radius role phase subject key_stage pattern contract salary_from ect visa quick_apply "
    "school_type faith trust school posted_within closing_within sort page source"
)
NAMES = st.sampled_from(PARAMETERS.split())
VALUES = WORDS | st.sampled_from(
    ["teacher", "yes", "-1", "0", "9" * 30, "Orton", "%00", "'; DROP TABLE vacancies; --", "NaN", "1e9", "(", '"', "*"]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_no_address_breaks_the_page(client: Any, pairs: list[tuple[str, str]]) -> None:
    client.get(f"/jobs?{urlencode([(name, value.encode('utf-8', 'replace')) for name, value in pairs])}")
