"""Typing mistakes, "did you mean", and suggestions while typing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.search.whoosh_engine.spelling import distance
from tests.search.conftest import EPOCH, Adverts, advert

pytestmark = pytest.mark.pure


@pytest.fixture
def market(adverts: Adverts) -> Adverts:
    return adverts.build(
        advert(1, "Teacher of Mathematics", organisation="Ken Stimpson Academy"),
        advert(2, "Teacher of Mathematics", organisation="Hampton College"),
        advert(3, "Teacher of Physics", organisation="Hampton College"),
        advert(4, "Headteacher", organisation="Queen Katharine Academy", body="An outstanding leader"),
        advert(5, "Science technician", organisation="École Française", facets={"role": ["teacher"]}),
        advert(6, "Teacher of Mandarin", organisation="Closed College", closes_at=EPOCH),
    )


@pytest.mark.parametrize(
    ("typed", "suggestion", "found"),
    [
        ("techer", "teacher", {1, 2, 3}),
        ("teachr", "teacher", {1, 2, 3}),
        ("teahcer", "teacher", {1, 2, 3}),
        ("tteacher", "teacher", {1, 2, 3}),
        ("phsyics teacher", "physics teacher", {3}),
        ("teacher of mathmatics", "teacher of mathematics", {1, 2}),
        ("mathemaitcs hamptn", "mathematics hampton", {2}),
        ("katherine", "katharine", {4}),
        ("francais", "francaise", {5}),
        ("Teecher", "teacher", {1, 2, 3}),
    ],
)
def test_a_mistyped_word_is_forgiven(market: Adverts, typed: str, suggestion: str, found: set[int]) -> None:
    results = market.search(typed)
    assert (results.suggestion, results.corrected) == (suggestion, True)
    assert set(results.ids) == found


@pytest.mark.parametrize(
    "typed", ["teacher", "teachers", "outstanding", "hampton physics", "ken", "xyz", "zzzzzzzz", ""]
)
def test_no_suggestion_where_nothing_seems_wrong_or_nothing_is_near(market: Adverts, typed: str) -> None:
    results = market.search(typed)
    assert results.suggestion is None
    assert not results.corrected


def test_words_in_quotes_are_taken_as_typed(market: Adverts) -> None:
    assert market.search('"techer"').total == 0


def test_no_suggestion_that_finds_nothing_either(market: Adverts) -> None:
    """Every word is known by itself, but no document has both."""
    results = market.search("headteacher phyics")
    assert (results.total, results.suggestion, results.corrected) == (0, None, False)


def test_the_suggestion_is_the_word_that_goes_with_the_others(adverts: Adverts) -> None:
    adverts.build(
        *(advert(number, "Master of music") for number in range(1, 9)),
        advert(10, "Easter camp matter"),
        advert(11, "Easter club mister"),
    )
    assert adverts.search("matster camp").suggestion == "matter camp"


def test_a_mistake_that_others_made_too_is_doubted_but_respected(adverts: Adverts) -> None:
    adverts.build(
        *(advert(number, "Teacher of art") for number in range(1, 30)),
        advert(40, "Gardener", body="techer wanted"),
    )
    results = adverts.search("techer")
    assert results.ids == [40]
    assert (results.suggestion, results.corrected) == ("teacher", False)


def test_a_rare_name_is_no_mistake(adverts: Adverts) -> None:
    adverts.build(
        *(advert(number, "Beacon School") for number in range(1, 30)),
        advert(40, "Thomas Deacon Academy"),
    )
    assert adverts.search("deacon").suggestion is None


def test_filters_go_with_the_corrected_words(market: Adverts) -> None:
    results = market.search("sceince", filters={"role": {"teacher"}})
    assert (results.suggestion, results.ids) == ("science", [5])
    results = market.search("sceince", filters={"role": {"headteacher"}})
    assert (results.corrected, results.total) == (True, 0)
    assert results.facet_counts["role"]["teacher"] == 1


# Suggestions


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        (" ", []),
        ("?", []),
        ("q", ["Queen Katharine Academy", "queen"]),
        ("QUEEN k", ["Queen Katharine Academy", "QUEEN katharine"]),
        ("ham", ["Hampton College", "hampton"]),
        ("ecole f", ["École Française", "ecole francaise"]),
        ("teacher of mat", ["Teacher of Mathematics"]),
        ("teacher ham", ["teacher hampton"]),
        ("mathematics", ["Teacher of Mathematics"]),
        ("mand", []),
        ("xyz", []),
    ],
)
def test_suggestions(market: Adverts, typed: str, expected: list[str]) -> None:
    assert market.suggest(typed) == expected


def test_the_most_frequent_suggestion_comes_first(market: Adverts) -> None:
    assert market.suggest("teach")[:2] == ["Teacher of Mathematics", "Teacher of Physics"]


def test_of_several_organisations_the_one_is_suggested_that_is_meant(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher", organisation="Hampton College\n\nFenland  Learning Trust"))
    assert adverts.suggest("fen")[0] == "Fenland Learning Trust"
    assert adverts.suggest("hampton c")[0] == "Hampton College"
    assert adverts.found('"college fenland"') == []


def test_no_more_suggestions_than_asked_for(market: Adverts) -> None:
    assert len(market.suggest("t", limit=2)) == 2


def test_endless_input_is_no_trouble(market: Adverts) -> None:
    assert len(market.suggest("teacher " * 5000)) <= 8
    assert market.suggest("x" * 100_000) == []


# The measure


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("teacher", "teacher", 0),
        ("techer", "teacher", 1),
        ("teahcer", "teacher", 1),
        ("teachers", "teacher", 1),
        ("tescher", "teacher", 1),
        ("tecehr", "teacher", 2),
        ("abcdef", "ghijkl", 3),
        ("ab", "abcdef", 3),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 2) == expected


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_the_same_both_ways_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2)
    assert (distance(one, other, 2) == 0) is (one == other)
    assert distance(one, other, 2) <= 3


def test_one_random_mistake_is_always_found(market: Adverts) -> None:
    dice = random.Random(3)
    spelling = market.snapshot.spelling
    for word in ("teacher", "mathematics", "physics", "hampton", "technician"):
        for _ in range(40):
            at = dice.randrange(len(word))
            letter = dice.choice("abcdefghijklmnopqrstuvwxyz")
            rest = dice.choice([word[at + 1 :], letter + word[at:], letter + word[at + 1 :]])
            wrong = word[:at] + rest
            if wrong != word:
                assert word in [close for _, close in spelling.close_to(wrong)], wrong
