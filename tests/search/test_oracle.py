"""Hundreds of random questions, answered by the engine and by a plain loop over all documents: always the same."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest

from teachpb.search.query import Query
from teachpb.search.registry import Document
from teachpb.search.whoosh_engine.places import miles_between
from teachpb.search.words import plain_words
from tests.search.conftest import EPOCH, NOW, Adverts, advert

pytestmark = pytest.mark.pure

ROLES = ["teacher", "headteacher", "teaching_assistant"]
PHASES = ["primary", "secondary", "nursery"]
SUBJECTS = ["art", "music", "drama", "physics"]
WORDS = ["garden", "lead", "river", "phonics", "tutor", "cover", "drum", "atlas"]
SORTS = ["newest", "closing", "salary", "cheapest", "distance", ""]


def random_document(number: int, dice: random.Random) -> Document:
    pay = dice.choice([None, dice.randrange(20, 60) * 1000_00])
    return advert(
        number,
        " ".join(dice.choices(WORDS, k=2)),
        body=" ".join(dice.choices(WORDS, k=3)),
        newest=dice.randrange(1, 12),
        facets={
            "role": dice.sample(ROLES, dice.randrange(0, 3)),
            "phase": dice.sample(PHASES, dice.randrange(0, 3)),
            "subject": dice.sample(SUBJECTS, dice.randrange(0, 3)),
        },
        numbers={"salary_min": pay, "salary_max": None if pay is None else pay + dice.randrange(0, 5) * 1000_00},
        closes_at=dice.choice([None, EPOCH + dice.randrange(-500, 500)]),
        opens_at=dice.choice([None, None, EPOCH + dice.randrange(-500, 500)]),
        positions=[
            (52.4 + dice.randrange(8) / 20, -0.4 + dice.randrange(8) / 20) for _ in range(dice.choice([0, 1, 1, 2]))
        ],
    )


def random_query(dice: random.Random, ids: list[int]) -> Query:
    asked: dict[str, Any] = {"corpus": "advert", "now": NOW, "page": dice.choice([1, 1, 2, 3]), "per_page": 7}
    asked["words"] = " ".join(dice.sample(WORDS, dice.choice([0, 0, 1, 1, 2])))
    if asked["words"] and dice.random() < 0.3:
        asked["words"] += f" -{dice.choice(WORDS)}"
    elif dice.random() < 0.15:
        asked["words"] = dice.choice(["", "-"]) + '"' + " ".join(dice.sample(WORDS, 2)) + '"'
    asked["filters"] = {
        name: set(dice.sample(values, dice.randrange(0, 3)))
        for name, values in (("role", ROLES), ("phase", PHASES), ("subject", SUBJECTS))
        if dice.random() < 0.3
    }
    if dice.random() < 0.3:
        asked["ranges"] = {"salary_max": (dice.randrange(20, 60) * 1000_00, dice.choice([None, 55_000_00]))}
    if dice.random() < 0.4:
        asked["near"] = (52.5 + dice.random() / 10, -0.2 + dice.random() / 10)
        asked["radius_miles"] = dice.choice([None, 3, 8, 15])
    if dice.random() < 0.2:
        asked["within"] = dice.sample(ids, len(ids) // 2)
    asked["sort"] = dice.choice(SORTS)
    return Query(**asked)


class Oracle:
    """The same corpus, searched by looking at everything."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)
        self.texts = {
            each.id: [f" {' '.join(plain_words(text))} " for text in (each.title, each.body)] for each in self.documents
        }

    def miles(self, document: Document, query: Query) -> float | None:
        assert query.near is not None
        return min((miles_between(query.near, at) for at in document.positions), default=None)

    def base(self, document: Document, query: Query) -> bool:
        asked = [query.words] if '"' in query.words else query.words.split()
        for phrase in asked:
            plain = phrase.removeprefix("-").strip('"')
            if phrase.startswith("-") == any(f" {plain} " in text for text in self.texts[document.id]):
                return False
        if document.closes_at is not None and document.closes_at <= EPOCH:
            return False
        if document.opens_at is not None and document.opens_at > EPOCH:
            return False
        if query.within is not None and document.id not in query.within:
            return False
        for name, (least, most) in query.ranges.items():
            number = document.numbers.get(name)
            if number is None or (least is not None and number < least) or (most is not None and number > most):
                return False
        if query.near is not None and query.radius_miles is not None:
            miles = self.miles(document, query)
            return miles is not None and miles <= query.radius_miles
        return True

    def matches(self, query: Query, but: str | None = None) -> list[Document]:
        return [
            document
            for document in self.documents
            if self.base(document, query)
            and all(
                set(document.facets[facet]) & set(wanted or ())
                for facet, wanted in query.filters.items()
                if facet != but
            )
        ]

    def counts(self, query: Query, facet: str, value: str) -> int:
        return sum(value in document.facets[facet] for document in self.matches(query, but=facet))

    def ordered(self, query: Query) -> list[int] | None:
        """None where the order depends on scores, which have tests of their own."""
        found = sorted(self.matches(query), key=lambda each: (-each.newest, -each.id))
        sort = query.sort
        if sort == "distance" and query.near is None:
            sort = ""
        if sort == "":
            if query.words:
                return None
            sort = "distance" if query.near else "newest"
        keys = {
            "newest": lambda each: 0,
            "closing": lambda each: each.closes_at if each.closes_at is not None else 2**60,
            "salary": lambda each: -each.numbers["salary_max"] if each.numbers["salary_max"] is not None else 2**60,
            "cheapest": lambda each: each.numbers["salary_min"] if each.numbers["salary_min"] is not None else 2**60,
            "distance": lambda each: self.rounded(each, query),
        }
        return [each.id for each in sorted(found, key=keys[sort])]

    def rounded(self, document: Document, query: Query) -> float:
        miles = self.miles(document, query)
        return 2.0**60 if miles is None else round(miles, 6)


