"""Finding a role on a board: the same engine, facets with counts, places and orders as everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from teachpb.governors.finding import RoleSearch, find_roles
from teachpb.governors.models import GovernorType, MeetingMode, Skill
from teachpb.schools.models import Phase
from tests.factories.governors import GovernorRoleFactory
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("session", "frozen")


@pytest.fixture(params=["with an index", "without"])
def boards(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Three roles that differ in everything; each test asks the engine, and the database without one."""
    orton = SchoolFactory(name="Orton Primary", latitude=52.551, longitude=-0.283, phase=Phase.primary)
    through = SchoolFactory(name="Spalding Academy", latitude=52.788, longitude=-0.153, phase=Phase.through)
    made = {
        "finance": GovernorRoleFactory(
            organisation=orton, title="Governor for finance", type=GovernorType.co_opted,
            skills_essential=[Skill.finance], skills_desirable=[], meeting_mode=MeetingMode.remote,
        ),
        "parent": GovernorRoleFactory(
            organisation=through, title="Parent on the board", type=GovernorType.parent,
            skills_essential=[], skills_desirable=[Skill.hr], meeting_mode=MeetingMode.in_person,
        ),
        "trustee": GovernorRoleFactory(
            organisation=TrustFactory(name="Fenland Trust"), title="Trustee for finance", type=GovernorType.trustee,
            skills_essential=[Skill.finance], skills_desirable=[Skill.legal], meeting_mode=MeetingMode.remote,
        ),
    }  # fmt: skip
    if request.param == "with an index":
        request.getfixturevalue("search_index").index_now()
    return made


def names(boards: dict[str, Any], **asked: Any) -> list[str]:
    known = {role.id: name for name, role in boards.items()}
    return [known[role.id] for role in find_roles(RoleSearch(**asked)).page.items]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, "trustee parent finance"),
        ({"words": "finance"}, "trustee finance"),
        ({"words": "zebra"}, ""),
        ({"filters": {"type": ["parent"]}}, "parent"),
        ({"filters": {"type": ["parent", "trustee"]}}, "trustee parent"),
        ({"filters": {"skill": ["finance"], "mode": ["remote"]}}, "trustee finance"),
        ({"filters": {"skill": ["finance"], "type": ["parent"]}}, ""),
        ({"filters": {"phase": ["primary"]}}, "parent finance"),
        ({"filters": {"phase": ["secondary"]}}, "parent"),
        ({"filters": {"phase": ["lunar"]}}, "trustee parent finance"),
        ({"filters": {"skill": []}}, "trustee parent finance"),
        ({"location": "Orton", "radius": 5}, "finance"),
        ({"location": "Orton", "radius": 20}, "finance parent"),
        ({"location": "Xyzzyville"}, "trustee parent finance"),
    ],
)
def test_what_is_found(boards: dict[str, Any], asked: dict[str, Any], wanted: str) -> None:
    found = names(boards, **asked)
    assert sorted(found) == sorted(wanted.split())
    if not asked.get("words") and "filters" not in asked:
        assert found == wanted.split(), "newest first, or nearest first near a place; ties by id"


def test_each_facet_is_counted_with_its_own_filter_lifted(boards: dict[str, Any]) -> None:
    counts = find_roles(RoleSearch(filters={"type": ["parent"]})).counts
    assert {value: count for value, count in counts["type"].items() if count} == {
        "parent": 1,
        "co_opted": 1,
        "trustee": 1,
    }
    assert {value: count for value, count in counts["phase"].items() if count} == {
        "through": 1,
        "primary": 1,
        "secondary": 1,
    }
    assert counts["skill"]["finance"] == 0


@pytest.mark.parametrize(
    ("asked", "sort"),
    [
        ({}, "newest"),
        ({"words": "finance"}, "relevance"),
        ({"location": "Orton"}, "distance"),
        ({"words": "finance", "sort": "closing"}, "closing"),
        ({"sort": "relevance"}, "newest"),
        ({"sort": "distance"}, "newest"),
        ({"sort": "nonsense"}, "newest"),
    ],
)
def test_the_order_in_force(boards: dict[str, Any], asked: dict[str, Any], sort: str) -> None:
    assert find_roles(RoleSearch(**asked)).sort == sort


def test_the_page_has_counts_orders_and_the_radius(client: Any) -> None:
    school = SchoolFactory(latitude=52.551, longitude=-0.283)
    GovernorRoleFactory.create_batch(2, organisation=school, closes_on=date(2026, 6, 1))
    page = client.get("/governor-roles?location=Orton&phase=primary&sort=closing")
    labels = [" ".join(label.get_text().split()) for label in page.select(".tp-filters label.govuk-label")]
    assert "Primary (2 results)" in labels
    assert page.select("#filter-radius option[selected]")[0]["value"] == "10"
    assert page.select("#sort option[selected]")[0]["value"] == "closing"
    assert page.select(".tp-sort input[type=hidden][name=phase][value=primary]")
    assert "within 10 miles of Orton" in page.text


def test_a_renamed_trust_is_found_by_its_new_name(search_index: SearchIndex, session: Any) -> None:  # noqa: F811
    role = GovernorRoleFactory(organisation=TrustFactory(name="Old Trust"))
    search_index.index_now()
    role.organisation.name = "Brightwater Trust"
    session.flush()
    search_index.index_now()
    assert [each.id for each in find_roles(RoleSearch(words="brightwater")).page.items] == [role.id]
