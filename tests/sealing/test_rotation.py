"""A key is replaced while the site runs."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import String, Text, select, text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from teachpb.config import TESTING_KEY
from teachpb.db import Model
from teachpb.references.models import Disclosure
from teachpb.sealing import MARK, register_sealing, rotation, seal
from teachpb.sealing.rotation import SealedColumn, look, rotate, sealed_columns
from tests.factories.references import DisclosureFactory

NEW_KEY = base64.urlsafe_b64encode(b"n" * 32).decode()
ANSWERS = next(each for each in sealed_columns() if (each.table, each.name) == ("disclosures", "answers"))
NOTE = next(each for each in sealed_columns() if (each.table, each.name) == ("disclosures", "received_note"))


@pytest.fixture
def keys(app: Flask) -> Iterator[Any]:
    """Change the keys of the application, for this test."""
    yield lambda *given: register_sealing(app, given)
    register_sealing(app, (TESTING_KEY,))


def raw(session: Session, name: str = "answers") -> list[str]:
    return list(session.scalars(text(f"SELECT {name} FROM disclosures ORDER BY id")))  # noqa: S608 - our own name


class TestWhichColumns:
    def test_every_column_that_seals_is_found(self, app: Flask) -> None:
        """Whatever its type is called: what it binds begins with the mark."""
        sealing = set()
        for table in Model.metadata.tables.values():
            for column in table.columns:
                kind = column.type
                if isinstance(kind, TypeDecorator) and isinstance(kind.impl, String | Text):
                    with app.app_context():
                        try:
                            bound = kind.process_bind_param("words", None)  # type: ignore[arg-type]
                        except (ValueError, TypeError, AttributeError):
                            continue
                    if isinstance(bound, str) and bound.startswith(MARK):
                        sealing.add((table.name, column.name))
        assert sealing <= {(each.table, each.name) for each in sealed_columns()}
        assert ("disclosures", "answers") in sealing
        assert ("reference_requests", "answers") in sealing

    def test_every_sealed_table_has_the_number_rotation_goes_by(self) -> None:
        assert all("id" in Model.metadata.tables[each.table].primary_key.columns for each in sealed_columns())


class TestRotating:
    def test_all_of_it_goes_under_the_new_key_and_reads_the_same(
        self, session: Session, keys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rotation, "BATCH", 2)
        for number in range(5):
            DisclosureFactory(answers={"number": number})
        before = raw(session)
        keys(NEW_KEY, TESTING_KEY)
        assert look(ANSWERS).older == 5
        count = rotate(ANSWERS)
        assert (count.older, count.resealed, count.newest) == (5, 5, 0)
        assert not set(raw(session)) & set(before)
        keys(NEW_KEY)
        assert look(ANSWERS).is_done
        answers = session.scalars(select(Disclosure.answers).order_by(Disclosure.id)).all()
        assert [each["number"] for each in answers if each] == [0, 1, 2, 3, 4]

    def test_started_again_it_passes_over_what_is_done(self, session: Session, keys: Any) -> None:
        DisclosureFactory()
        keys(NEW_KEY, TESTING_KEY)
        rotate(ANSWERS)
        kept = raw(session)
        again = rotate(ANSWERS)
        assert (again.newest, again.resealed) == (1, 0)
        assert raw(session) == kept

    def test_stopped_in_the_middle_nothing_is_lost(
        self, session: Session, keys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rotation, "BATCH", 1)
        for number in range(3):
            DisclosureFactory(answers={"number": number})
        keys(NEW_KEY, TESTING_KEY)
        real, calls = type(ANSWERS.kind).resealed, []

        def stumble(kind: Any, stored: str) -> str:
            calls.append(stored)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return real(kind, stored)

        monkeypatch.setattr(type(ANSWERS.kind), "resealed", stumble)
        with pytest.raises(KeyboardInterrupt):
            rotate(ANSWERS)
        session.rollback()
        assert (look(ANSWERS).newest, look(ANSWERS).older) == (1, 2)
        rotate(ANSWERS)
        assert look(ANSWERS).is_done

    def test_what_is_written_in_the_meantime_wins(
        self, session: Session, keys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disclosure = DisclosureFactory(received_note="old words")
        keys(NEW_KEY, TESTING_KEY)
        real = type(NOTE.kind).resealed

        def meanwhile(kind: Any, stored: str) -> str:
            session.execute(text("UPDATE disclosures SET received_note = :new"), {"new": seal("new words")})
            return real(kind, stored)

        monkeypatch.setattr(type(NOTE.kind), "resealed", meanwhile)
        count = rotate(NOTE)
        assert (count.resealed, count.overtaken) == (0, 1)
        session.expire_all()
        assert disclosure.received_note == "new words"

    def test_what_was_stored_in_the_open_is_sealed(self, session: Session) -> None:
        DisclosureFactory()
        session.execute(text("UPDATE disclosures SET received_note = 'from before'"))
        session.commit()
        assert look(NOTE).open == 1
        rotate(NOTE)
        (stored,) = raw(session, "received_note")
        assert stored.startswith(MARK)

    def test_empty_and_missing_are_left_alone(self, session: Session) -> None:
        DisclosureFactory(answers=None)
        for column in (ANSWERS, NOTE):
            count = rotate(column)
            assert (count.newest, count.resealed, count.unreadable) == (0, 0, [])


class TestCommands:
    def run(self, app: Flask, what: str) -> Any:
        return app.test_cli_runner().invoke(args=["sealing", what])

    def test_status_says_when_the_old_key_may_go(self, app: Flask, session: Session, keys: Any) -> None:
        DisclosureFactory()
        keys(NEW_KEY, TESTING_KEY)
        before = self.run(app, "status")
        assert before.exit_code == 1
        assert "flask sealing rotate" in before.output
        assert self.run(app, "rotate").exit_code == 0
        after = self.run(app, "status")
        assert after.exit_code == 0
        assert "may be taken out" in after.output

    def test_a_missing_key_is_named_by_its_rows(self, app: Flask, session: Session, keys: Any) -> None:
        disclosure = DisclosureFactory()
        number = disclosure.id
        keys(NEW_KEY)
        for what in ("status", "rotate"):
            result = self.run(app, what)
            assert result.exit_code == 1
            assert f"No key opens disclosures.answers of rows {number}" in result.output
        keys(TESTING_KEY)
        assert look(ANSWERS).newest == 1


def test_a_column_is_told_by_name() -> None:
    assert isinstance(ANSWERS, SealedColumn)
