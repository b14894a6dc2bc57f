"""What a search finds, counts and sorts: the behaviour any engine has to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from teachpb.search.query import Query, Results
from tests.search.conftest import ELY, EPOCH, NOW, PETERBOROUGH, STAMFORD, Adverts, advert

pytestmark = pytest.mark.pure


@pytest.fixture
def market(adverts: Adverts) -> Adverts:
    """Six adverts; the higher the id the newer."""
    return adverts.build(
        advert(1, "Teacher of Maths", organisation="Hampton College", body="Algebra and geometry.",
               facets={"role": ["teacher"], "phase": ["secondary"], "subject": ["mathematics"]},
               numbers={"salary_min": 30_000_00, "salary_max": 46_000_00}, closes_at=EPOCH + 900,
               positions=[PETERBOROUGH]),
        advert(2, "Teaching assistant", organisation="Fulbridge Academy", body="Help with maths and reading.",
               facets={"role": ["teaching_assistant"], "phase": ["primary"]},
               numbers={"salary_min": 21_000_00, "salary_max": 23_000_00}, closes_at=EPOCH + 300,
               positions=[STAMFORD]),
        advert(3, "Headteacher", organisation="Queen Katharine Academy", body="Lead the school.",
               facets={"role": ["headteacher"], "phase": ["primary", "secondary"]},
               numbers={"salary_max": 90_000_00}, positions=[ELY, PETERBOROUGH]),
        advert(4, "Cover supervisor", organisation="Hampton College", body="Lessons in all subjects, maths too.",
               facets={"phase": ["secondary"]}, closes_at=EPOCH + 600),
        advert(5, "Physics teacher", organisation="Arthur Mellows", body="A level physics.", extra="Science",
               facets={"role": ["teacher"], "phase": ["secondary"], "subject": ["physics", "science"]},
               numbers={"salary_min": 30_000_00, "salary_max": 46_000_00}, positions=[ELY]),
        advert(6, "Already closed", body="maths", facets={"role": ["teacher"]}, closes_at=EPOCH),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {1, 2, 3, 4, 5}),
        ({"words": "maths"}, {1, 2, 4}),
        ({"words": "MATHS"}, {1, 2, 4}),
        ({"words": "teachers"}, {1, 5}),
        ({"words": "teacher maths"}, {1}),
        ({"words": "maths hampton"}, {1, 4}),
        ({"words": "science"}, {5}),
        ({"words": '"cover supervisor"'}, {4}),
        ({"words": '"supervisor cover"'}, set()),
        ({"words": "maths -cover"}, {1, 2}),
        ({"words": "-maths"}, {3, 5}),
        ({"words": "algebra OR physics"}, {1, 5}),
        ({"words": "zzzzzz"}, set()),
        ({"filters": {"role": {"teacher"}}}, {1, 5}),
        ({"filters": {"role": {"teacher", "headteacher"}}}, {1, 3, 5}),
        ({"filters": {"role": ["teacher"], "subject": ["physics"]}}, {5}),
        ({"filters": {"phase": {"primary"}}}, {2, 3}),
        ({"filters": {"role": None}}, {1, 2, 3, 4, 5}),
        ({"filters": {"role": set()}}, set()),
        ({"filters": {"role": {"retired"}}}, {1, 2, 3, 4, 5}),
        ({"filters": {"role": {"retired", "headteacher"}}}, {3}),
        ({"filters": {"subject": {"dance"}}}, set()),
        ({"filters": {"nonsense": {"x"}}}, {1, 2, 3, 4, 5}),
        ({"ranges": {"salary_max": (46_000_00, None)}}, {1, 3, 5}),
        ({"ranges": {"salary_max": (None, 46_000_00)}}, {1, 2, 5}),
        ({"ranges": {"salary_max": (46_000_01, 80_000_00)}}, set()),
        ({"ranges": {"salary_min": (0, None)}}, {1, 2, 5}),
        ({"ranges": {"salary_min": (None, None)}}, {1, 2, 3, 4, 5}),
        ({"ranges": {"newest": (4, None)}}, {4, 5}),
        ({"ranges": {"closes_at": (None, EPOCH + 600)}}, {2, 4}),
        ({"ranges": {"nonsense": (1, 2)}}, {1, 2, 3, 4, 5}),
        ({"within": [5, 6, 77]}, {5}),
        ({"within": []}, set()),
        ({"near": PETERBOROUGH}, {1, 2, 3, 4, 5}),
        ({"near": PETERBOROUGH, "radius_miles": 5}, {1, 3}),
        ({"near": PETERBOROUGH, "radius_miles": 15}, {1, 2, 3}),
        ({"near": PETERBOROUGH, "radius_miles": 100}, {1, 2, 3, 5}),
        ({"near": PETERBOROUGH, "radius_miles": 5, "words": "maths", "filters": {"role": {"teacher"}}}, {1}),
    ],
)
def test_what_is_found(market: Adverts, asked: dict[str, Any], expected: set[int]) -> None:
    results = market.search(**asked)
    assert set(results.ids) == expected
    assert results.total == len(expected)


def test_title_counts_over_organisation_over_text(adverts: Adverts) -> None:
    filler = "one two three four five six seven eight nine ten"
    adverts.build(
        advert(1, "Gardener", organisation="Some School", body=f"{filler} drama"),
        advert(2, "Gardener", organisation="Drama School", body=filler),
        advert(3, "Drama", organisation="Some School", body=filler),
    )
    assert adverts.found("drama") == [3, 2, 1]


# The clock


def test_a_closed_advert_drops_out_by_the_clock(market: Adverts) -> None:
    assert market.found(sort="closing")[:3] == [2, 4, 1]
    for seconds, open_still in ((299, True), (300, False), (301, False)):
        later = NOW + timedelta(seconds=seconds)
        assert (2 in market.found(now=later)) is open_still
        assert (2 in market.found("maths", now=later)) is open_still


def test_an_advert_opens_by_the_clock(adverts: Adverts) -> None:
    adverts.build(advert(1, "Later", opens_at=EPOCH + 60), advert(2, "Always"))
    assert adverts.found() == [2]
    assert adverts.found(now=NOW + timedelta(seconds=59)) == [2]
    assert adverts.found(now=NOW + timedelta(seconds=60)) == [2, 1]


def test_counts_and_suggestions_leave_out_what_has_closed(market: Adverts) -> None:
    counts = market.engine.counts("advert", NOW)
    assert counts.total == 5
    assert counts.facets["role"] == {"teacher": 2, "headteacher": 1, "teaching_assistant": 1}
    assert market.suggest("alr") == []


# Facets


def test_each_facet_is_counted_with_its_own_filter_lifted(market: Adverts) -> None:
    counts = market.search(filters={"role": {"teacher"}, "phase": {"secondary"}}).facet_counts
    assert counts["role"] == {"teacher": 2, "headteacher": 1, "teaching_assistant": 0}
    assert counts["phase"] == {"secondary": 2, "primary": 0}
    assert counts["subject"] == {"mathematics": 1, "physics": 1, "science": 1}


def test_counts_say_what_choosing_a_value_would_bring(market: Adverts) -> None:
    before = market.search("maths").facet_counts
    for facet, values in before.items():
        for value, count in values.items():
            assert market.search("maths", filters={facet: {value}}).total == count


def test_facets_are_counted_where_nothing_is_found(market: Adverts) -> None:
    assert market.search("zzzzzz").facet_counts["role"] == {"teacher": 0, "headteacher": 0, "teaching_assistant": 0}


# Order and pages


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"sort": "newest"}, [5, 4, 3, 2, 1]),
        ({"sort": "closing"}, [2, 4, 1, 5, 3]),
        ({"sort": "salary"}, [3, 5, 1, 2, 4]),
        ({"sort": "cheapest"}, [2, 5, 1, 4, 3]),
        ({"sort": "nonsense"}, [5, 4, 3, 2, 1]),
        ({"sort": "relevance"}, [5, 4, 3, 2, 1]),
        ({"sort": "distance"}, [5, 4, 3, 2, 1]),
        ({"near": PETERBOROUGH}, [3, 1, 2, 5, 4]),
        ({"near": STAMFORD}, [2, 3, 1, 5, 4]),
        ({"near": PETERBOROUGH, "sort": "newest"}, [5, 4, 3, 2, 1]),
        ({"words": "maths", "sort": "newest"}, [4, 2, 1]),
        ({"words": "maths", "near": STAMFORD, "sort": "distance"}, [2, 1, 4]),
        ({"words": "maths"}, [1, 4, 2]),
        ({"words": "maths", "sort": "nonsense"}, [1, 4, 2]),
    ],
)
def test_order(market: Adverts, asked: dict[str, Any], expected: list[int]) -> None:
    assert market.found(**asked) == expected


def test_ties_are_broken_by_newness_then_by_id(adverts: Adverts) -> None:
    adverts.build(*(advert(number, "Teacher", newest=number % 2, closes_at=EPOCH + 9) for number in range(1, 7)))
    for sort in ("", "newest", "closing", "salary", "cheapest"):
        assert adverts.found(sort=sort) == [5, 3, 1, 6, 4, 2]
    assert adverts.found("teacher") == [5, 3, 1, 6, 4, 2]


@pytest.mark.parametrize("sort", ["", "newest", "closing", "salary", "distance"])
@pytest.mark.parametrize("words", ["", "teacher", '"class teacher"'])
def test_pages_hold_everything_once(adverts: Adverts, sort: str, words: str) -> None:
    spread = [(52.5 + number / 100, -0.2) for number in range(23)]
    adverts.build(
        *(
            advert(number + 1, "Class teacher", numbers={"salary_max": number % 5}, positions=[spread[number]])
            for number in range(23)
        )
    )
    asked: dict[str, Any] = {"words": words, "sort": sort, "near": PETERBOROUGH, "per_page": 5}
    pages = [adverts.search(page=page, **asked) for page in range(1, 6)]
    assert [len(page.ids) for page in pages] == [5, 5, 5, 5, 3]
    assert sorted(each for page in pages for each in page.ids) == list(range(1, 24))
    assert [each for page in pages for each in page.ids] == adverts.found(**{**asked, "per_page": 100})


@pytest.mark.parametrize(("page", "given"), [(0, 1), (-5, 1), (1, 1), (3, 3), (4, 3), (9999, 3)])
def test_a_page_out_of_range_is_the_nearest_one(market: Adverts, page: int, given: int) -> None:
    results = market.search(page=page, per_page=2)
    assert (results.page, results.pages, results.total) == (given, 3, 5)
    assert results.ids


def test_one_empty_page_when_nothing_is_found(market: Adverts) -> None:
    results = market.search("zzzzzz", page=7)
    assert (results.page, results.pages, results.total, results.ids) == (1, 1, 0, [])


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-1, 1), (3, 3), (10**9, 10_000)])
def test_page_sizes_are_kept_in_bounds(market: Adverts, asked: int, given: int) -> None:
    assert market.search(per_page=asked).per_page == given


# Places


def test_distance_is_to_the_nearest_of_several_schools(market: Adverts) -> None:
    results = market.search(near=PETERBOROUGH)
    assert results.distances[3] == pytest.approx(0, abs=0.01)
    assert results.distances[2] == pytest.approx(11.4, abs=0.2)
    assert 4 not in results.distances  # nobody knows where it is


def test_no_distances_without_a_place(market: Adverts) -> None:
    assert market.search().distances == {}


# What to do when nothing is found


def advise(market: Adverts, **asked: Any) -> Any:
    query = Query(**{"corpus": "advert", "now": NOW, **asked})
    assert market.engine.search(query).total == 0
    return market.engine.advice(query)


def test_advice_names_the_filter_that_brings_the_most(market: Adverts) -> None:
    advice = advise(market, words="maths", filters={"role": {"headteacher"}})
    assert (advice.drop, advice.drop_total) == ("role", 3)
    advice = advise(market, words="zzzzzz", filters={"phase": {"primary"}})
    assert (advice.drop, advice.drop_total) == ("words", 2)
    advice = advise(market, filters={"role": {"teacher"}}, ranges={"salary_max": (80_000_00, None)})
    assert (advice.drop, advice.drop_total) == ("salary_max", 2)


def test_advice_names_the_next_radius_that_brings_any(market: Adverts) -> None:
    advice = advise(market, words="reading", near=PETERBOROUGH, radius_miles=5)
    assert (advice.radius_miles, advice.radius_total) == (15, 1)
    assert (advice.drop, advice.drop_total) == ("words", 2)


def test_advice_stays_silent_where_nothing_helps(market: Adverts) -> None:
    advice = advise(market, words="zzzzzz", filters={"subject": {"dance"}}, near=ELY, radius_miles=1)
    assert (advice.drop, advice.drop_total, advice.radius_miles) == (None, 0, None)


# An empty index, and other releases


def test_an_index_that_was_never_built_finds_nothing(adverts: Adverts) -> None:
    results = adverts.search("maths", near=PETERBOROUGH, filters={"role": {"teacher"}})
    assert results == Results(
        facet_counts={"role": {"teacher": 0, "headteacher": 0, "teaching_assistant": 0}, "phase": {}, "subject": {}}
    )
    assert adverts.suggest("ma") == []
    assert adverts.engine.counts("advert", NOW).total == 0


def test_an_index_without_documents_finds_nothing(adverts: Adverts) -> None:
    adverts.build()
    assert adverts.search("maths -cover").total == 0
    assert adverts.found() == []


def test_a_facet_of_a_newer_release_is_empty_until_the_rebuild(
    market: Adverts, reregister: Callable[..., None]
) -> None:
    reregister(facets=("role", "pattern"), numbers=("hours",), sorts={})
    results = market.search("maths")
    assert results.total == 3
    assert results.facet_counts["pattern"] == {}
    assert market.engine.needs_rebuild("advert")
