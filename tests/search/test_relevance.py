"""The order of results stays as good as it was measured (``bench/relevance.py``), and the measure itself is right."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

import pytest

from bench import relevance
from bench.relevance_set import facts as f
from bench.relevance_set import generator
from bench.relevance_set import wishes as w
from bench.relevance_set.facts import Facts
from bench.relevance_set.queries import HELD_OUT, TUNING
from teachpb.search import registry
from teachpb.vacancies.search import DOCUMENT_TYPE

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("found", "everything", "expected"),
    [
        ([3, 2, 1], [1, 2, 3], 1.0),
        ([1, 2, 3], [1, 2, 3], 0.6806),
        ([], [3], 0.0),
        ([0, 3], [3, 0], 0.6309),
        ([3], [3, 3], 0.6131),
        ([0], [0], 1.0),
        ([3] * 10 + [0], [3] * 12, 1.0),
    ],
)
def test_the_measure(found: list[int], everything: list[int], expected: float) -> None:
    assert relevance.ndcg(found, everything) == pytest.approx(expected, abs=1e-4)


def advert(**known: object) -> Facts:
    return Facts(**{"job": f.TEACHER, "phases": frozenset({"secondary"}), **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wish", "facts", "grade"),
    [
        (w.subject_teacher("music"), advert(subjects=frozenset({"music"})), 3),
        (w.subject_teacher("music"), advert(subjects=frozenset({"music"}), job=f.SECOND), 2),
        (w.subject_teacher("music"), advert(subjects=frozenset({"music"}), job=f.HEAD_OF_DEPARTMENT), 1),
        (w.subject_teacher("music"), advert(subjects=frozenset({"drama"})), 0),
        (w.subject_teacher("music", also=("drama",)), advert(subjects=frozenset({"drama"})), 1),
        (w.department_head("music"), advert(subjects=frozenset({"music"}), job=f.HEAD_OF_DEPARTMENT), 3),
        (w.department_head("music"), advert(subjects=frozenset({"music"})), 0),
        (w.class_teacher({"ks1"}, years=frozenset({"1"})), advert(stages=frozenset({"ks1"}), years=frozenset("1")), 3),
        (w.class_teacher({"ks1"}, years=frozenset({"1"})), advert(stages=frozenset({"ks1"}), years=frozenset("2")), 0),
        (w.class_teacher({"ks1"}, years=frozenset({"1"})), advert(stages=frozenset({"ks1"})), 1),
        (w.where(w.job(f.TEACHER), w.part_time), advert(), 0),
        (w.where(w.job(f.TEACHER), w.part_time, else_less=2), advert(), 1),
        (w.where(w.job(f.TEACHER), w.part_time), advert(part_time=True), 3),
    ],
)
def test_wishes(wish: w.Wish, facts: Facts, grade: int) -> None:
    assert wish(facts) == grade


def test_the_set_is_the_same_every_time_and_every_search_has_something_to_find() -> None:
    first, again = generator.make(relevance.NOW), generator.make(relevance.NOW)
    assert [document for document, _ in first] == [document for document, _ in again]
    assert len(first) == generator.COUNT
    assert (len(TUNING), len(HELD_OUT)) == (40, 20)
    assert len({search.words for search in (*TUNING, *HELD_OUT)}) == 60
    for search in (*TUNING, *HELD_OUT):
        assert any(search.wish(facts) == 3 for _, facts in first), search.words


def test_results_stay_in_the_order_people_want(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_types", {})
    pairs = generator.make(relevance.NOW)
    truth = {document.id: facts for document, facts in pairs}
    engines = {"ours": relevance.asking([document for document, _ in pairs], tmp_path, DOCUMENT_TYPE)}
    scores = {each.words: relevance.score(each, truth, engines).by_engine["ours"] for each in (*TUNING, *HELD_OUT)}
    assert fmean(scores[each.words] for each in TUNING) >= 0.92
    assert fmean(scores[each.words] for each in HELD_OUT) >= 0.88
    assert fmean(scores.values()) >= 0.91
    assert min(scores.values()) >= 0.5, min(scores, key=lambda words: scores[words])