def check(adverts: Adverts, oracle: Oracle, dice: random.Random, questions: int) -> None:
    ids = [document.id for document in oracle.documents]
    for _ in range(questions):
        query = random_query(dice, ids)
        results = adverts.engine.search(query)
        matching = {document.id for document in oracle.matches(query)}
        assert results.total == len(matching), query
        assert set(results.ids) <= matching, query
        for facet, values in results.facet_counts.items():
            for value, count in values.items():
                assert count == oracle.counts(query, facet, value), (query, facet, value)
        order = oracle.ordered(query)
        if order is not None:
            start = (results.page - 1) * results.per_page
            assert results.ids == order[start : start + results.per_page], query
        for each, miles in results.distances.items():
            (document,) = [document for document in oracle.documents if document.id == each]
            assert miles == pytest.approx(oracle.miles(document, query), abs=0.01)


@pytest.mark.parametrize("seed", range(2))
def test_random_questions_to_one_segment(adverts: Adverts, seed: int) -> None:
    dice = random.Random(seed)
    documents = [random_document(number, dice) for number in range(1, 91)]
    adverts.build(*documents)
    check(adverts, Oracle(documents), dice, 80)


@pytest.mark.parametrize("seed", range(4, 6))
def test_random_questions_after_random_changes(adverts: Adverts, seed: int) -> None:
    dice = random.Random(seed)
    rows = {number: random_document(number, dice) for number in range(1, 61)}
    adverts.build(*rows.values())
    for _ in range(5):
        changed = [random_document(number, dice) for number in dice.sample(range(1, 90), 6)]
        removed = set(dice.sample(sorted(rows), 3)) - {document.id for document in changed}
        adverts.publish(*changed, removed=removed)
        rows.update((document.id, document) for document in changed)
        for number in removed:
            rows.pop(number)
        check(adverts, Oracle(rows.values()), dice, 20)


def test_the_oracle_can_tell(adverts: Adverts) -> None:
    """Were the engine to miss one document, this test would fail like the others should."""
    dice = random.Random(1)
    documents = [random_document(number, dice) for number in range(1, 40)]
    adverts.build(*documents[:-1])
    with pytest.raises(AssertionError):
        check(adverts, Oracle(documents), dice, 120)
