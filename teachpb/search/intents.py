"""What somebody who types these words is after, beyond the words: "maths teacher" is a teacher's job, in mathematics.

An intent lifts the documents whose facets agree with it; it never leaves one out, so a box that nobody ticked and a
word that was meant otherwise cost a place, not the result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from teachpb.search import synonyms
from teachpb.search.words import Word, words

#: What is typed -> the facets, and the values of each, that it speaks of.
Intents = Mapping[str, Mapping[str, Collection[str]]]
Wanted = Mapping[str, frozenset[str]]


class IntentReader:
    """Finds the intents of one corpus in what was typed. Of two at one place the longer counts."""

    def __init__(self, intents: Intents) -> None:
        known: dict[tuple[str, ...], dict[str, frozenset[str]]] = {}
        for phrase, facets in intents.items():
            for variant in synonyms.current().rephrase(words(phrase)):
                wanted = known.setdefault(_stems(variant), {})
                for facet, values in facets.items():
                    wanted[facet] = wanted.get(facet, frozenset()).union(values)
        self._by_first: dict[str, list[tuple[tuple[str, ...], Wanted]]] = {}
        for stems in sorted(known, key=len, reverse=True):
            self._by_first.setdefault(stems[0], []).append((stems, known[stems]))

    def read(self, typed: Sequence[Word]) -> dict[str, frozenset[str]]:
        """facet -> the values asked for."""
        stems, place = _stems(typed), 0
        found: dict[str, frozenset[str]] = {}
        while place < len(stems):
            length, wanted = self._at(stems, place)
            for facet, values in wanted.items():
                found[facet] = found.get(facet, frozenset()) | values
            place += length
        return found

    def _at(self, stems: tuple[str, ...], place: int) -> tuple[int, Wanted]:
        for phrase, wanted in self._by_first.get(stems[place], ()):
            if stems[place : place + len(phrase)] == phrase:
                return len(phrase), wanted
        return 1, {}


def _stems(text: Iterable[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in text)
