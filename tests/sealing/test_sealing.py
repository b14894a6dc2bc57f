"""Sensitive text: unreadable where it is stored, and readable as long as one of the keys is there."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.orm import Session

from teachpb.config import TESTING_KEY
from teachpb.sealing import MARK, SealedJson, SealedText, Unsealable, register_sealing, reseal, seal, unseal

OTHER_KEY = base64.urlsafe_b64encode(b"o" * 32).decode()
NOTES = Table("sealed_notes", MetaData(), Column("id", Integer, primary_key=True), Column("words", SealedText))
FACTS = Table("sealed_facts", MetaData(), Column("id", Integer, primary_key=True), Column("facts", SealedJson))


def with_keys(*keys: str) -> Flask:
    app = Flask("sealing")
    register_sealing(app, keys)
    return app


@pytest.fixture
def keeper() -> Iterator[Flask]:
    app = with_keys(TESTING_KEY)
    with app.app_context():
        yield app


class TestSealing:
    @given(words=st.text())
    def test_what_was_sealed_is_opened_again_and_cannot_be_read(self, words: str) -> None:
        with with_keys(TESTING_KEY).app_context():
            stored = seal(words)
            assert unseal(stored) == words
            assert stored.startswith(MARK)
            assert len(words) < 4 or words not in stored

    def test_the_same_words_look_different_each_time(self, keeper: Flask) -> None:
        assert seal("on medication") != seal("on medication")

    def test_what_was_stored_in_the_open_is_read_as_it_stands(self, keeper: Flask) -> None:
        assert unseal("stored before the column was sealed") == "stored before the column was sealed"

    def test_a_changed_letter_is_noticed(self, keeper: Flask) -> None:
        stored = seal("true")
        changed = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]
        with pytest.raises(Unsealable):
            unseal(changed)


class TestChangingTheKey:
    def test_an_old_key_still_opens_and_the_first_one_seals(self) -> None:
        with with_keys(TESTING_KEY).app_context():
            old = seal("words")
        with with_keys(OTHER_KEY, TESTING_KEY).app_context():
            assert unseal(old) == "words"
            new = reseal(old)
        with with_keys(OTHER_KEY).app_context():
            assert unseal(new) == "words"
            with pytest.raises(Unsealable, match="TEACHPB_ENCRYPTION_KEYS"):
                unseal(old)

    def test_resealing_seals_what_was_open(self, keeper: Flask) -> None:
        assert reseal("in the open").startswith(MARK)

    def test_what_is_no_key_is_refused(self) -> None:
        with pytest.raises(ValueError, match="32 url-safe base64-encoded bytes"):
            with_keys("not a key")

    def test_without_a_key_nothing_is_stored_in_the_open(self) -> None:
        with with_keys().app_context(), pytest.raises(Unsealable, match="is not set"):
            seal("words")


class TestColumns:
    @pytest.mark.parametrize("words", ["", None, "asthma", "é, ✓ and \n lines"])
    def test_text_comes_back_and_the_table_does_not_show_it(self, session: Session, words: str | None) -> None:
        connection = session.connection()
        NOTES.create(connection)
        session.execute(insert(NOTES).values(words=words))
        assert session.scalar(select(NOTES.c.words)) == words
        stored = session.scalar(text("SELECT words FROM sealed_notes"))
        assert stored == words if not words else (stored.startswith(MARK) and words not in stored)

    @pytest.mark.parametrize("facts", [None, {}, {"answer": "yes", "list": [1, "é"]}, "", False])
    def test_anything_json_can_say(self, session: Session, facts: object) -> None:
        connection = session.connection()
        FACTS.create(connection)
        session.execute(insert(FACTS).values(facts=facts))
        assert session.scalar(select(FACTS.c.facts)) == facts
        stored = session.scalar(text("SELECT facts FROM sealed_facts"))
        assert stored is None if facts is None else stored.startswith(MARK)
