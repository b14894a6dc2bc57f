"""What somebody typed, understood: never an error, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.search.parse import LONGEST_INPUT, MOST_CLAUSES, parse

pytestmark = pytest.mark.pure


def term(*stems: str) -> tuple[tuple[str, ...], ...]:
    """A clause: any of these single words."""
    return tuple((stem,) for stem in stems)


@pytest.mark.parametrize(
    ("typed", "required", "excluded"),
    [
        ("", [], []),
        ("   ", [], []),
        ("teachers", [term("teacher")], []),
        ("Teacher maths", [term("teacher"), term("math")], []),
        ("teacher teacher", [term("teacher")], []),
        ("the teacher of maths", [term("teacher"), term("math")], []),
        ("the of", [], []),
        ("maths -cover", [term("math")], [term("cover")]),
        ("-cover", [], [term("cover")]),
        ("- cover", [term("cover")], []),
        ("part-time", [term("part"), term("time")], []),
        ('"class teacher"', [((("class"), ("teacher")),)], []),
        ('"teacher"', [term("teacher")], []),
        ("“class teacher”", [(("class", "teacher"),)], []),
        ('"class teacher', [term("class"), term("teacher")], []),
        ('""', [], []),
        ('-"cover supervisor"', [], [(("cover", "supervisor"),)]),
        ("-part-time", [], [(("part", "time"),)]),
        ("tutor OR mentor", [term("tutor", "mentor")], []),
        ("tutor or mentor", [term("tutor"), term("mentor")], []),
        ("OR tutor", [term("tutor")], []),
        ("tutor OR", [term("tutor")], []),
        ("tutor OR mentor maths", [term("tutor", "mentor"), term("math")], []),
        ("jobs in Peterborough", [term("peterborough")], []),
        ("jobs", [], []),
        ("it technician", [term("it"), term("technician")], []),
        ("head teacher", [term("headteach")], []),
        ("deputy head teacher", [term("deputi"), term("headteach")], []),
        ("* ? [ ] { } ( ) ~ ^ : \\ /", [], []),
        ("title:teacher^9 *~", [term("titl"), term("teacher"), term("9")], []),
    ],
)
def test_parse(typed: str, required: list[object], excluded: list[object]) -> None:
    parsed = parse(typed, frozenset({"job", "jobs"}))
    assert (list(parsed.required), list(parsed.excluded)) == (required, excluded)


def test_a_phrase_is_looked_for_in_its_variants() -> None:
    (clause,) = parse('"head of maths"').required
    assert clause[0] == ("head", "math")
    assert ("head", "mathemat") in clause


def test_stop_words_are_no_part_of_a_phrase_on_either_side() -> None:
    (clause,) = parse('"head of year"').required
    assert ("head", "year") in clause


def test_plain_means_single_words_only() -> None:
    assert parse("teacher OR tutor maths").is_plain
    assert not parse('"class teacher"').is_plain
    assert not parse("maths -cover").is_plain


def test_only_words_outside_quotes_may_be_mistyped() -> None:
    assert [word.plain for word in parse('techer "of maths" -phisics').typed] == ["techer"]


def test_endless_input_is_cut() -> None:
    parsed = parse(" ".join(f"word{number}" for number in range(500)))
    assert len(parsed.required) == MOST_CLAUSES
    assert parse("a" * 10_000 + " teacher").required == parse("a" * LONGEST_INPUT).required


def test_a_phrase_full_of_synonyms_does_not_explode() -> None:
    (clause,) = parse('"' + "maths head " * 25 + '"').required
    assert len(clause) <= 12


@given(st.text(max_size=400))
def test_nothing_typed_is_an_error(text: str) -> None:
    parsed = parse(text)
    for clause in (*parsed.required, *parsed.excluded):
        assert clause and all(alternative and all(alternative) for alternative in clause)
