"""The words of titles and names: completing what is being typed, and forgiving what was mistyped."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from teachpb.search.whoosh_engine.bits import bits_of, flags_of, positions_of
from teachpb.search.whoosh_engine.schema import SEPARATOR as TEXT_SEPARATOR
from teachpb.search.words import plain_words, stem

SEPARATOR = TEXT_SEPARATOR.encode()

#: So many titles and names are looked at, the most frequent first, for those to suggest.
LOOKED_AT = 400
SHORTEST_MISTYPED = 4


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    letters: int
    documents: int


class Spelling:
    """``head`` maps each unstemmed word of a title or organisation to its positions."""

    def __init__(
        self, head: dict[str, list[int]], titles: Sequence[bytes], organisations: Sequence[bytes], size: int
    ) -> None:
        self._bits = {word: bits_of(positions, size) for word, positions in head.items()}
        self._sorted = sorted(head)
        self._size = size
        self._by_length: dict[int, list[_Entry]] = {}
        for word, positions in head.items():
            if len(word) >= SHORTEST_MISTYPED - 1 and word.isalpha():
                self._by_length.setdefault(len(word), []).append(_Entry(word, _letters(word), len(positions)))
        self._texts = _texts_of(titles, organisations)
        members: dict[str, list[int]] = {}
        for place, (text, _) in enumerate(self._texts):
            for word in _words_of(text):
                members.setdefault(word, []).append(place)
        self._in_texts = {word: bits_of(places, len(self._texts)) for word, places in members.items()}

    def knows(self, word: str) -> bool:
        return word in self._bits

    def documents(self, word: str) -> int:
        return self._bits.get(word, 0).bit_count()

    def shared(self, word: str, bits: int) -> int:
        """In how many documents of ``bits`` the word is."""
        return (self._bits.get(word, 0) & bits).bit_count()

    def most_frequent(self, limit: int) -> list[str]:
        """The stems of the most frequent words."""
        ranked = sorted(self._bits, key=lambda word: (-self._bits[word].bit_count(), word))
        return [stem(word) for word in ranked[:limit]]

    # Typing mistakes

    def close_to(self, word: str) -> list[tuple[int, str]]:
        """(mistakes, word) of the known words that ``word`` may have been meant to be.

        One letter left out, added, changed or swapped with its neighbour is one mistake; from eight letters on two.
        """
        if len(word) < SHORTEST_MISTYPED or not word.isalpha():
            return []
        most = 1 if len(word) < 8 else 2
        letters = _letters(word)
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            for entry in self._by_length.get(length, ()):
                if (entry.letters ^ letters).bit_count() <= 2 * most:
                    mistakes = distance(word, entry.word, most)
                    if 0 < mistakes <= most:
                        found.append((mistakes, entry.word))
        return sorted(found)

    # Prefixes

    def complete(self, typed: str, limit: int, live: int) -> list[str]:
        """Titles and names to finish ``typed`` with, most frequent first, then the typed words with the last completed.

        ``live`` are the documents that can be found now.
        """
        words = plain_words(typed)
        if not words:
            return []
        suggestions = self._whole_texts(words, live, limit)
        if len(suggestions) < limit:
            suggestions += self._completed(typed, words, live, {each.casefold() for each in suggestions})
        return suggestions[:limit]

    def _starting_with(self, prefix: str) -> list[str]:
        start = bisect_left(self._sorted, prefix)
        return self._sorted[start : bisect_left(self._sorted, prefix + "\U0010ffff", start)]

    def _whole_texts(self, words: list[str], live: int, limit: int) -> list[str]:
        """Titles and names with every typed word, or a word that begins so."""
        places = (1 << len(self._texts)) - 1
        for word in words:
            places &= _union(self._in_texts.get(each, 0) for each in self._starting_with(word))
        flags = flags_of(live, self._size)
        found: list[tuple[int, int]] = []
        for place in islice(positions_of(places, len(self._texts)), LOOKED_AT):
            count = sum(map(flags.__getitem__, self._texts[place][1]))
            if count:
                found.append((-count, place))
            if len(found) == 4 * limit:
                break
        texts = [self._texts[place][0] for _, place in sorted(found)]
        return list({text.casefold(): text for text in reversed(texts)}.values())[::-1][:limit]

    def _completed(self, typed: str, words: list[str], live: int, known: set[str]) -> list[str]:
        """The typed words with the last one completed, as documents have them together."""
        completions = self._starting_with(words[-1])
        found = live & _union(self._bits[word] for word in completions)
        for word in words[:-1]:
            found &= self._bits.get(word) or _union(self._bits[each] for each in self._starting_with(word))
        start = " ".join(typed.split()[:-1])
        ranked = sorted((-(self._bits[word] & found).bit_count(), word) for word in completions if word != words[-1])
        texts = [f"{start} {word}".strip() for count, word in ranked if count]
        return [text for text in texts if text.casefold() not in known]


def _texts_of(titles: Sequence[bytes], organisations: Sequence[bytes]) -> list[tuple[str, array[int]]]:
    """Every different title and name with its positions, the most frequent first."""
    members: dict[bytes, array[int]] = {}
    for position, (title, names) in enumerate(zip(titles, organisations, strict=True)):
        for raw in (title, *names.split(SEPARATOR)):
            if raw:
                members.setdefault(raw, array("I")).append(position)
    ranked = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(raw.decode(), positions) for raw, positions in ranked]


@lru_cache(maxsize=20_000)
def _words_of(text: str) -> tuple[str, ...]:
    """Titles and names repeat themselves, from document to document and from version to version."""
    return tuple(plain_words(text))


def _union(sets: Iterable[int]) -> int:
    union = 0
    for bits in sets:
        union |= bits
    return union


def _letters(word: str) -> int:
    """The letters of a word as a set, for telling most words apart at once."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters


def distance(word: str, other: str, most: int) -> int:
    """How many letters were left out, added, changed or swapped with a neighbour; ``most + 1`` stands for any more."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        two_before, before, row = before, row, [i] + [0] * len(other)
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, two_before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
