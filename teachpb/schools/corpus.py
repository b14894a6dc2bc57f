"""How schools are put in order and in groups, for the search engine and for the database alike. Pure."""

from __future__ import annotations

import unicodedata

from teachpb.schools.models import Phase

CORPUS = "school"
#: The facet value of a school that belongs to no local authority: shown wherever the site is.
NO_AUTHORITY = "none"
#: Letters only, 27 signs with the blank that fills up: thirteen of them stay below the engine's largest number.
_SIGNS = " abcdefghijklmnopqrstuvwxyz"
_PLACES = 13


def name_rank(name: str) -> int:
    """A whole number that sorts like the first letters of a name, so that the engine can list schools from A to Z."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = [char for char in folded if char in _SIGNS[1:]][:_PLACES]
    rank = 0
    for char in [*letters, *" " * (_PLACES - len(letters))]:
        rank = rank * len(_SIGNS) + _SIGNS.index(char)
    return rank


def phase_facets(phase: Phase) -> list[str]:
    """An all-through school is found by primary and by secondary too."""
    if phase is Phase.through:
        return [Phase.through.value, Phase.primary.value, Phase.secondary.value]
    return [phase.value]
