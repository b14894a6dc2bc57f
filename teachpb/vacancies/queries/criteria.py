"""What somebody looks for, as plain values, and as the arguments of an address: one way to read it, one to write it.

The results page, alerts, feeds and exports all go through ``read_criteria`` and ``to_arguments``. Reading never fails:
values nobody knows (or knows any longer) are left out. Writing gives the same arguments for the same search, so that
they can be compared. The parameters of the Department for Education’s site are read too: a link to a search there
works here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from teachpb.schools.models import Phase, TypeGroup
from teachpb.vacancies.models import ContractType, JobRole, KeyStage, Subject, WorkingPattern
from teachpb.vacancies.search import FACETS, JOB_SHARE, YES

DEFAULT_RADIUS = 10
RADII = (1, 3, 5, 10, 15, 25, 50)
SORTS = {
    "relevance": "Best match",
    "distance": "Nearest",
    "newest": "Newest",
    "closing": "Closing soonest",
    "salary": "Highest pay",
}
#: Longest keyword and place; what is longer is cut.
TEXTS = {"keyword": 200, "location": 100}
#: Least and most of whole numbers: pounds a year, days, days.
NUMBERS = {"salary_from": (1, 500_000), "posted_within": (1, 90), "closing_within": (1, 90)}
FARTHEST = 200
#: Facets whose values are the addresses of trusts and schools.
NAMED = ("trust", "school")
LONGEST_SLUG = 200
MOST_VALUES = 60

LABELS: Mapping[str, Mapping[str, str]] = {
    "role": dict(JobRole.choices()),
    "phase": dict(Phase.choices()),
    "key_stage": dict(KeyStage.choices()),
    "subject": dict(Subject.choices()),
    "contract": dict(ContractType.choices()),
    "pattern": {**dict(WorkingPattern.choices()), JOB_SHARE: "Job share"},
    "school_type": dict(TypeGroup.choices()),
    "special": {YES: "Special school"},
    "faith": {YES: "Faith school"},
    "ect": {YES: "Suitable for early career teachers"},
    "visa": {YES: "Visa sponsorship"},
    "quick_apply": {YES: "Quick apply on this site"},
}
#: Other names of the parameters, each with and without “[]”.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "role": ("teaching_job_roles", "support_job_roles", "job_roles"),
    "phase": ("phases",),
    "key_stage": ("key_stages",),
    "subject": ("subjects",),
    "contract": ("contract_type",),
    "pattern": ("working_patterns",),
    "school_type": ("organisation_types",),
    "special": ("school_types",),
    "faith": ("school_types",),
    "ect": ("ect_statuses",),
    "visa": ("visa_sponsorship_availability",),
    "sort": ("sort_by",),
}
_SENIOR = ("assistant_headteacher", "deputy_headteacher", "headteacher")
#: Other words for values, those of earlier years among them. One may stand for several.
OTHER_VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "role": {
        "leadership": _SENIOR,
        "senior_leader": _SENIOR,
        "middle_leader": ("head_of_year_or_phase", "head_of_department_or_curriculum"),
    },
    "school_type": {
        "academy": ("academy",),
        "local authority maintained schools": ("maintained",),
        "fe colleges": ("college",),
    },
    "special": {"special_school": (YES,)},
    "faith": {"faith_school": (YES,)},
    "ect": {"ect_suitable": (YES,)},
    "visa": {"true": (YES,)},
    "quick_apply": {"quick_apply": (YES,), "true": (YES,)},
}
OTHER_SORTS = {"publish_on": "newest", "expires_at": "closing", "expires_at_non_default": "closing"}


class Arguments(Protocol):
    """The arguments of an address (werkzeug’s MultiDict)."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """What somebody looks for. ``filters`` maps a facet of ``search.FACETS`` to the values wanted; ``salary_from`` is
    whole pounds a year; ``posted_within`` and ``closing_within`` are days; ``sort`` is one of SORTS or empty."""

    keyword: str = ""
    location: str = ""
    radius: int | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    salary_from: int | None = None
    posted_within: int | None = None
    closing_within: int | None = None
    sort: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it asks for everything there is."""
        numbers = (self.salary_from, self.posted_within, self.closing_within)
        return not (self.keyword or self.location or any(self.filters.values()) or any(numbers))


def read_criteria(arguments: Arguments) -> Criteria:
    """The search an address asks for. Of a parameter that may stand once the first with something in it counts."""
    texts = {name: _first(_texts(arguments, name, limit)) for name, limit in TEXTS.items()}
    filters = {facet: values for facet in FACETS if (values := _chosen(facet, _given(arguments, facet)))}
    sorts = (OTHER_SORTS.get(text, text) for text in _given(arguments, "sort"))
    return Criteria(
        keyword=texts["keyword"],
        location=texts["location"],
        radius=_radius(arguments) if texts["location"] else None,
        filters=filters,
        salary_from=_number(arguments, "salary_from"),
        posted_within=_number(arguments, "posted_within"),
        closing_within=_number(arguments, "closing_within"),
        sort=_first(sort for sort in sorts if sort in SORTS),
    )


def to_arguments(criteria: Criteria) -> dict[str, list[str]]:
    """The arguments that ask for it, in one order: for ``url_for``, for storing, for comparing."""
    numbers = {name: getattr(criteria, name) for name in ("salary_from", "posted_within", "closing_within")}
    pairs: dict[str, list[str]] = {
        "keyword": [criteria.keyword],
        "location": [criteria.location],
        "radius": [str(criteria.radius)] if criteria.radius and criteria.location else [],
        **{facet: [str(value) for value in criteria.filters.get(facet, ())] for facet in FACETS},
        **{name: [str(number)] for name, number in numbers.items() if number},
        "sort": [criteria.sort],
    }
    return {name: kept for name, values in pairs.items() if (kept := [value for value in values if value])}


def _given(arguments: Arguments, name: str) -> Iterator[str]:
    """Whatever an address says for a parameter, under any of its names."""
    for known in (name, *OTHER_NAMES.get(name, ())):
        for spelling in (known, f"{known}[]"):
            yield from _texts(arguments, spelling, LONGEST_SLUG)


def _texts(arguments: Arguments, name: str, limit: int) -> Iterator[str]:
    """Trimmed, NFC and printable."""
    for text in arguments.getlist(name):
        folded = unicodedata.normalize("NFC", text[: 4 * limit])
        printable = "".join(char if char.isprintable() else " " for char in folded)
        if words := " ".join(printable.split())[:limit].strip():
            yield words


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _chosen(facet: str, texts: Iterable[str]) -> list[str]:
    """The values meant, in the facet’s own order; by value, by label, or by a word of earlier years."""
    if facet in NAMED:
        return sorted({text for text in texts if text.replace("-", "").isalnum() and text.isascii()})[:MOST_VALUES]
    labels = LABELS[facet]
    words = {label.casefold(): (value,) for value, label in labels.items()}
    meanings = {**words, **{value: (value,) for value in labels}, **OTHER_VALUES.get(facet, {})}
    meant = {value for text in texts for value in meanings.get(text.casefold(), ())}
    return [value for value in FACETS[facet] or () if value in meant]


def _radius(arguments: Arguments) -> int | None:
    """Miles; a negative number is meant without its sign."""
    for text in _given(arguments, "radius"):
        digits = text.removeprefix("-")
        if _is_number(digits) and 1 <= int(digits) <= FARTHEST:
            return int(digits)
    return None


def _number(arguments: Arguments, name: str) -> int | None:
    least, most = NUMBERS[name]
    for text in _given(arguments, name):
        if _is_number(text) and least <= int(text) <= most:
            return int(text)
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
