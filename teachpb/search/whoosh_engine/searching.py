"""Answering a query from a snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from teachpb.search.parse import Parsed, parse
from teachpb.search.query import RADII, Advice, Counts, Query, Results
from teachpb.search.whoosh_engine.bits import flags_of, positions_of
from teachpb.search.whoosh_engine.snapshot import Snapshot
from teachpb.search.whoosh_engine.terms import Answer
from teachpb.search.words import fold

#: A word in so few documents, and in no title or name, is doubted when one a letter off is in ten times as many.
DOUBTED = 2
LARGEST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query matches: the documents by everything but facets, and each facet's own choice."""

    base: int
    chosen: dict[str, int]
    answer: Answer | None
    parsed: Parsed

    def bits(self, but: str | None = None) -> int:
        """Everything together, or with the filter of one facet lifted."""
        bits = self.base
        for facet, chosen in self.chosen.items():
            if facet != but:
                bits &= chosen
        return bits


def search(snapshot: Snapshot, query: Query) -> Results:
    parsed = _parse(snapshot, query.words)
    matches = _match(snapshot, query, parsed)
    corrected, suggestion = False, _suggestion(snapshot, query, parsed)
    if suggestion is not None and not (matches.answer and matches.answer.bits):
        # As typed it cannot find anything, whatever the filters: some word is in no document.
        better = _match(snapshot, query, _parse(snapshot, suggestion))
        if better.answer and better.answer.bits:
            corrected, matches = True, better
        else:
            suggestion = None
    return _results(snapshot, query, matches, suggestion, corrected)


def counts(snapshot: Snapshot, now: datetime) -> Counts:
    live = snapshot.live(int(now.timestamp()))
    matches = Matches(live, {}, None, Parsed())
    return Counts(total=live.bit_count(), facets=_facet_counts(snapshot, matches))


def suggest(snapshot: Snapshot, prefix: str, limit: int, now: datetime) -> list[str]:
    return list(snapshot.suggestions(prefix[:100], limit, snapshot.live(int(now.timestamp()))))


def advice(snapshot: Snapshot, query: Query) -> Advice:
    best, best_total = None, 0
    for name in query.active_filters():
        found = total_of(snapshot, query.without(name))
        if found > best_total:
            best, best_total = name, found
    radius, radius_total = _next_radius(snapshot, query)
    return Advice(drop=best, drop_total=best_total, radius_miles=radius, radius_total=radius_total)


def _next_radius(snapshot: Snapshot, query: Query) -> tuple[float | None, int]:
    if query.near is None or query.radius_miles is None or not total_of(snapshot, query.without("radius")):
        return None, 0
    for radius in RADII:
        if radius > query.radius_miles:
            found = total_of(snapshot, replace(query, radius_miles=radius))
            if found:
                return radius, found
    return None, 0


def total_of(snapshot: Snapshot, query: Query) -> int:
    """How many match, the words taken as typed."""
    return _match(snapshot, query, _parse(snapshot, query.words)).bits().bit_count()


def _parse(snapshot: Snapshot, words: str) -> Parsed:
    return parse(words, frozenset(snapshot.document_type.noise))


def _match(snapshot: Snapshot, query: Query, parsed: Parsed) -> Matches:
    base = snapshot.live(int(query.now.timestamp()))
    if query.within is not None:
        base &= _within(snapshot, query.within)
    for name, (least, most) in query.ranges.items():
        if name in snapshot.numbers and (least, most) != (None, None):
            base &= snapshot.numbers[name].between(least, most)
    if query.near is not None and query.radius_miles is not None:
        base &= snapshot.places.within(query.near, query.radius_miles)
    answer = None if parsed.is_empty or not snapshot.size else snapshot.terms.answer(parsed)
    if answer is not None:
        base &= answer.bits
    return Matches(base, _chosen(snapshot, query), answer, parsed)


def _within(snapshot: Snapshot, ids: Iterable[int]) -> int:
    bits = 0
    for document_id in ids:
        position = snapshot.where.get(document_id)
        if position is not None:
            bits |= 1 << position
    return bits


def _chosen(snapshot: Snapshot, query: Query) -> dict[str, int]:
    chosen = {}
    for facet, wanted in query.filters.items():
        if wanted is None or facet not in snapshot.facets:
            continue
        values = frozenset(str(value) for value in wanted)
        known = snapshot.document_type.known_values(facet)
        if known is not None and values:
            values &= {str(value) for value in known}
            if not values:
                continue  # only retired values, of an old bookmark
        chosen[facet] = snapshot.chosen(facet, values)
    return chosen


