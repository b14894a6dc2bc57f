"""Choosing an engine, and the one that does nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from teachpb.config import ConfigurationError, Settings
from teachpb.search import queries
from teachpb.search.engine import NullEngine, current_engine, use_engine
from teachpb.search.query import Advice, ChangePosition, Counts, Query, Results
from teachpb.search.register import engine_for, is_ready, probe
from teachpb.search.whoosh_engine.engine import WhooshEngine

NOW = datetime(2026, 4, 24, tzinfo=UTC)


def test_tests_run_without_an_index(app: Flask) -> None:
    assert isinstance(current_engine(), NullEngine)
    assert not current_engine().keeps_index


def test_the_settings_choose_the_engine(test_settings: Settings) -> None:
    assert isinstance(engine_for(replace(test_settings, search_engine="whoosh")), WhooshEngine)
    assert isinstance(engine_for(replace(test_settings, search_engine="null")), NullEngine)
    with pytest.raises(ConfigurationError, match="TEACHPB_SEARCH_ENGINE"):
        engine_for(replace(test_settings, search_engine="elastic"))


def test_production_searches_with_whoosh() -> None:
    assert Settings().search_engine == "whoosh"


def test_the_null_engine_finds_nothing_and_never_fails() -> None:
    engine = NullEngine()
    assert engine.search(Query(corpus="anything", words='"', page=-4, per_page=7)) == Results(per_page=7)
    assert engine.suggest("anything", "ma", 8, NOW) == []
    assert engine.counts("anything", NOW) == Counts()
    assert engine.advice(Query(corpus="anything")) == Advice()
    assert engine.status("anything").documents == 0
    assert engine.is_ready()
    assert not engine.needs_rebuild("anything")
    with engine.writing("anything") as writing:
        assert writing.position == ChangePosition()
        writing.publish([], [1], ChangePosition(floor=1))
    engine.rebuild("anything", [], ChangePosition())


def test_the_questions_go_to_the_chosen_engine() -> None:
    class Recording(NullEngine):
        def suggest(self, corpus: str, prefix: str, limit: int, now: datetime) -> list[str]:
            return [corpus, prefix, str(limit)]

    with use_engine(Recording()):
        assert queries.suggest("vacancy", "ma") == ["vacancy", "ma", "8"]
        assert queries.search(Query(corpus="vacancy")).total == 0
        assert queries.counts("vacancy").total == 0
        assert queries.advice(Query(corpus="vacancy")).drop is None
    assert not isinstance(current_engine(), Recording)


def test_the_engine_comes_back_after_an_error() -> None:
    before = current_engine()
    with pytest.raises(ZeroDivisionError), use_engine(NullEngine()):
        _ = 1 / 0
    assert current_engine() is before


def test_readiness() -> None:
    class Reading(NullEngine):
        def is_ready(self) -> bool:
            return False

    assert is_ready()
    probe()
    with use_engine(Reading()), pytest.raises(RuntimeError, match="still being read"):
        probe()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query(corpus="x"), []),
        (Query(corpus="x", words=" "), []),
        (Query(corpus="x", words="maths", filters={"role": {"a"}, "phase": None}), ["role", "words"]),
        (Query(corpus="x", ranges={"pay": (None, None), "days": (1, None)}), ["days"]),
        (Query(corpus="x", near=(52.0, 0.0)), []),
        (Query(corpus="x", near=(52.0, 0.0), radius_miles=5), ["radius"]),
    ],
)
def test_which_filters_are_in_force(query: Query, names: list[str]) -> None:
    assert query.active_filters() == names
    for name in names:
        assert name not in query.without(name).active_filters()


def test_dropping_one_filter_keeps_the_others() -> None:
    query = Query(corpus="x", words="maths", filters={"role": {"a"}}, ranges={"pay": (1, 2)}, within=[3])
    assert query.without("role").ranges == {"pay": (1, 2)}
    assert query.without("pay").filters == {"role": {"a"}}
    assert query.without("words").filters == {"role": {"a"}}
    assert query.without("within").within is None
    assert query.without("within").words == "maths"
