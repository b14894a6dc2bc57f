"""What can be searched: each domain registers its kind of document here and never meets the engine.

register(DocumentType(name="vacancy", model=Vacancy, load=documents, all_ids=live_ids, facets=("role", "phase"), …))
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from teachpb.db import Model
from teachpb.search import synonyms
from teachpb.search.intents import IntentReader, Intents

#: Raised by one whenever the written form of an index changes, so that indexes of an older release are rebuilt.
INDEX_FORMAT = 2

#: Numbers every document has room for, beside those its type names.
BUILT_IN_NUMBERS = ("newest", "closes_at", "opens_at")
#: Ways to sort that every corpus knows: by score, by distance, newest first, closing soonest first.
BUILT_IN_SORTS = ("relevance", "distance", "newest", "closing")
LARGEST_NUMBER = 2**62


@dataclass(frozen=True, kw_only=True)
class Document:
    """What the index knows of one record.

    ``title`` counts threefold, ``organisation`` and ``extra`` (subjects, roles, places: words to be found by) twofold,
    ``body`` once. Several organisations stand on a line each. ``newest`` orders "newest first": any whole number,
    larger is newer. ``opens_at`` and ``closes_at`` are epoch seconds: the document is found from the one until just
    before the other, whether re-indexed or not.
    ``facets`` are multi-valued, ``numbers`` whole and not negative (pence, seconds, ordinals), None where unknown;
    ``positions`` are (latitude, longitude) in degrees.
    """

    id: int
    title: str
    organisation: str = ""
    body: str = ""
    extra: str = ""
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    newest: int = 0
    opens_at: int | None = None
    closes_at: int | None = None
    positions: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, kw_only=True)
class DocumentType:
    """One kind of document, and so one index ("corpus").

    ``load`` turns ids into documents, leaving out those that nobody may find; ``all_ids`` gives every id for a rebuild.
    A change of a ``model`` object re-indexes it; ``depends_on`` names other models and, for a changed object of one,
    the ids of the documents that show it. ``facets`` names the facets, or maps each to the values there can be (any
    other value in a query is then ignored, and every value is counted, down to 0). ``sorts`` maps a name to the number
    it sorts by, "-" in front for the largest first; documents without the number come last. ``noise`` are words that
    say nothing in this corpus ("jobs" among jobs): they are ignored. ``intents`` say which facets typed words speak of:
    documents that agree stand higher.
    """

    name: str
    load: Callable[[Sequence[int]], Iterable[Document]]
    all_ids: Callable[[], Iterable[int]]
    model: type[Model] | None = None
    depends_on: Mapping[type[Model], Callable[..., Iterable[int]]] = field(default_factory=dict)
    facets: Collection[str] | Mapping[str, Collection[str] | None] = ()
    numbers: Collection[str] = ()
    sorts: Mapping[str, str] = field(default_factory=dict)
    noise: Collection[str] = ()
    intents: Intents = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.name.replace("_", "").isalnum():
            raise ValueError(f"“{self.name}” cannot name a corpus")
        for name in (*self.facets, *self.numbers):
            if not name.replace("_", "").isalnum():
                raise ValueError(f"“{name}” cannot name a facet or number of {self.name}")
        for sort, number in self.sorts.items():
            if number.removeprefix("-") not in self.number_names:
                raise ValueError(f"{self.name} sorts {sort} by {number}, which is none of its numbers")

    @property
    def facet_names(self) -> tuple[str, ...]:
        return tuple(self.facets)

    @property
    def number_names(self) -> tuple[str, ...]:
        return (*BUILT_IN_NUMBERS, *(name for name in self.numbers if name not in BUILT_IN_NUMBERS))

    def known_values(self, facet: str) -> Collection[str] | None:
        """The values there can be, or None when that is not said."""
        return self.facets.get(facet) if isinstance(self.facets, Mapping) else None

    def sort_number(self, sort: str) -> tuple[str, bool] | None:
        """(number, largest first) of a sort by number; None for relevance, distance and newest, or an unknown name."""
        number = self.sorts.get(sort) or {"closing": "closes_at"}.get(sort)
        return (number.removeprefix("-"), number.startswith("-")) if number else None

    @cached_property
    def intent_reader(self) -> IntentReader:
        return IntentReader(self.intents)

    def fingerprint(self) -> str:
        """Changes whenever an index written earlier no longer fits."""
        groups = [
            [
                (each.text, each.capitals, each.exact, sorted(each.not_before), each.only_read, each.loose)
                for each in group
            ]
            for group in synonyms.current().groups
        ]
        form = (INDEX_FORMAT, sorted(self.facet_names), sorted(self.number_names), groups)
        return hashlib.sha256(repr(form).encode()).hexdigest()[:16]


_types: dict[str, DocumentType] = {}


def register(document_type: DocumentType) -> None:
    """Make a kind of document searchable. Registering a name again replaces it."""
    _types[document_type.name] = document_type


def get(corpus: str) -> DocumentType:
    """Raises LookupError when no domain registered ``corpus``."""
    try:
        return _types[corpus]
    except KeyError:
        raise LookupError(f"nothing called “{corpus}” can be searched") from None


def all_types() -> Mapping[str, DocumentType]:
    return MappingProxyType(_types)
