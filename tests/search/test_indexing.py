"""Every searchable model is indexed anew on update and delete, in the transaction of the change, never otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from teachpb.db import db, transaction
from teachpb.schools.models import Organisation, School, SchoolProfile, Trust
from teachpb.search import indexing, operations, queries, registry
from teachpb.search.engine import NullEngine, use_engine
from teachpb.search.models import IndexChange
from teachpb.search.query import Query
from teachpb.search.registry import Document, DocumentType
from tests.factories.schools import SchoolFactory, TrustFactory
from tests.support.search import SearchIndex


def load_schools(ids: Sequence[int]) -> Iterable[Document]:
    for school in db.session.scalars(select(School).where(School.id.in_(ids))):
        yield Document(id=school.id, title=school.name, facets={"phase": [school.phase.value]})


@pytest.fixture
def schools(own_registry: dict[str, DocumentType], search_index: SearchIndex) -> SearchIndex:
    registry.register(
        DocumentType(
            name="school",
            model=School,
            load=load_schools,
            all_ids=lambda: db.session.scalars(select(School.id)),
            depends_on={Trust: lambda trust: [school.id for school in trust.schools]},
            facets=("phase",),
        )
    )
    indexing.listen()
    return search_index


def changes() -> list[tuple[str, int]]:
    rows = db.session.execute(select(IndexChange.corpus, IndexChange.record_id).order_by(IndexChange.id))
    return [(corpus, record) for corpus, record in rows]


def found(words: str = "") -> list[int]:
    return queries.search(Query(corpus="school", words=words)).ids


def test_a_new_record_can_be_found(schools: SearchIndex) -> None:
    school = SchoolFactory(name="Fulbridge Academy")
    schools.index_now()
    assert found("fulbridge") == [school.id]


def test_a_changed_record_is_found_by_its_new_words_only(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory(name="Fulbridge Academy")
    schools.index_now()
    school.name = "Hampton College"
    session.flush()
    schools.index_now()
    assert (found("fulbridge"), found("hampton")) == ([], [school.id])


def test_a_deleted_record_is_gone(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory(name="Fulbridge Academy")
    other = SchoolFactory(name="Hampton College")
    schools.index_now()
    session.delete(school)
    session.flush()
    schools.index_now()
    assert found() == [other.id]


def test_what_a_document_shows_of_others_counts_too(schools: SearchIndex, session: Session) -> None:
    trust = TrustFactory()
    school = SchoolFactory(trust=trust)
    SchoolFactory()
    session.flush()
    session.execute(IndexChange.__table__.delete())
    session.commit()
    trust.name = "Renamed Trust"
    session.flush()
    assert changes() == [("school", school.id)]


def test_other_models_write_nothing(schools: SearchIndex, session: Session) -> None:
    SchoolFactory()
    before = len(changes())
    TrustFactory()
    session.flush()
    assert len(changes()) == before


def test_a_touched_but_unchanged_record_writes_nothing(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory(name="Fulbridge Academy")
    session.commit()
    before = len(changes())
    assert school.name == "Fulbridge Academy"
    school.name = "Fulbridge Academy"
    session.flush()
    assert len(changes()) == before


def test_one_row_a_record_a_transaction(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory()
    before = changes()
    for name in ("One", "Two", "Three"):
        school.name = name
        session.flush()
    assert changes() == [*before, ("school", school.id)]


def test_flushes_before_the_commit_are_heard_as_well(schools: SearchIndex, session: Session) -> None:
    """``before_commit`` would miss what a query flushed."""
    school = SchoolFactory()
    session.commit()
    session.execute(IndexChange.__table__.delete())
    session.commit()
    with transaction():
        db.session.get(School, school.id).name = "Autoflushed"
        db.session.scalars(select(Organisation.name)).all()
    assert changes() == [("school", school.id)]


def test_the_row_shares_the_fate_of_the_change(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory()
    session.commit()
    before = changes()
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.get(School, school.id).name = "Never"
        db.session.flush()
        _ = 1 / 0
    assert changes() == before


def test_a_change_after_a_rolled_back_savepoint_is_written_again(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory()
    session.commit()
    session.execute(IndexChange.__table__.delete())
    session.commit()
    with transaction():
        one = db.session.get(School, school.id)
        savepoint = db.session.begin_nested()
        one.name = "Inside"
        db.session.flush()
        savepoint.rollback()
        one.name = "Outside"
    assert changes() == [("school", school.id)]


def test_the_worker_is_woken_once_after_the_commit(
    schools: SearchIndex, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(indexing, "wake", woken.append)
    school = SchoolFactory()
    session.commit()
    assert woken == []  # outside of transaction() nobody is promised anything
    with transaction():
        db.session.get(School, school.id).name = "Woken"
    assert woken == [indexing.APPLY_CHANGES]


def test_nothing_is_written_for_an_engine_without_an_index(schools: SearchIndex, session: Session) -> None:
    with use_engine(NullEngine()):
        school = SchoolFactory()
        session.flush()
        operations.record_changes(corpus="school", ids=[school.id])
    assert changes() == []


def test_bulk_statements_are_announced_by_hand(schools: SearchIndex, session: Session) -> None:
    school = SchoolFactory(name="Fulbridge Academy")
    schools.index_now()
    session.execute(update(Organisation).where(Organisation.id == school.id).values(name="Hampton College"))
    schools.index_now()
    assert found("hampton") == []
    session.commit()
    operations.record_changes(corpus="school", ids=[school.id, school.id])
    schools.index_now()
    assert found("hampton") == [school.id]


def test_announcing_an_unknown_corpus_is_a_mistake(schools: SearchIndex) -> None:
    with pytest.raises(LookupError):
        operations.record_changes(corpus="unheard_of", ids=[1])


def test_listening_twice_hears_once(schools: SearchIndex, session: Session) -> None:
    indexing.listen()
    indexing.listen()
    school = SchoolFactory()
    session.flush()
    assert changes() == [("school", school.id)]


def test_writing_changes_costs_one_statement_however_many(
    schools: SearchIndex, session: Session, query_count: Callable[[], Any]
) -> None:
    names = {school: school.name for school in [SchoolFactory() for _ in range(20)]}
    with query_count() as queries_sent:
        for school, name in names.items():
            school.name = f"{name} again"
        session.flush()
    written = [each for each in queries_sent.statements if each.startswith("INSERT INTO index_changes")]
    assert len(written) == 1


def test_models_of_the_room_itself_are_not_searched(schools: SearchIndex) -> None:
    assert not any(issubclass(each.model or int, SchoolProfile) for each in registry.all_types().values())
