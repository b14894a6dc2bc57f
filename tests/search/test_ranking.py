"""The order people want: titles over passing mentions, the exact word over the near one, intents over both."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.search import registry
from teachpb.search.parse import parse
from teachpb.search.whoosh_engine import ranking
from teachpb.search.whoosh_engine.schema import tokens
from tests.search.conftest import Adverts, advert, advert_type
from tests.search.test_intents import SIMPLE
from tests.search.test_scores import QUESTIONS, random_adverts

pytestmark = pytest.mark.pure


def test_the_title_stands_over_many_mentions(adverts: Adverts) -> None:
    adverts.build(
        advert(1, "Physics technician", body="lessons"),
        advert(2, "Cleaner", body="physics technician " * 9),
        advert(3, "Cook", body="a physics laboratory and a technician"),
    )
    assert adverts.found("physics technician")[0] == 1


def test_a_short_title_that_says_it_stands_over_a_long_one(adverts: Adverts) -> None:
    adverts.build(
        advert(1, "Headteacher", body="lead"), advert(2, "Personal assistant to the headteacher", body="lead")
    )
    assert adverts.found("headteacher") == [1, 2]


def test_the_word_itself_stands_over_the_near_one_but_both_are_found(adverts: Adverts) -> None:
    adverts.build(advert(1, "Reception teacher"), advert(2, "EYFS teacher"), advert(3, "Receptionist"))
    assert adverts.found("reception teacher") == [1, 2]
    assert adverts.found("EYFS teacher")[0] == 2
    assert sorted(adverts.found("early years")) == [1, 2]


def test_near_words_are_left_out_of_the_titles_field_only() -> None:
    assert "recept" in tokens("EYFS lead")
    assert "recept" not in tokens("EYFS lead", strictly=True)
    assert "mathemat" in tokens("Maths lead", strictly=True)


def test_words_for_the_same_thing_still_give_the_same_order(adverts: Adverts) -> None:
    adverts.build(*(advert(at, title) for at, title in enumerate(["Maths lead", "Mathematics", "Head of maths"], 1)))
    assert adverts.found("maths") == adverts.found("mathematics")


def test_ranking_changes_the_order_and_nothing_else(adverts: Adverts) -> None:
    registry.register(advert_type(adverts, intents=SIMPLE))
    dice = random.Random(3)
    documents = random_adverts(80)
    adverts.build(
        *(
            advert(each.id, each.title, body=each.body, facets={"role": [dice.choice(["teacher", "headteacher"])]})
            for each in documents
        )
    )
    for question in QUESTIONS:
        parsed = parse(question)
        answer, ranked = adverts.snapshot.terms.answer(parsed), adverts.snapshot.ranking.rank(parsed)
        assert ranked.bits == answer.bits
        assert sorted(ranked.order) == sorted(answer.order)
        assert list(ranked.scores) == sorted(ranked.scores, reverse=True)
        ties = list(zip(ranked.scores, ranked.order, strict=True))
        assert ties == sorted(ties, key=lambda pair: (-pair[0], pair[1]))  # among equals the newest first
        base = dict(zip(answer.order, answer.scores, strict=True))
        assert all(score >= base[at] for score, at in zip(ranked.scores, ranked.order, strict=True))


def test_what_everybody_agrees_with_changes_nothing(adverts: Adverts) -> None:
    registry.register(advert_type(adverts, intents={"phonics": {"role": ("teacher",)}}))
    adverts.build(*(advert(at, "One", body="phonics", facets={"role": ["teacher"]}) for at in range(1, 4)))
    parsed = parse("phonics")
    assert adverts.snapshot.ranking.rank(parsed) is adverts.snapshot.terms.answer(parsed)


def test_an_order_is_worked_out_once(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    adverts.build(advert(1, "Teacher"), advert(2, "Teacher of art"))
    first = adverts.snapshot.ranking.rank(parse("teacher"))
    monkeypatch.setattr(ranking.Ranking, "_rank", lambda *_: pytest.fail("worked out again"))
    assert adverts.snapshot.ranking.rank(parse("teacher")) is first


def test_an_index_without_titles_of_its_own_still_answers(adverts: Adverts, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an index of the release before, until it is rebuilt."""
    from teachpb.search.whoosh_engine import schema, writer

    def before(make: object) -> object:
        def made(*args: object) -> object:
            result = make(*args)  # type: ignore[operator]
            (result.pop if isinstance(result, dict) else result.remove)("name")
            return result

        return made

    monkeypatch.setattr(writer, "schema_for", before(schema.schema_for))
    monkeypatch.setattr(writer, "fields_of", before(schema.fields_of))
    adverts.build(advert(1, "Teacher"), advert(2, "Cleaner"))
    assert adverts.found("teacher") == [1]


@given(st.lists(st.sampled_from(["teacher", "maths", "cover", "lead", "-maths", '"head of"', "OR"]), max_size=5))
def test_parsing_keeps_what_was_asked_for_apart_from_what_was_excluded(pieces: list[str]) -> None:
    asked = [word.plain for word in parse(" ".join(pieces)).asked]
    wanted = [word for piece in pieces if not piece.startswith("-") for word in piece.strip('"').split()]
    assert asked == [word for word in wanted if word != "OR"]
