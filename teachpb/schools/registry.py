"""What the rooms above add to the pages of schools and trusts: sections of a profile, and how many jobs a school has.

Call the ``register_…`` functions from a room's ``register``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from teachpb.schools.models import Organisation

SECTIONS = "schools.profile_sections"
VACANCY_COUNTS = "schools.vacancy_counts"


@dataclass(frozen=True, kw_only=True)
class ProfileSection:
    """One section of a school's public page.

    ``template`` is included with ``section`` at hand: it reads ``section.context``. It writes no heading: the page
    does, from ``title``, and gives it ``key`` as an anchor. ``count`` is shown beside the title; sections stand in
    ``order`` (jobs 10, governor roles 20, term dates 30). ``more_href`` and ``more_text`` are a link at the end.
    """

    key: str
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    count: int | None = None
    order: int = 100
    more_href: str = ""
    more_text: str = ""


#: Given a School or a Trust, its section, or None when there is nothing to say.
SectionSource = Callable[[Organisation], ProfileSection | None]
#: The number of live vacancies of each school that has any, by the school's id. One query.
VacancyCounts = Callable[[], Mapping[int, int]]


def register_profile_section(source: SectionSource) -> None:
    _sources(SECTIONS).append(source)


def register_vacancy_counts(source: VacancyCounts) -> None:
    _sources(VACANCY_COUNTS).append(source)


def profile_sections(organisation: Organisation) -> list[ProfileSection]:
    """Every section anybody has for this school or trust, in order."""
    found = [source(organisation) for source in _sources(SECTIONS)]
    return sorted((section for section in found if section), key=lambda section: (section.order, section.title))


def vacancy_counts() -> dict[int, int]:
    """Live vacancies by school id; schools without any are left out."""
    counts: dict[int, int] = {}
    for source in _sources(VACANCY_COUNTS):
        for school_id, count in source().items():
            if count:
                counts[school_id] = counts.get(school_id, 0) + count
    return counts


def _sources(key: str) -> list[Any]:
    sources: list[Any] = current_app.extensions.setdefault(key, [])
    return sources
