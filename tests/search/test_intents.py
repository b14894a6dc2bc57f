"""What typed words speak of, and that it lifts adverts without ever hiding one."""

from __future__ import annotations

import pytest

from teachpb.search import registry
from teachpb.search.intents import IntentReader
from teachpb.search.parse import parse
from teachpb.vacancies import search as vacancies
from teachpb.vacancies.intents import INTENTS
from tests.search.conftest import Adverts, advert, advert_type

pytestmark = pytest.mark.pure

SIMPLE = {
    "teacher": {"role": ("teacher",)},
    "headteacher": {"role": ("headteacher",)},
    "head of": {"role": ("leader",)},
    "maths": {"subject": ("mathematics",)},
    "science": {"subject": ("physics", "biology")},
    "physics": {"subject": ("physics",)},
    "visa": {"visa": ("yes",), "role": ("teacher",)},
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("maths teacher", {"role": {"teacher"}, "subject": {"mathematics"}}),
        ("Teachers of Mathematics", {"role": {"teacher"}, "subject": {"mathematics"}}),
        ("head", {"role": {"headteacher"}}),
        ("Principal", {"role": {"headteacher"}}),
        ("head teacher", {"role": {"headteacher"}}),
        ("head of maths", {"role": {"leader"}, "subject": {"mathematics"}}),
        ("science or physics", {"subject": {"physics", "biology"}}),
        ("visa", {"role": {"teacher"}, "visa": {"yes"}}),
        ('"maths" -teacher', {"subject": {"mathematics"}}),
        ("", {}),
        ("gardener", {}),
        ("teach", {}),
    ],
)
def test_what_typed_words_speak_of(typed: str, expected: dict[str, set[str]]) -> None:
    assert IntentReader(SIMPLE).read(parse(typed).asked) == expected


def test_of_two_phrases_at_one_place_the_longer_counts() -> None:
    reader = IntentReader({"head": {"role": ("a",)}, "head of year": {"role": ("b",)}, "year": {"role": ("c",)}})
    assert reader.read(parse("head of year").asked) == {"role": {"b"}}
    assert reader.read(parse("head year").asked) == {"role": {"a", "c"}}


def test_every_intent_of_vacancies_names_values_there_are() -> None:
    for phrase, facets in INTENTS.items():
        for facet, values in facets.items():
            known = vacancies.FACETS[facet]
            assert known is not None, phrase
            assert values, phrase
            assert set(values) <= set(known), phrase


def test_every_intent_of_vacancies_is_recognised() -> None:
    reader = IntentReader(INTENTS)
    for phrase, facets in INTENTS.items():
        found = reader.read(parse(phrase).asked)
        for facet, values in facets.items():
            assert set(values) <= found.get(facet, frozenset()), phrase


@pytest.mark.parametrize(
    ("typed", "facet", "value"),
    [
        ("TA", "role", "teaching_assistant"),
        ("nqt", "ect", "yes"),
        ("head of science", "role", "head_of_department_or_curriculum"),
        ("deputy head", "role", "deputy_headteacher"),
        ("assistant principal", "role", "assistant_headteacher"),
        ("receptionist", "role", "administration_hr_data_and_finance"),
        ("reception teacher", "key_stage", "early_years"),
        ("D&T teacher", "subject", "design_and_technology"),
        ("mathematics", "subject", "mathematics"),
        ("RE", "subject", "religious_education"),
        ("part-time", "pattern", "part_time"),
        ("sixth form", "key_stage", "ks5"),
    ],
)
def test_usual_words_are_understood(typed: str, facet: str, value: str) -> None:
    assert value in IntentReader(INTENTS).read(parse(typed).asked).get(facet, ())


@pytest.mark.parametrize("typed", ["headphones", "party", "teach", "tart", "area", "ship"])
def test_part_of_a_word_is_not_the_word(typed: str) -> None:
    assert IntentReader(INTENTS).read(parse(typed).asked) == {}


def lifted(adverts: Adverts) -> Adverts:
    """The second says the words more often; the first is what is asked for."""
    registry.register(advert_type(adverts, intents=SIMPLE))
    return adverts.build(
        advert(1, "Main scale post", body="a teacher of maths", facets={"role": ["teacher"], "subject": []}),
        advert(2, "Assistant", body="maths teacher " * 4, facets={"role": ["teaching_assistant"]}),
        advert(3, "Gardener", facets={"role": ["teacher"], "subject": ["mathematics"]}),
    )


def test_an_intent_lifts_and_never_hides(adverts: Adverts) -> None:
    lifted(adverts)
    assert adverts.found("maths teacher") == [1, 2]
    assert adverts.search("maths teacher").total == 2
    assert adverts.found("gardener maths") == []


def test_without_intents_the_words_decide(adverts: Adverts) -> None:
    lifted(adverts)
    registry.register(advert_type(adverts))
    adverts.engine._indexes.clear()
    assert adverts.found("maths teacher") == [2, 1]


def test_other_sorts_and_facets_know_nothing_of_intents(adverts: Adverts) -> None:
    lifted(adverts)
    results = adverts.search("maths teacher", sort="newest")
    assert results.ids == [2, 1]
    assert results.facet_counts["role"] == {"teacher": 1, "headteacher": 0, "teaching_assistant": 1}
    assert adverts.found("maths teacher", filters={"role": {"teaching_assistant"}}) == [2]


def test_a_corrected_word_has_its_intent(adverts: Adverts) -> None:
    lifted(adverts)
    adverts.publish(advert(9, "Maths teacher wanted", facets={"role": ["headteacher"]}))
    results = adverts.search("mahts teacher")
    assert results.corrected
    assert results.ids[-1] != 1