def _results(snapshot: Snapshot, query: Query, matches: Matches, suggestion: str | None, corrected: bool) -> Results:
    bits = matches.bits()
    total = bits.bit_count()
    per_page = max(1, min(query.per_page, LARGEST_PAGE))
    pages = max(1, -(-total // per_page))
    page = max(1, min(query.page, pages))
    positions = _page(snapshot, query, matches, bits, (page - 1) * per_page, min(total, page * per_page))
    return Results(
        total=total,
        ids=[snapshot.ids[position] for position in positions],
        distances=_distances(snapshot, query, positions),
        facet_counts=_facet_counts(snapshot, matches),
        suggestion=suggestion,
        corrected=corrected,
        page=page,
        pages=pages,
        per_page=per_page,
    )


def _distances(snapshot: Snapshot, query: Query, positions: list[int]) -> dict[int, float]:
    if query.near is None:
        return {}
    measured = {snapshot.ids[at]: snapshot.places.miles(query.near, at) for at in positions}
    return {document_id: miles for document_id, miles in measured.items() if miles is not None}


def _facet_counts(snapshot: Snapshot, matches: Matches) -> dict[str, dict[str, int]]:
    all_filters = matches.bits()
    counted = {}
    for name, values in snapshot.facets.items():
        lifted = matches.bits(but=name) if name in matches.chosen else all_filters
        counts = {str(value): 0 for value in snapshot.document_type.known_values(name) or ()}
        counts.update((value, (bits & lifted).bit_count()) for value, bits in values.items())
        counted[name] = counts
    return counted


def _page(snapshot: Snapshot, query: Query, matches: Matches, bits: int, start: int, stop: int) -> list[int]:
    """The positions ``start`` to ``stop`` of ``bits`` in the order asked for. Ties: newest first, then highest id."""
    if start >= stop:
        return []
    sort = _sort(snapshot, query, matches.answer)
    if sort == "distance" and query.near is not None:
        flags = flags_of(bits, snapshot.size)
        return snapshot.places.nearest_first(query.near, query.radius_miles, flags, stop)[start:]
    if sort == "relevance" and matches.answer is not None:
        return snapshot.ranking.rank(matches.parsed).page(bits, snapshot.size, start, stop)
    number = snapshot.document_type.sort_number(sort)
    if number is None:
        return list(islice(positions_of(bits, snapshot.size), start, stop))
    column = snapshot.numbers[number[0]]
    order = column.largest_first if number[1] else column.smallest_first
    flags = flags_of(bits, snapshot.size)
    return list(islice((position for position in order if flags[position]), start, stop))


def _sort(snapshot: Snapshot, query: Query, answer: Answer | None) -> str:
    """The order asked for, or what suits the search when that order is unknown or makes no sense for it."""
    sort = query.sort
    possible = {
        "relevance": answer is not None,
        "distance": query.near is not None,
        "newest": True,
    }
    if possible.get(sort, snapshot.document_type.sort_number(sort) is not None):
        return sort
    if answer is not None:
        return "relevance"
    return "distance" if query.near is not None else "newest"


# Typing mistakes


def _suggestion(snapshot: Snapshot, query: Query, parsed: Parsed) -> str | None:
    """The typed words with mistaken ones replaced, or None when all seem right or nothing better is known."""
    text = fold(query.words)
    found = None
    for word in parsed.typed:
        better = _better_word(snapshot, parsed, word.plain, word.stem)
        if better is not None:
            text, replaced = re.subn(rf"\b{re.escape(word.plain)}\b", better, text, flags=re.IGNORECASE)
            found = text if replaced else found
    return found


def _better_word(snapshot: Snapshot, parsed: Parsed, plain: str, stem: str) -> str | None:
    having = snapshot.terms.term(stem).bits.bit_count() if snapshot.size else 0
    if having > DOUBTED or snapshot.spelling.knows(plain):
        return None
    close = snapshot.spelling.close_to(plain)
    if having:
        close = [(far, word) for far, word in close if far == 1 and snapshot.spelling.documents(word) > 10 * having]
    if not close:
        return None
    others = -1
    for clause in parsed.required:
        if (stem,) not in clause:
            bits = 0
            for alternative in clause:
                bits |= snapshot.terms.term(alternative[0]).bits
            others &= bits or -1
    fewest = close[0][0]
    ranked = [
        (-snapshot.spelling.shared(word, others), -snapshot.spelling.documents(word), word)
        for far, word in close
        if far == fewest
    ]
    return min(ranked)[2]
