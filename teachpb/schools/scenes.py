"""Which of our drawings stands in for a school's photograph. Pure; the drawings are in ``static/scenes``."""

from __future__ import annotations

from teachpb.schools.models import Phase

#: What a school may choose, and what it shows.
SCENES = {
    "arches": "Three arches",
    "art": "An art room",
    "classroom": "A classroom",
    "fens": "Wide fields and sky",
    "lab": "A science laboratory",
    "library": "A library",
    "music": "A music room",
    "nursery": "A nursery",
    "playground": "A playground",
    "river": "The river",
    "sport": "A sports field",
    "street": "A street of the city",
}
_BY_PHASE = {
    Phase.nursery: ("nursery", "playground"),
    Phase.primary: ("playground", "classroom", "library", "fens", "art", "river", "music"),
    Phase.secondary: ("lab", "library", "sport", "music", "art", "street"),
    Phase.sixth_form_or_college: ("library", "lab", "street"),
    Phase.through: ("arches", "sport", "library"),
    Phase.not_applicable: ("classroom", "river", "art"),
}


def scene_for(phase: Phase, key: int, chosen: str = "") -> str:
    """The scene a school chose, or one that suits its phase and stays the same for its ``key`` (URN)."""
    if chosen in SCENES:
        return chosen
    fitting = _BY_PHASE[phase]
    return fitting[key % len(fitting)]
