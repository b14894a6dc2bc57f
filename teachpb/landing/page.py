"""What one page is made of. Plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from teachpb.db import LabelledEnum

CITY = "Peterborough"


class Kind(LabelledEnum):
    """The groups of the index page, in its order."""

    role = "role", "By role"
    phase = "phase", "By phase"
    subject = "subject", "By subject"
    pattern = "pattern", "By working pattern and stage"
    place = "place", "By part of the city"


@dataclass(frozen=True, kw_only=True)
class LandingPage:
    """``name`` is what the index calls it. ``text`` are paragraphs, ``facts`` (term, words). It finds by ``filters`` (a
    facet of the search and the values wanted), or by ``place`` within ``radius`` miles."""

    slug: str
    kind: Kind
    name: str
    title: str
    lead: str
    text: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    place: str = ""
    radius: int | None = None
    scene: str = "street"

    @property
    def query(self) -> dict[str, list[str]]:
        """The same search on the jobs page, as its address says it."""
        asked = {name: list(values) for name, values in self.filters.items()}
        return asked | ({"location": [self.place], "radius": [str(self.radius)]} if self.place else {})
