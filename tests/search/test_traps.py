"""The traps of whoosh 2.7.4, each shown to be there where that can be shown, and each avoided.

When one of the ``whoosh_…`` tests fails, whoosh has changed: read docs/decisions/0003-search.md again.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields, query
from whoosh.filedb.filestore import RamStorage
from whoosh.writing import SegmentWriter

from teachpb.search.whoosh_engine import engine as engine_module
from teachpb.search.whoosh_engine.schema import schema_for
from tests.search.conftest import Adverts, advert, advert_type
from tests.search.test_scores import QUESTIONS, kept_scores, random_adverts

pytestmark = pytest.mark.pure

SOURCE = Path(engine_module.__file__).parents[1]


def whoosh_index(schema: fields.Schema, *rows: dict[str, Any]) -> Any:
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for row in rows:
            writer.add_document(**row)
    return index


@pytest.fixture
def ten(adverts: Adverts) -> Adverts:
    return adverts.build(*(advert(number, "Teacher", facets={"phase": ["primary"]}) for number in range(1, 11)))


# filter=set() means "no filter"


def test_whoosh_takes_an_empty_filter_for_none() -> None:
    index = whoosh_index(fields.Schema(text=fields.TEXT), {"text": "teacher"})
    with index.searcher() as searcher:
        assert searcher.search(query.Term("text", "teacher"), filter=set()).scored_length() == 1


def test_an_empty_filter_finds_nothing(ten: Adverts) -> None:
    for words in ("", "teacher", '"teacher"', "-gardener"):
        assert ten.search(words, filters={"phase": set()}).total == 0
        assert ten.search(words, within=set()).total == 0
        assert ten.search(words, filters={"phase": {"nowhere"}}).total == 0


# len(results) is wrong when a filter matches nothing


def test_whoosh_counts_what_its_filter_left_out() -> None:
    index = whoosh_index(fields.Schema(text=fields.TEXT), *({"text": "teacher"} for _ in range(3)))
    with index.searcher() as searcher:
        results = searcher.search(query.Term("text", "teacher"), filter=query.Term("text", "gardener"), limit=1)
        assert (results.scored_length(), len(results)) != (0, 0)


def test_totals_are_counted_from_the_set(ten: Adverts) -> None:
    for words in ("teacher", "teacher -gardener"):
        results = ten.search(words, ranges={"newest": (100, None)})
        assert (results.total, results.ids, results.pages) == (0, [], 1)


# Exclusion: the first document that should be left out is let through, or everything


def test_whoosh_lets_an_excluded_document_through() -> None:
    """``AndNot`` compares the first numbers of both sides and moves on, though the excluded side lags behind."""
    index = whoosh_index(fields.Schema(text=fields.TEXT), {"text": "cover"}, {"text": "teacher cover"})
    with index.searcher() as searcher:
        teacher, cover = query.Term("text", "teacher"), query.Term("text", "cover")
        assert searcher.search(query.AndNot(teacher, cover)).scored_length() == 1
        assert searcher.search(query.And([query.Every(), query.Not(cover)]).normalize()).scored_length() == 2


def test_an_excluded_document_is_left_out(adverts: Adverts) -> None:
    adverts.build(advert(1, "Cover"), advert(2, "Teacher cover"), advert(3, "Teacher"))
    assert adverts.found("teacher -cover") == [3]
    assert adverts.found("-cover") == [3]
    assert adverts.found("teacher -teacher") == []
    assert adverts.found('-"teacher cover"') == [3, 1]


# groupedby and scored=False ignore limit


def test_whoosh_ignores_a_limit_without_scores() -> None:
    index = whoosh_index(fields.Schema(text=fields.TEXT), *({"text": "teacher"} for _ in range(5)))
    with index.searcher() as searcher:
        assert searcher.search(query.Term("text", "teacher"), limit=2, scored=False).scored_length() == 5


def test_whoosh_ignores_a_limit_with_groups() -> None:
    schema = fields.Schema(text=fields.TEXT, kind=fields.ID(sortable=True))
    index = whoosh_index(schema, *({"text": "teacher", "kind": "a"} for _ in range(5)))
    with index.searcher() as searcher:
        results = searcher.search(query.Term("text", "teacher"), limit=2, groupedby="kind")
        assert sum(map(len, results.groups("kind").values())) == 5


@pytest.mark.parametrize("sort", ["", "newest", "closing", "salary", "distance"])
def test_no_page_is_longer_than_asked(ten: Adverts, sort: str) -> None:
    for words in ("", "teacher", '"teacher"', "-gardener"):
        assert len(ten.search(words, sort=sort, per_page=3, near=(52.5, -0.2)).ids) == 3


# A searcher shared between threads returns wrong results, silently


def test_many_threads_get_the_same_answers_as_one(adverts: Adverts) -> None:
    adverts.build(*random_adverts(400))
    adverts.publish(*random_adverts(60, start=500, seed=2))
    expected = {question: kept_scores(adverts, question) for question in QUESTIONS}
    adverts.engine._indexes.clear()  # begin with nothing kept, so that every thread reads
    adverts.engine.refresh("advert")

    def ask(turn: int) -> list[str]:
        order = QUESTIONS[turn % len(QUESTIONS) :] + QUESTIONS[: turn % len(QUESTIONS)]
        wrong = []
        for question in order:
            adverts.snapshot.terms._answers._kept.clear()
            adverts.snapshot.terms._terms._kept.clear()
            if kept_scores(adverts, question) != pytest.approx(expected[question]):
                wrong.append(question)
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert [wrong for wrong in pool.map(ask, range(12)) if wrong] == []


def test_a_searcher_is_never_with_two_threads(ten: Adverts) -> None:
    terms = ten.snapshot.terms
    with terms.searcher() as first, terms.searcher() as second:
        assert first is not second
    with terms.searcher() as again:
        assert again in (first, second)


def test_a_searcher_that_failed_is_not_used_again(ten: Adverts) -> None:
    terms = ten.snapshot.terms
    terms._idle.clear()
    with pytest.raises(ZeroDivisionError), terms.searcher():
        _ = 1 / 0
    assert terms._idle == []


# NUMERIC(float, sortable=True), and a missing value in a sortable DATETIME, raise


def test_whoosh_cannot_sort_floats() -> None:
    with pytest.raises(Exception):  # noqa: B017  (it differs)
        whoosh_index(fields.Schema(pay=fields.NUMERIC(float, sortable=True)), {"pay": 1.5})


def test_whoosh_cannot_sort_by_a_date_that_is_missing() -> None:
    schema = fields.Schema(text=fields.TEXT, day=fields.DATETIME(sortable=True))
    index = whoosh_index(schema, {"text": "a", "day": datetime(2026, 4, 24)}, {"text": "b"})  # noqa: DTZ001
    with index.searcher() as searcher, pytest.raises(Exception):  # noqa: B017
        list(searcher.reader().column_reader("day"))


def test_numbers_are_columns_of_whole_numbers_that_may_be_missing(adverts: Adverts) -> None:
    schema = schema_for(advert_type(adverts))
    for name, field in schema.items():
        if name.startswith("number_"):
            assert not field.indexed
            assert field.column_type._typecode == "Q"
    adverts.build(
        advert(1, "One", numbers={"salary_max": None}),
        advert(2, "Two", numbers={"salary_max": 0}),
        advert(3, "Three", numbers={"salary_max": 2**62 - 1}, newest=0),
    )
    assert adverts.found(ranges={"salary_max": (0, 0)}) == [2]
    assert adverts.found(ranges={"salary_max": (1, None)}) == [3]
    assert adverts.found(sort="salary") == [3, 2, 1]


# Two writers raise LockError; a writer is given memory and patience


def test_every_writer_is_given_memory_and_patience(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Writer(SegmentWriter):  # type: ignore[misc]
        def __init__(self, index: Any, **options: Any) -> None:
            asked.append((options.get("limitmb"), options.get("timeout")))
            super().__init__(index, **options)

    monkeypatch.setattr("whoosh.writing.SegmentWriter", Writer)
    adverts.build(advert(1, "Teacher")).publish(advert(2, "Teacher"))
    assert asked == [(256, 30.0)] * 2


# refresh() shows documents that were deleted: a new version is opened beside the old one


def test_a_replaced_document_is_found_once_however_often(ten: Adverts) -> None:
    for turn in range(12):
        ten.publish(*(advert(number, "Teacher", body=f"turn{turn}x") for number in range(1, 11)))
        assert ten.search("teacher").total == 10
        assert ten.search(f"turn{turn}x").total == 10
        assert ten.search(f"turn{turn - 1}x").total == 0


# What is not to be used at all


@pytest.mark.parametrize(
    "name",
    [
        "NumericRange",
        "FuzzyTerm",
        "BufferedWriter",
        ".refresh_reader",
        "MultifieldParser",
        "AsyncWriter",
        ".refresh_searcher",
        "groupedby",
        "up_to_date(",
        "highlights(",
    ],
)
def test_slow_or_broken_parts_of_whoosh_are_not_used(name: str) -> None:
    for path in SOURCE.rglob("*.py"):
        assert name not in path.read_text(encoding="utf-8"), path


def test_whoosh_is_imported_in_one_place_only() -> None:
    importing = [
        path.name
        for path in SOURCE.rglob("*.py")
        if any(line.strip().startswith(("import whoosh", "from whoosh")) for line in path.read_text().splitlines())
    ]
    assert importing == ["library.py"]


def test_no_text_is_stored_for_highlighting(adverts: Adverts) -> None:
    schema = schema_for(advert_type(adverts))
    assert [name for name, field in schema.items() if field.stored] == ["id"]


# The table of docs/decisions/0003-search.md names tests that there are

TABLE = Path(__file__).parents[2] / "docs" / "decisions" / "0003-search.md"


def test_every_trap_of_the_table_has_its_test() -> None:
    rows = [line.split("|")[1:-1] for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    traps = [cells for cells in rows if len(cells) == 3 and "test_" in cells[2]]
    assert len(traps) >= 14
    written = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for trap, _, tests in traps:
        named = re.findall(r"test_\w+", tests)
        assert named, trap
        assert [name for name in named if f"def {name}(" not in written] == [], trap
