"""``flask search``: what operators have at hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy.orm import Session

from teachpb.search import registry
from teachpb.search.engine import use_engine
from teachpb.search.query import ChangePosition
from teachpb.search.whoosh_engine.engine import WhooshEngine
from tests.search.conftest import Adverts, advert, advert_type


@pytest.fixture
def market(own_registry: object, engine: WhooshEngine, session: Session) -> Iterator[Adverts]:
    corpus = Adverts(engine)
    registry.register(advert_type(corpus))
    corpus.rows = {number: advert(number, "Teacher") for number in range(1, 6)}
    with use_engine(engine):
        yield corpus


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_rebuild(market: Adverts, run: FlaskCliRunner) -> None:
    result = run.invoke(args=["search", "rebuild"])
    assert result.exit_code == 0, result.output
    assert "advert" in result.output
    assert "5/5" in result.output
    assert market.search().total == 5


def test_rebuild_one(market: Adverts, run: FlaskCliRunner) -> None:
    assert run.invoke(args=["search", "rebuild", "--corpus", "advert"]).exit_code == 0
    assert market.search().total == 5


def test_rebuild_of_an_unknown_index_names_those_there_are(market: Adverts, run: FlaskCliRunner) -> None:
    result = run.invoke(args=["search", "rebuild", "--corpus", "adverts"])
    assert result.exit_code == 2
    assert "choose one of advert" in result.output


def test_rebuild_during_another_one_says_so(market: Adverts, run: FlaskCliRunner) -> None:
    with market.engine.live_index("advert").home.locked("rebuild", 0):
        result = run.invoke(args=["search", "rebuild"])
    assert result.exit_code == 1
    assert "being rebuilt already" in result.output


def test_status_before_and_after_the_first_build(market: Adverts, run: FlaskCliRunner) -> None:
    assert "not built" in run.invoke(args=["search", "status"], env={"COLUMNS": "200"}).output
    market.engine.rebuild("advert", [list(market.rows.values())], ChangePosition())
    result = run.invoke(args=["search", "status"], env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    assert "v00000001.1" in result.output


def test_follow_looks_once(market: Adverts, run: FlaskCliRunner) -> None:
    result = run.invoke(args=["search", "follow", "--once"])
    assert result.exit_code == 0, result.output
    assert market.search().total == 5
