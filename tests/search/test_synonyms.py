"""Synonyms work both ways, and only where the word means that."""

from __future__ import annotations

import pytest

from teachpb.search import synonyms
from teachpb.search.synonyms import SCHOOL_WORDS, Synonyms, Variant, group
from teachpb.search.words import words
from tests.search.conftest import Adverts, advert

pytestmark = pytest.mark.pure

PAIRS = [
    ("NQT", "ECT"),
    ("TA", "teaching assistant"),
    ("maths", "mathematics"),
    ("RE", "religious education"),
    ("MFL", "languages"),
    ("SENCO", "SENDCO"),
    ("SENCO", "special educational needs coordinator"),
    ("PE", "physical education"),
    ("DT", "design and technology"),
    ("DT", "D&T"),
    ("headteacher", "principal"),
    ("headteacher", "head"),
    ("head teacher", "headteacher"),
    ("head teacher", "principal"),
    ("EYFS", "early years"),
    ("EYFS", "reception"),
    ("KS1", "key stage 1"),
    ("KS1", "key stage one"),
    ("PRU", "alternative provision"),
    ("HLTA", "higher level teaching assistant"),
    ("ECF", "ECTE"),
    ("SEND", "special educational needs"),
    ("IT", "ICT"),
]


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *((other, one) for one, other in PAIRS)])
def test_a_document_is_found_by_the_other_word(adverts: Adverts, one: str, other: str) -> None:
    adverts.build(advert(1, f"Wanted: {one}"), advert(2, "Gardener"))
    assert adverts.found(other) == [1]
    assert adverts.found(other.lower()) == [1]


def test_both_words_give_the_same_order_and_scores(adverts: Adverts) -> None:
    adverts.build(
        advert(1, "Teacher of Maths", body="maths " * 3),
        advert(2, "Teacher of Mathematics", body="lessons in a friendly team"),
        advert(3, "Teacher", body="mathematics " * 2 + "and maths"),
        advert(4, "Gardener"),
    )
    first, second = adverts.search("maths"), adverts.search("mathematics")
    assert first.ids == second.ids
    assert sorted(first.ids) == [1, 2, 3]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Head of Maths", "principal"),
        ("The head of year", "headteacher"),
        ("Please send us a letter", "special educational needs"),
        ("Teacher of English language", "MFL"),
        ("Receptionist", "EYFS"),
        ("We make it work", "ICT"),
        ("Bring a mat", "multi academy trust"),
        ("Re-advertised", "religious"),
        ("Headteacher", "teacher"),
        ("Principal", "teacher"),
    ],
)
def test_a_word_that_means_something_else_has_no_synonyms(adverts: Adverts, title: str, query: str) -> None:
    adverts.build(advert(1, title), advert(2, query))
    assert adverts.found(query) == [2]


def test_synonyms_never_make_up_a_phrase(adverts: Adverts) -> None:
    adverts.build(advert(1, "Maths", organisation="Headteacher Academy"), advert(2, "Mathematics principal"))
    assert adverts.found('"maths headteacher"') == [2]
    assert adverts.found('"mathematics mathematics"') == []


def test_a_phrase_is_found_in_other_words(adverts: Adverts) -> None:
    adverts.build(advert(1, "Head of Mathematics"), advert(2, "Head of Maths"), advert(3, "Maths for the head"))
    assert sorted(adverts.found('"head of maths"')) == [1, 2]


def test_excluding_a_word_excludes_its_synonyms(adverts: Adverts) -> None:
    adverts.build(advert(1, "Teacher of Mathematics"), advert(2, "Teacher of Music"))
    assert adverts.found("teacher -maths") == [2]


def test_the_longest_variant_at_a_place_counts_once() -> None:
    found = synonyms.current().others(words("higher level teaching assistant"))
    assert ("hlta",) in found
    assert found.count(("hlta",)) == 1


def test_a_domain_may_add_groups_of_its_own() -> None:
    own = Synonyms()
    own.add([group("swimming", Variant("aquatics"))])
    own.add([group("swimming", Variant("aquatics"))])  # registering twice changes nothing
    assert len(own.groups) == 1
    assert own.others(words("Swimming coach")) == [("aquat",)]
    assert own.others(words("coach")) == []


def test_every_group_has_something_to_say_both_ways() -> None:
    for variants in SCHOOL_WORDS:
        assert len(variants) >= 2
        assert not variants[0].only_read, variants
        for variant in variants:
            assert words(variant.text), variant


@pytest.mark.parametrize("variant", [variant for variants in SCHOOL_WORDS for variant in variants])
def test_every_variant_is_recognised(variant: Variant) -> None:
    assert synonyms.current().others(words(variant.text))
