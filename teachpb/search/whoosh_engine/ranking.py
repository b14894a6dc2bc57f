"""The order of the results: what whoosh scores, then what titles say, then what the searcher seems to be after.

Only the order: which documents match has been settled before. The two numbers were found with the tuning half of
``bench/relevance_set``; anything near them does about as well.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from operator import add, mul

from teachpb.search.intents import IntentReader
from teachpb.search.parse import Parsed
from teachpb.search.whoosh_engine.bits import flags_of
from teachpb.search.whoosh_engine.terms import ANSWER_MEMORY, Answer, Cache, Scored, Terms

#: How much the score of the title alone adds to that of the whole text.
TITLE = 0.5
#: Each facet that agrees with what is asked lifts a score by so many times itself.
INTENT = 2.0


class Ranking:
    """For one snapshot. ``facets`` maps each facet and value to the documents that have it."""

    def __init__(self, terms: Terms, facets: Mapping[str, Mapping[str, int]], reader: IntentReader, size: int) -> None:
        self._terms, self._facets, self._reader, self._size = terms, facets, reader, size
        self._ranked: Cache[Parsed, Answer] = Cache(ANSWER_MEMORY, lambda answer: answer.cost)

    def rank(self, parsed: Parsed) -> Answer:
        """The documents that match ``parsed`` (not empty), best first for a person; among equals the newest first."""
        return self._ranked.get(parsed, self._rank)

    def _rank(self, parsed: Parsed) -> Answer:
        answer = self._terms.answer(parsed)
        titles, agreeing = self._titles(parsed), self._agreeing(parsed, answer.bits)
        if not titles and not agreeing:
            return answer
        order, scores = answer.order, list(answer.scores)
        for scored in titles:
            scores = list(map(add, scores, (TITLE * more for more in map(scored.score, order))))
        lifts = [1.0] * len(scores)
        for bits in agreeing:
            flags = flags_of(bits, self._size)
            lifts = list(map(add, lifts, (INTENT * flag for flag in map(flags.__getitem__, order))))
        scores = list(map(mul, scores, lifts))
        ranks = sorted(range(len(scores)), key=lambda rank: (-scores[rank], order[rank]))
        return Answer(
            bits=answer.bits,
            order=array("I", [order[rank] for rank in ranks]),
            scores=array("d", [scores[rank] for rank in ranks]),
        )

    def _titles(self, parsed: Parsed) -> list[Scored]:
        """How well each of the words asked for fits the titles that have it."""
        stems = {stem for clause in parsed.required for alternative in clause for stem in alternative}
        found = (self._terms.term(stem, "name") for stem in sorted(stems))
        return [scored for scored in found if scored.bits]

    def _agreeing(self, parsed: Parsed, matching: int) -> list[int]:
        """For each facet that is spoken of, the documents that agree. What all do, or none, makes no difference."""
        sets = []
        for facet, values in self._reader.read(parsed.asked).items():
            known, union = self._facets.get(facet, {}), 0
            for value in values:
                union |= known.get(value, 0)
            if union & matching not in (0, matching):
                sets.append(union)
        return sets
