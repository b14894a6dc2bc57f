"""How text becomes words, the same for documents and for what people type."""

from __future__ import annotations

import pytest

from teachpb.search.words import LONGEST_WORD, fold, later_parts, plain_words, stem, words

pytestmark = pytest.mark.pure


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("teacher", "Teachers"),
        ("teacher", "teacher's"),
        ("teacher", "TEACHERS’"),
        ("lead", "leading"),
        ("café", "cafe"),
        ("naïve", "naive"),
        ("Łódź", "lodz"),
        ("Strasse", "Straße"),
        ("Æthelred", "aethelred"),
        ("King’s", "kings"),
        ("St John's", "st johns"),
        ("A‑level", "a-level"),
        ("D&T", "dt"),
        ("co-ordinator", "coordinator"),
        ("ﬁrst", "first"),
    ],
)
def test_the_same_word_written_differently(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("teacher", "teaching"), ("KS1", "KS2"), ("M1", "M6"), ("2025", "2026"), ("art", "arts and")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\t ", []),
        ("—!?…", []),
        ("part-time", ["part", "time"]),
        ("e-learning", ["elearning"]),
        ("£36,413", ["36", "413"]),
        ("3-11", ["3", "11"]),
        ("Art & design", ["art", "design"]),
        ("first_class", ["first", "class"]),
    ],
)
def test_splitting(text: str, expected: list[str]) -> None:
    assert [word.plain for word in words(text)] == expected


def test_a_joined_word_is_also_found_by_its_second_half() -> None:
    assert [word.plain for word in later_parts("A-level and e-learning, not part-time")] == ["level", "learning"]


def test_capitals_are_remembered_but_not_of_one_letter() -> None:
    assert [word.capitals for word in words("RE and IT, A teacher")] == [True, False, True, False, False]


def test_words_with_digits_are_never_stemmed() -> None:
    assert stem("ks1s") == "ks1s"


def test_abbreviations_survive_only_in_capitals() -> None:
    assert plain_words("Send it to IT") == ["it"]
    assert plain_words("SEND teacher") == ["send", "teacher"]


def test_endless_words_are_cut() -> None:
    assert len(words("x" * 5000)[0].plain) == LONGEST_WORD


def test_folding_keeps_case_and_leaves_ascii_alone() -> None:
    text = "Plain ASCII"
    assert fold(text) is text
    assert fold("École") == "Ecole"
