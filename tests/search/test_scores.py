"""The kept scores are whoosh's own: same documents, same scores, whatever the state of the index."""

from __future__ import annotations

import random

import pytest
from whoosh.query import Every

from teachpb.search.library import FileStorage, Searcher
from teachpb.search.parse import Parsed, parse
from teachpb.search.whoosh_engine.directory import INDEX_NAME
from teachpb.search.whoosh_engine.terms import as_whoosh
from tests.search.conftest import Adverts, advert

pytestmark = pytest.mark.pure

WORDS = [
    *("teacher", "maths", "physics", "head", "cover", "lead", "year", "tutor", "drama"),
    *("music", "school", "team", "lesson", "phonics", "part", "time"),
]
QUESTIONS = [
    "teacher",
    "maths",
    "teacher maths",
    "head of year",
    "tutor OR drama",
    "teacher tutor OR drama OR music",
    '"part time"',
    '"head of maths" teacher',
    "teacher -cover",
    "-cover",
    '-"part time" maths',
    '"part time" OR phonics',
    "nothingness",
    "teacher nothingness",
    "teacher OR nothingness",
]


def random_adverts(count: int, start: int = 1, seed: int = 7) -> list[object]:
    dice = random.Random(seed)
    return [
        advert(
            number,
            " ".join(dice.choices(WORDS, k=3)),
            organisation=" ".join(dice.choices(WORDS, k=2)),
            body=" ".join(dice.choices(WORDS, k=dice.randint(3, 80))),
        )
        for number in range(start, start + count)
    ]


def whooshs_own_scores(adverts: Adverts, question: str) -> dict[int, float]:
    """Straight from whoosh, the way its manual says; exclusion apart, which whoosh gets wrong (test_traps.py)."""
    parsed = parse(question)
    directory = adverts.engine.live_index("advert").home.current()
    index = FileStorage(str(directory), supports_mmap=False).open_index(INDEX_NAME)
    with Searcher(index.reader()) as searcher:

        def ask(query: object) -> dict[int, float]:
            return {int(hit["id"]): hit.score for hit in searcher.search(query, limit=None)}

        wanted = ask(as_whoosh(parsed) if parsed.required else Every())
        for clause in parsed.excluded:
            for unwanted in ask(as_whoosh(Parsed(required=(clause,)))):
                wanted.pop(unwanted, None)
        return wanted


def kept_scores(adverts: Adverts, question: str) -> dict[int, float]:
    answer = adverts.snapshot.terms.answer(parse(question))
    return {adverts.snapshot.ids[at]: score for at, score in zip(answer.order, answer.scores, strict=True)}


def assert_same_scores(adverts: Adverts) -> None:
    for question in QUESTIONS:
        assert kept_scores(adverts, question) == pytest.approx(whooshs_own_scores(adverts, question)), question


def test_scores_of_one_segment(adverts: Adverts) -> None:
    adverts.build(*random_adverts(120))
    assert_same_scores(adverts)


def test_scores_of_many_segments_with_deleted_and_replaced_documents(adverts: Adverts) -> None:
    adverts.build(*random_adverts(120))
    adverts.publish(*random_adverts(110, start=100, seed=8))  # replaces 21, adds 89, a segment of its own
    adverts.publish(*random_adverts(5, start=300, seed=9), removed=range(1, 40))
    assert adverts.snapshot.opened.segment_count == 3
    assert adverts.snapshot.opened.deleted_count == 60
    assert_same_scores(adverts)


def test_the_order_is_that_of_the_scores(adverts: Adverts) -> None:
    adverts.build(*random_adverts(120))
    for question in QUESTIONS:
        scores = whooshs_own_scores(adverts, question)
        found = [adverts.snapshot.ids[at] for at in adverts.snapshot.terms.answer(parse(question)).order]
        assert set(found) == set(scores)
        assert [scores[each] for each in found] == sorted(scores.values(), reverse=True)


def test_equal_scores_come_newest_first(adverts: Adverts) -> None:
    adverts.build(*(advert(number, "Teacher of maths") for number in range(1, 30)))
    assert adverts.found("teacher maths", per_page=100) == list(range(29, 0, -1))


def test_rare_words_and_frequent_ones_are_kept_alike(adverts: Adverts) -> None:
    """A word in few documents is kept as a dictionary, one in many as an array."""
    adverts.build(
        *(advert(number, "Teacher", body="phonics" if number == 150 else "lessons") for number in range(1, 200))
    )
    assert kept_scores(adverts, "phonics") == pytest.approx(whooshs_own_scores(adverts, "phonics"))
    assert kept_scores(adverts, "teacher phonics") == pytest.approx(whooshs_own_scores(adverts, "teacher phonics"))
