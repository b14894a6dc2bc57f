"""Same engine, same words, same filters: an alert finds exactly what the page shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from teachpb import clock
from teachpb.alerts.criteria import read_query, search_form
from teachpb.alerts.matching import Matcher
from teachpb.clock import LONDON
from teachpb.schools.models import Phase
from teachpb.vacancies.models import (
    ApplicationMethod,
    ContractType,
    EctStatus,
    JobRole,
    Subject,
    WorkingPattern,
)
from teachpb.vacancies.queries import find
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.search import SearchIndex
from tests.support.time import FrozenClock

NEXT_MONTH = datetime(2026, 5, 20, 12, tzinfo=LONDON)


@pytest.fixture
def market(session: Session, search_index: SearchIndex, frozen: FrozenClock) -> dict[str, str]:
    """A few adverts that differ in all that can be asked for; names of trusts and schools by address."""
    trust = TrustFactory(name="Nene Trust")
    one = SchoolFactory(name="Ortonbridge", trust=trust)
    two = SchoolFactory(name="Fletton", religious_character="Church of England")
    common: dict[str, Any] = {"closes_at": NEXT_MONTH}
    VacancyFactory(title="Teacher of maths", organisation=one, schools=[one], subjects=[Subject.mathematics], **common)
    VacancyFactory(
        title="Headteacher",
        organisation=two,
        schools=[two],
        job_roles=[JobRole.headteacher],
        phases=[Phase.secondary],
        contract_type=ContractType.fixed_term,
        working_patterns=[WorkingPattern.part_time],
        is_job_share=True,
        pay_max_pence=9_000_000,
        visa_sponsorship=True,
        ect_status=EctStatus.ect_unsuitable,
        opens_at=clock.now() - timedelta(days=12),
        closes_at=clock.now() + timedelta(days=2),
    )
    VacancyFactory(
        title="Trust finance lead",
        organisation=trust,
        schools=[one, two],
        job_roles=[JobRole.administration_hr_data_and_finance],
        application_method=ApplicationMethod.website,
        application_link="https://jobs.example.org/1",
        **common,
    )
    session.commit()
    search_index.index_now()
    return {trust.slug: trust.name, one.slug: one.name, two.slug: two.name}


def page_ids(query: dict[str, list[str]], names: dict[str, str]) -> set[int]:
    """What the results page shows for an address, all its pages together."""
    stored = MultiDict([(name, value) for name, values in query.items() for value in values])
    criteria = search_form(stored, names).criteria()
    found = find(criteria)
    ids = {vacancy.id for vacancy in found.vacancies}
    for page in range(2, found.pages + 1):
        ids |= {vacancy.id for vacancy in find(criteria, page).vacancies}
    return set() if found.corrected else ids


VALUES = {
    "keyword": ["maths", "mathematics", "head teacher", "teacher -maths", "“finance lead”", "zzz", "NQT"],
    "location": ["Ortonbridge", "PE1 1AA", "Nowhere at all"],
    "radius": ["1", "50"],
    "role": [role.value for role in JobRole],
    "phase": ["primary", "secondary", "middle"],
    "key_stage": ["ks1", "ks4"],
    "subject": ["mathematics", "music"],
    "contract": ["permanent", "fixed_term"],
    "pattern": ["full_time", "part_time", "job_share"],
    "school_type": ["academy", "maintained"],
    "faith": ["yes"],
    "ect": ["yes"],
    "visa": ["yes"],
    "quick_apply": ["yes"],
    "salary_from": ["30000", "80000"],
    "posted_within": ["1", "7", "14"],
    "closing_within": ["3", "14"],
}


class TestTheAlertIsThePage:
    """Same engine, same words, same filters: an alert finds exactly what the page shows."""

    def matching(self, query: dict[str, list[str]]) -> set[int]:
        return set(Matcher().matching(query, since=None))

    def test_filter_by_filter_and_value_by_value(self, market: dict[str, str]) -> None:
        values = {**VALUES, "trust": [*market], "school": [*market]}
        seen = set()
        for name, offered in values.items():
            for value in offered:
                query = read_query(MultiDict([(name, value)]), market)
                found = self.matching(query)
                assert found == page_ids(query, market), f"{name}={value}"
                seen.add(frozenset(found))
        assert len(seen) > 5, "the filters do tell these adverts apart"

    @given(data=st.data())
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_and_in_every_combination(self, market: dict[str, str], data: st.DataObject) -> None:
        values = {**VALUES, "trust": [*market], "school": [*market]}
        names = data.draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True))
        pairs = [
            (name, value)
            for name in names
            for value in data.draw(st.lists(st.sampled_from(values[name]), min_size=1, max_size=2, unique=True))
        ]
        query = read_query(MultiDict(pairs), market)
        assert self.matching(query) == page_ids(query, market)
