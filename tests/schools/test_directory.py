"""The directory answers alike with and without a search engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.places.models import Place, PlaceKind
from teachpb.schools import queries, registry
from teachpb.schools.models import EstablishmentStatus, Phase, School, TypeGroup
from teachpb.schools.queries import Directory, DirectorySearch
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, SchoolProfileFactory, TrustFactory
from tests.support.queries import QueryCounter
from tests.support.search import SearchIndex, search_index  # noqa: F401 - a fixture

CENTRE = Place("Peterborough", 52.5725, -0.2428, PlaceKind.city)


@pytest.fixture(params=["database", "engine"])
def engine(request: pytest.FixtureRequest, session: Session) -> Iterator[Callable[[], None]]:
    """Both ways of answering. Call it when the schools are there."""
    if request.param == "database":
        yield lambda: None
    else:
        index: SearchIndex = request.getfixturevalue("search_index")
        yield lambda: index.index_now() and None


@pytest.fixture
def jobs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """Live vacancies by school id, as another room would count them."""
    counted: dict[int, int] = {}
    monkeypatch.setitem(app.extensions, registry.VACANCY_COUNTS, [lambda: counted])
    return counted


def find(page: object = 1, per_page: int = 20, **asked: Any) -> Directory:
    return queries.find_schools(DirectorySearch(**{"la_code": "874", **asked}), page, per_page)


def names(found: Directory) -> list[str]:
    return [school.name for school in found.page.items]


def city_of_schools() -> dict[str, School]:
    city = LocalAuthorityFactory(code="874")
    trust = TrustFactory(name="Lode Trust", slug="lode-trust")
    made = {
        "heron": SchoolFactory(name="Heron Nursery", phase=Phase.nursery, local_authority=city),
        "osier": SchoolFactory(
            name="Osier Academy", phase=Phase.secondary, type_group=TypeGroup.academy, trust=trust, local_authority=city
        ),
        "lode": SchoolFactory(
            name="Lode College",
            phase=Phase.through,
            type_group=TypeGroup.academy,
            trust=trust,
            local_authority=city,
            town="Stamford",
            latitude=52.65,
            longitude=-0.48,
            pupils=1200,
        ),
        "reed": SchoolFactory(name="Reedmace Primary", local_authority=city, latitude=None, longitude=None, pupils=90),
    }
    SchoolFactory(name="Far Primary", local_authority=LocalAuthorityFactory(code="886"))
    SchoolFactory(name="Closed Primary", local_authority=city, status=EstablishmentStatus.closed)
    SchoolFactory(name="Future Primary", local_authority=city, status=EstablishmentStatus.proposed_to_open)
    return made


ALL = ["Heron Nursery", "Lode College", "Osier Academy", "Reedmace Primary"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ALL),
        ({"la_code": "886"}, ["Far Primary"]),
        ({"la_code": ""}, sorted([*ALL, "Far Primary"])),
        ({"phases": [Phase.primary]}, ["Lode College", "Reedmace Primary"]),
        ({"phases": [Phase.secondary]}, ["Lode College", "Osier Academy"]),
        ({"phases": [Phase.through]}, ["Lode College"]),
        ({"phases": [Phase.nursery, Phase.through]}, ["Heron Nursery", "Lode College"]),
        ({"types": [TypeGroup.academy]}, ["Lode College", "Osier Academy"]),
        ({"trusts": ["lode-trust"], "phases": [Phase.primary]}, ["Lode College"]),
        ({"trusts": ["no-trust"]}, []),
        ({"words": "heron"}, ["Heron Nursery"]),
        ({"words": "stamford"}, ["Lode College"]),
        ({"words": "kestrel"}, []),
        ({"sort": "name", "words": "osier"}, ["Osier Academy"]),
        ({"near": CENTRE, "radius_miles": 3.0, "sort": "name"}, ["Heron Nursery", "Osier Academy"]),
    ],
)
def test_what_is_found(engine: Callable[[], None], asked: dict[str, Any], expected: list[str]) -> None:
    city_of_schools()
    engine()
    found = find(**asked)
    assert names(found) == expected
    assert found.page.total == len(expected)


def test_nearest_first_with_the_miles(engine: Callable[[], None]) -> None:
    schools = city_of_schools()
    engine()
    found = find(near=CENTRE)
    assert names(found)[2:3] == ["Lode College"]
    assert found.distances[schools["lode"].id] == pytest.approx(11.4, abs=0.3)
    assert found.distances[schools["osier"].id] == pytest.approx(0, abs=0.01)
    assert schools["reed"].id not in found.distances


def test_counts_lift_their_own_filter(engine: Callable[[], None]) -> None:
    city_of_schools()
    engine()
    counts = find(phases=[Phase.nursery]).counts
    assert {value: number for value, number in counts["phase"].items() if number} == {
        "nursery": 1,
        "primary": 2,
        "secondary": 2,
        "through": 1,
    }
    assert {value: number for value, number in counts["type"].items() if number} == {"maintained": 1}
    assert not counts["trust"].get("lode-trust")


def test_only_schools_with_jobs(engine: Callable[[], None], jobs: dict[int, int]) -> None:
    schools = city_of_schools()
    engine()
    assert names(find(with_jobs=True)) == []
    jobs[schools["osier"].id] = 3
    found = find(with_jobs=True)
    assert names(found) == ["Osier Academy"]
    assert found.jobs == {schools["osier"].id: 3}


@pytest.mark.parametrize(("asked", "number"), [("0", 1), ("abc", 1), ("99", 3), ("-1", 1), ("2", 2), ("9" * 50, 3)])
def test_pages_that_make_no_sense(engine: Callable[[], None], asked: str, number: int) -> None:
    city = LocalAuthorityFactory(code="874")
    SchoolFactory.create_batch(5, local_authority=city)
    engine()
    found = find(asked, per_page=2)
    assert (found.page.number, found.page.pages, found.page.total) == (number, 3, 5)


def test_pages_hold_every_school_once(engine: Callable[[], None]) -> None:
    city = LocalAuthorityFactory(code="874")
    made = [SchoolFactory(local_authority=city, name=f"St Mary’s School {letter}") for letter in "GFEDCBA"]
    engine()
    listed = [school.id for number in (1, 2, 3) for school in find(number, per_page=3).page.items]
    assert sorted(listed) == sorted(school.id for school in made)


def test_a_school_of_no_authority_is_shown(engine: Callable[[], None]) -> None:
    SchoolFactory(name="Demonstration School")
    engine()
    assert names(find()) == ["Demonstration School"]


def test_points_are_everything_that_has_a_place(engine: Callable[[], None], jobs: dict[int, int]) -> None:
    schools = city_of_schools()
    engine()
    points = queries.find_points(DirectorySearch(la_code="874"))
    assert [point.name for point in points] == ["Heron Nursery", "Lode College", "Osier Academy"]
    assert (points[1].latitude, points[1].town) == (52.65, "Stamford")
    jobs[schools["heron"].id] = 1
    assert len(queries.find_points(DirectorySearch(la_code="874", with_jobs=True))) == 1


def test_a_typing_mistake_is_understood(search_index: SearchIndex) -> None:  # noqa: F811
    city_of_schools()
    search_index.index_now()
    found = find(words="resdmace")
    assert found.suggestion is not None
    assert names(found) == ["Reedmace Primary"]


def test_what_a_school_says_can_be_searched(search_index: SearchIndex) -> None:  # noqa: F811
    school = city_of_schools()["heron"]
    SchoolProfileFactory(school=school, welcome="We have a forest and two donkeys.")
    search_index.index_now()
    assert names(find(words="donkeys")) == ["Heron Nursery"]


def test_an_index_that_has_not_been_built_is_no_empty_city(search_index: SearchIndex) -> None:  # noqa: F811
    city_of_schools()
    assert len(names(find())) == 4


def test_the_largest_first(search_index: SearchIndex) -> None:  # noqa: F811
    city_of_schools()
    search_index.index_now()
    assert names(find(sort="largest"))[0] == "Lode College"


def test_trusts_of_the_city(session: Session) -> None:
    city_of_schools()
    TrustFactory()
    assert [trust.slug for trust in queries.trusts_in("874")] == ["lode-trust"]
    assert queries.trusts_in("886") == []
    assert [trust.slug for trust in queries.trusts_in("")] == ["lode-trust"]


def test_schools_near_by(session: Session) -> None:
    here = SchoolFactory()
    near = SchoolFactory(latitude=52.58)
    nearer = SchoolFactory(latitude=52.575)
    SchoolFactory(latitude=53.5)
    SchoolFactory(latitude=None, longitude=None)
    SchoolFactory(latitude=52.573, status=EstablishmentStatus.closed)
    found = queries.nearest_schools(here, "874")
    assert [school.id for school, _ in found] == [nearer.id, near.id]
    assert found[0][1] == pytest.approx(0.17, abs=0.02)
    assert len(queries.nearest_schools(here, "874", limit=1)) == 1
    assert queries.nearest_schools(SchoolFactory(latitude=None, longitude=None), "874") == []


def test_statements_do_not_grow_with_the_schools(
    engine: Callable[[], None], query_count: Callable[[], AbstractContextManager[QueryCounter]]
) -> None:
    def count() -> int:
        engine()
        with query_count() as asked:
            for school in find().page.items:
                assert school.trust is not None
                assert school.profile is not None
                assert school.profile.shown_photo is None
        return asked.count

    trust = TrustFactory()
    for _ in range(2):
        SchoolProfileFactory(school=SchoolFactory(trust=trust))
    few = count()
    for _ in range(18):
        SchoolProfileFactory(school=SchoolFactory(trust=trust))
    assert count() == few
