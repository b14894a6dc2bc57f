"""The parts of a snapshot one by one: sets of bits, numbers, places, caches, schema."""

from __future__ import annotations

import threading
from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.search import registry
from teachpb.search.registry import DocumentType
from teachpb.search.whoosh_engine.bits import bits_of, flags_of, positions_of
from teachpb.search.whoosh_engine.numbers import NumberColumn
from teachpb.search.whoosh_engine.places import Places, miles_between, parse_points
from teachpb.search.whoosh_engine.schema import BREAK, fields_of, tokens
from teachpb.search.whoosh_engine.terms import Answer, Cache
from tests.search.conftest import ELY, PETERBOROUGH, STAMFORD, Adverts, advert, advert_type

pytestmark = pytest.mark.pure

SIZE = 300
members = st.sets(st.integers(0, SIZE - 1))


# Sets of bits


@given(members, members)
def test_bits_are_sets(one: set[int], other: set[int]) -> None:
    first, second = bits_of(one, SIZE), bits_of(other, SIZE)
    assert set(positions_of(first & second, SIZE)) == one & other
    assert set(positions_of(first | second, SIZE)) == one | other
    assert first.bit_count() == len(one)


@given(members)
def test_positions_come_in_order_and_flags_agree(one: set[int]) -> None:
    bits = bits_of(one, SIZE)
    assert list(positions_of(bits, SIZE)) == sorted(one)
    assert [at for at, flag in enumerate(flags_of(bits, SIZE)) if flag] == sorted(one)
    assert len(flags_of(bits, SIZE)) == SIZE


def test_an_empty_snapshot_has_empty_sets() -> None:
    assert bits_of([], 0) == 0
    assert flags_of(0, 0) == b""
    assert list(positions_of(0, 0)) == []


# Numbers


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=60), st.integers(-5, 55), st.integers(-5, 55))
def test_ranges_of_numbers(values: list[int | None], least: int, most: int) -> None:
    column = NumberColumn([0 if value is None else value + 1 for value in values])
    expected = {at for at, value in enumerate(values) if value is not None and least <= value <= most}
    assert set(positions_of(column.between(least, most), len(values))) == expected
    known = {at for at, value in enumerate(values) if value is not None}
    assert set(positions_of(column.between(None, None), len(values))) == known
    assert set(positions_of(column.at_most(most), len(values))) == {at for at in known if values[at] <= most}
    assert [column.value(at) for at in range(len(values))] == values


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=40))
def test_orders_of_numbers_are_stable_and_unknown_ones_last(values: list[int | None]) -> None:
    column = NumberColumn([0 if value is None else value + 1 for value in values])
    positions = range(len(values))
    missing = [at for at in positions if values[at] is None]
    known = [at for at in positions if values[at] is not None]
    assert column.smallest_first == sorted(known, key=lambda at: values[at]) + missing
    assert column.largest_first == sorted(known, key=lambda at: -values[at]) + missing


# Places


@pytest.mark.parametrize(
    ("here", "there", "miles"),
    [
        (PETERBOROUGH, PETERBOROUGH, 0),
        (PETERBOROUGH, STAMFORD, 11.4),
        (PETERBOROUGH, ELY, 24.5),
        ((51.5074, -0.1278), (48.8566, 2.3522), 213.5),
        ((0.0, 0.0), (0.0, 180.0), 12437.0),
    ],
)
def test_miles(here: tuple[float, float], there: tuple[float, float], miles: float) -> None:
    assert miles_between(here, there) == pytest.approx(miles, rel=0.01, abs=0.001)
    assert miles_between(there, here) == pytest.approx(miles_between(here, there))


points = st.tuples(st.floats(51, 54), st.floats(-2, 1))


@given(st.lists(points, max_size=30), points, st.floats(0.1, 80))
def test_within_a_radius_is_what_a_plain_measure_says(
    where: list[tuple[float, float]], here: object, radius: float
) -> None:
    column = [f"{round((at[0] + 90) * 1e5)},{round((at[1] + 180) * 1e5)}".encode() for at in where]
    found = set(positions_of(Places(column).within(here, radius), len(where)))
    for at, raw in enumerate(column):
        (point,) = parse_points(raw)
        assert (at in found) is (miles_between(here, point) <= radius)


def test_positions_survive_writing_to_a_metre(adverts: Adverts) -> None:
    written = fields_of(advert(1, "x", positions=[PETERBOROUGH, ELY, PETERBOROUGH]), advert_type(adverts))["positions"]
    there = parse_points(written)
    assert len(there) == 2
    assert miles_between(there[0], PETERBOROUGH) < 0.001
    assert miles_between(there[1], ELY) < 0.001


