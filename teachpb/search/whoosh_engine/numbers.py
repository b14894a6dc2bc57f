"""One number of every document: thresholds as bitsets, and the order it sorts by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache

from teachpb.search.whoosh_engine.bits import bits_of


class NumberColumn:
    """``raw`` holds the numbers by position, plus one; 0 is unknown."""

    def __init__(self, raw: list[int]) -> None:
        self._raw = raw
        self._size = len(raw)
        # Twenty thresholds are in use at a time: the time of day, salary steps, days since posted.
        self._between = lru_cache(maxsize=64)(self._bits_between)

    def value(self, position: int) -> int | None:
        raw = self._raw[position]
        return raw - 1 if raw else None

    @cached_property
    def _ascending(self) -> list[int]:
        """Positions that have the number, smallest first; among equals the newest first."""
        raw = self._raw
        return sorted((position for position in range(self._size) if raw[position]), key=raw.__getitem__)

    @cached_property
    def _keys(self) -> list[int]:
        raw = self._raw
        return [raw[position] for position in self._ascending]

    def between(self, least: int | None, most: int | None) -> int:
        """Those whose number is known and within the limits, both included."""
        start = 0 if least is None else bisect_left(self._keys, least + 1)
        stop = len(self._keys) if most is None else bisect_right(self._keys, most + 1)
        return self._between(start, stop)

    def _bits_between(self, start: int, stop: int) -> int:
        return bits_of(self._ascending[start:stop], self._size)

    def at_most(self, most: int) -> int:
        return self.between(None, most)

    @cached_property
    def _missing(self) -> list[int]:
        return [position for position in range(self._size) if not self._raw[position]]

    @cached_property
    def smallest_first(self) -> list[int]:
        """Every position in order of the number; equal ones newest first, those without it last."""
        return self._ascending + self._missing

    @cached_property
    def largest_first(self) -> list[int]:
        raw = self._raw
        known = (position for position in range(self._size) if raw[position])
        return sorted(known, key=raw.__getitem__, reverse=True) + self._missing
