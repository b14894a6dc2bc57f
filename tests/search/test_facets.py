"""Facet counts against a plain loop: each value is counted with the filter of its own facet lifted, and no other."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.search import registry
from teachpb.search.query import ChangePosition, Query
from teachpb.search.registry import DocumentType
from teachpb.search.whoosh_engine.engine import WhooshEngine
from tests.search.conftest import NOW, Adverts
from tests.search.test_oracle import PHASES, ROLES, SUBJECTS, WORDS, Oracle, random_document

pytestmark = pytest.mark.pure

VALUES = {"role": ROLES, "phase": PHASES, "subject": SUBJECTS}
DOCUMENTS = [random_document(number, random.Random(number)) for number in range(1, 121)]
ORACLE = Oracle(DOCUMENTS)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Adverts]:
    """One index for all examples: nothing in this file writes to it."""
    with pytest.MonkeyPatch.context() as patch:
        types = {
            "advert": DocumentType(
                name="advert",
                load=lambda ids: [],
                all_ids=list,
                facets=dict.fromkeys(VALUES),
                numbers=("salary_min", "salary_max"),
            )
        }
        patch.setattr(registry, "_types", types)
        engine = WhooshEngine(Path(tmp_path_factory.mktemp("facets")), durable=False)
        engine.rebuild("advert", [DOCUMENTS], ChangePosition())
        yield Adverts(engine)


def chosen(values: list[str]) -> st.SearchStrategy[set[str] | None]:
    """No filter, an empty one, or some values; some that nobody has."""
    return st.none() | st.sets(st.sampled_from([*values, "unheard-of"]), max_size=3)


queries = st.builds(
    Query,
    corpus=st.just("advert"),
    words=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
    filters=st.fixed_dictionaries({name: chosen(values) for name, values in VALUES.items()}),
    ranges=st.just({}) | st.integers(20, 60).map(lambda pounds: {"salary_max": (pounds * 100_000, None)}),
    near=st.none() | st.just((52.55, -0.25)),
    radius_miles=st.none() | st.sampled_from([3, 8]),
    sort=st.sampled_from(["", "newest", "closing"]),
    now=st.just(NOW),
)


def counted(query: Query) -> Mapping[str, dict[str, int]]:
    """By looking at every document, for every value of every facet."""
    filters = {name: values for name, values in query.filters.items() if values is not None}
    plain = Query(
        corpus=query.corpus,
        words=query.words,
        filters=filters,
        ranges=query.ranges,
        near=query.near,
        radius_miles=query.radius_miles,
        now=query.now,
    )
    return {name: {value: ORACLE.counts(plain, name, value) for value in values} for name, values in VALUES.items()}


@given(queries)
def test_every_count_is_that_of_a_plain_loop(corpus: Adverts, query: Query) -> None:
    assert corpus.engine.search(query).facet_counts == counted(query)


@given(queries, st.sampled_from(sorted(VALUES)))
def test_a_count_is_what_choosing_the_value_brings(corpus: Adverts, query: Query, facet: str) -> None:
    counts = corpus.engine.search(query).facet_counts[facet]
    for value, count in counts.items():
        alone = Query(
            corpus="advert",
            words=query.words,
            filters={**query.filters, facet: {value}},
            ranges=query.ranges,
            near=query.near,
            radius_miles=query.radius_miles,
            now=NOW,
        )
        assert corpus.engine.search(alone).total == count


@given(queries)
def test_the_other_facets_ignore_which_page_and_order_is_asked_for(corpus: Adverts, query: Query) -> None:
    first = corpus.engine.search(query)
    again = Query(
        corpus="advert",
        words=query.words,
        filters=query.filters,
        ranges=query.ranges,
        near=query.near,
        radius_miles=query.radius_miles,
        now=NOW,
        page=3,
        per_page=2,
        sort="closing",
    )
    second = corpus.engine.search(again)
    assert (first.total, first.facet_counts) == (second.total, second.facet_counts)
