"""The advert in the index: what it is found by, that the engine and the database agree, and that the clock rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.db import transaction
from teachpb.schools.models import Phase
from teachpb.search.registry import DocumentType
from teachpb.vacancies import operations, queries
from teachpb.vacancies.models import EctStatus, PayPeriod, Subject, Vacancy, WorkingPattern
from teachpb.vacancies.queries import Criteria, Found
from teachpb.vacancies.search import DOCUMENT_TYPE, all_ids, document, load
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture
from tests.vacancies.test_results import FILTERS, market  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("session", "frozen")


def test_the_document_holds_the_whole_advert() -> None:
    trust = TrustFactory(name="Fenland Trust", slug="fenland")
    school = SchoolFactory(
        name="Nene Gate", phase=Phase.secondary, locality="Walton", trust=trust, religious_character="Church of England"
    )
    vacancy = VacancyFactory(
        organisation=school,
        title="Teacher of physics",
        phases=[Phase.through],
        subjects=[Subject.physics],
        working_patterns=[WorkingPattern.part_time],
        is_job_share=True,
        visa_sponsorship=True,
        flexible_working="Start late on Fridays.",
    )
    found = document(vacancy)
    assert found.title == "Teacher of physics"
    assert "Nene Gate" in found.organisation
    assert "Fenland Trust" in found.organisation
    for words in ("Physics", "Walton", "job share", "visa sponsorship", "ECT", "Part time"):
        assert words in found.extra, words
    assert "late on Fridays" in found.body
    assert {name: list(values) for name, values in found.facets.items()} == {
        "role": ["teacher"],
        "phase": ["primary", "secondary", "through"],
        "key_stage": ["ks2"],
        "subject": ["physics"],
        "contract": ["permanent"],
        "pattern": ["part_time", "job_share"],
        "school_type": ["maintained"],
        "special": [],
        "faith": ["yes"],
        "ect": ["yes"],
        "visa": ["yes"],
        "quick_apply": ["yes"],
        "trust": ["fenland"],
        "school": [school.slug],
    }
    assert found.numbers == {"salary_min": 3_291_600, "salary_max": 4_535_200}
    assert found.positions == [(52.5725, -0.2428)]
    assert (found.opens_at, found.closes_at) == (
        int(vacancy.opens_at.timestamp()),
        int(vacancy.closes_at.timestamp()),
    )


def test_what_is_not_said_is_no_facet() -> None:
    vacancy = VacancyFactory(
        organisation=SchoolFactory(latitude=None, longitude=None),
        ect_status=EctStatus.ect_unsuitable,
        pay_period=PayPeriod.year,
        pay_min_pence=None,
        pay_max_pence=None,
        subjects=None,
    )
    found = document(vacancy)
    assert (list(found.facets["ect"]), list(found.facets["visa"]), list(found.facets["subject"])) == ([], [], [])
    assert found.numbers == {"salary_min": None, "salary_max": None}
    assert list(found.positions) == []


def test_what_can_be_found_now_or_later_is_in_the_index() -> None:
    live, waiting = VacancyFactory(), ScheduledVacancyFactory()
    others = [
        DraftVacancyFactory(),
        ExpiredVacancyFactory(),
        VacancyFactory(state="removed"),
        VacancyFactory(state="ended_early"),
        VacancyFactory(closes_at=clock.now()),
    ]
    everything = [vacancy.id for vacancy in (live, waiting, *others)]
    assert list(all_ids()) == [live.id, waiting.id]
    assert [found.id for found in load(everything)] == [live.id, waiting.id]


def test_a_change_of_a_school_or_trust_reaches_its_adverts() -> None:
    trust = TrustFactory()
    school = SchoolFactory(trust=trust)
    at_school = VacancyFactory(organisation=school)
    of_trust = VacancyFactory(organisation=trust)
    VacancyFactory()
    depends: Any = DOCUMENT_TYPE.depends_on
    assert isinstance(DOCUMENT_TYPE, DocumentType)
    assert list(depends[type(school)](school)) == [at_school.id]
    assert sorted(depends[type(trust)](trust)) == [at_school.id, of_trust.id]


# -- with a real index


def find(**criteria: Any) -> Found:
    return queries.find(Criteria(**criteria))


def ids(found: Found) -> list[int]:
    return [vacancy.id for vacancy in found.vacancies]


@pytest.mark.parametrize(("filters", "names"), FILTERS)
def test_engine_and_database_agree(
    market: dict[str, Vacancy],  # noqa: F811
    request: pytest.FixtureRequest,
    filters: dict[str, list[str]],
    names: str,
) -> None:
    without = find(filters=filters)
    index: SearchIndex = request.getfixturevalue("search_index")
    index.index_now()
    found = find(filters=filters)
    assert ids(found) == ids(without)
    assert set(ids(found)) == {market[name].id for name in names.split()}
    for facet, counts in without.counts.items():
        assert {value: count for value, count in found.counts[facet].items() if count} == {
            value: count for value, count in counts.items() if count
        }, facet


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("teachers", "year4 physics"),
        ("TA", "assistant"),
        ("principal", "head"),
        ("phsyics", "physics"),
        ('"Year 4"', "year4"),
        ("teacher -physics", "year4"),
        ("jobs", "year4 physics head assistant"),
    ],
)
def test_words_are_understood(
    market: dict[str, Vacancy],  # noqa: F811
    search_index: SearchIndex,  # noqa: F811
    words: str,
    names: str,
) -> None:
    search_index.index_now()
    found = ids(find(keyword=words))
    assert {market[name].id for name in names.split()} <= set(found)
    if names and words != "jobs":
        assert found[0] in {market[name].id for name in names.split()}


def test_a_misspelt_word_is_answered_with_the_right_one(
    client: Any,
    market: dict[str, Vacancy],  # noqa: F811
    search_index: SearchIndex,  # noqa: F811
) -> None:
    search_index.index_now()
    page = client.get("/jobs?keyword=phisics")
    assert "physics" in page.links
    assert "Showing jobs for" in page.text or "Did you mean" in page.text


def test_published_is_found_and_removed_is_gone(session: Session, search_index: SearchIndex) -> None:  # noqa: F811
    vacancy = DraftVacancyFactory(title="Teacher of ceramics")
    search_index.index_now()
    assert find(keyword="ceramics").total == 0
    with transaction():
        operations.publish(actor=UserFactory(), vacancy=vacancy)
    search_index.index_now()
    assert ids(find(keyword="ceramics")) == [vacancy.id]
    with transaction():
        operations.remove(actor=UserFactory(), vacancy=vacancy)
    search_index.index_now()
    assert find(keyword="ceramics").total == 0


def test_the_clock_opens_and_closes_what_the_index_holds(search_index: SearchIndex, frozen: Any) -> None:  # noqa: F811
    vacancy = ScheduledVacancyFactory(title="Teacher of ceramics")
    search_index.index_now()
    assert find(keyword="ceramics").total == 0
    frozen.move_to(vacancy.opens_at)
    assert find(keyword="ceramics").total == 1
    frozen.move_to(vacancy.closes_at - timedelta(seconds=1))
    assert find(keyword="ceramics").total == 1
    frozen.move_to(vacancy.closes_at)
    assert find(keyword="ceramics").total == 0