def test_negative_and_far_positions_survive(adverts: Adverts) -> None:
    for at in [(-33.8688, 151.2093), (0.0, 0.0), (90.0, -180.0)]:
        (point,) = parse_points(fields_of(advert(1, "x", positions=[at]), advert_type(adverts))["positions"])
        assert point == pytest.approx(at, abs=1e-5)


# Caches


def test_what_was_not_used_longest_goes_first() -> None:
    made: list[str] = []
    cache: Cache[str, str] = Cache(3, lambda value: 1)

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        assert cache.get(key, make) == key.upper()
    assert made == ["a", "b", "c", "d", "b"]
    assert cache.keys() == ["d", "a", "b"]


def test_one_thing_larger_than_the_cache_is_still_kept() -> None:
    cache: Cache[str, str] = Cache(3, len)
    cache.get("large", lambda key: key * 10)
    assert cache.keys() == ["large"]
    cache.get("s", lambda key: key)
    assert cache.keys() == ["s"]


def test_threads_may_make_the_same_thing_at_once() -> None:
    cache: Cache[int, int] = Cache(1000, lambda value: 1)
    barrier = threading.Barrier(4)

    def work(_: int) -> list[int]:
        barrier.wait(5)
        return [cache.get(key, lambda key: key * 2) for key in range(200)]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [[key * 2 for key in range(200)]] * 4
    assert cache._total == 200


def test_a_failing_maker_leaves_nothing_behind() -> None:
    cache: Cache[str, int] = Cache(3, lambda value: 1)
    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda key: 1 // 0)
    assert cache.get("a", lambda key: 5) == 5


def test_a_page_of_an_answer_is_taken_from_what_the_filters_leave() -> None:
    answer = Answer(bits_of(range(10), 10), array("I", [3, 1, 4, 0, 5, 9, 2, 6, 7, 8]), array("d", range(10)))
    even = bits_of(range(0, 10, 2), 10)
    assert answer.page(even, 10, 0, 2) == [4, 0]
    assert answer.page(even, 10, 2, 4) == [2, 6]
    assert answer.page(even, 10, 4, 6) == [8]
    assert answer.page(0, 10, 0, 5) == []


# What is written


def test_the_title_is_written_three_times_and_no_phrase_spans_the_copies() -> None:
    title = tokens("Class teacher")
    assert title == ["class", "teacher", BREAK]


def test_synonyms_stand_apart_from_the_text_and_each_other() -> None:
    assert tokens("Maths head") == [
        "math", "head", BREAK, "mathemat", BREAK, "headteach", BREAK, "princip", BREAK,
    ]  # fmt: skip


def test_an_empty_text_writes_nothing() -> None:
    assert tokens("") == []
    assert tokens("the of and") == []


def test_head_words_are_unstemmed_and_unique(adverts: Adverts) -> None:
    fields = fields_of(advert(1, "Teachers of Drama", organisation="Drama Schools"), advert_type(adverts))
    assert fields["head"] == ["drama", "schools", "teachers"]


# Types


@pytest.mark.parametrize(
    "wrong",
    [{"name": "two words"}, {"facets": ("a-b",)}, {"numbers": ("a b",)}, {"sorts": {"salary": "-unheard_of"}}],
)
def test_a_type_that_cannot_be_is_refused(adverts: Adverts, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"cannot name|none of its numbers"):
        advert_type(adverts, **wrong)


def test_built_in_numbers_and_sorts(adverts: Adverts) -> None:
    document_type = advert_type(adverts)
    assert document_type.number_names[:3] == ("newest", "closes_at", "opens_at")
    assert document_type.sort_number("closing") == ("closes_at", False)
    assert document_type.sort_number("salary") == ("salary_max", True)
    assert document_type.sort_number("newest") is None
    assert document_type.sort_number("unheard_of") is None


def test_registering_again_replaces(own_registry: dict[str, DocumentType], adverts: Adverts) -> None:
    again = advert_type(adverts, noise=("x",))
    registry.register(again)
    assert registry.get("advert") is again
    assert list(registry.all_types()) == ["advert"]


def test_the_fingerprint_follows_the_form_only(adverts: Adverts) -> None:
    plain = advert_type(adverts).fingerprint()
    assert advert_type(adverts, noise=("other",)).fingerprint() == plain
    assert advert_type(adverts, facets=("role",)).fingerprint() != plain
    assert advert_type(adverts, numbers=("salary_min", "salary_max", "hours")).fingerprint() != plain
