"""What an alert looks for: the query of the jobs page’s address, in one canonical form.

A query maps the page’s parameter names to lists of values. What the page would not understand is left out. Two things
of the page are no part of an alert: the order, and “posted within”, because an alert tells of new jobs by nature and a
job posted the day after a weekly alert must not be too old for the next one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

from teachpb.schools.models import Phase, TypeGroup
from teachpb.vacancies.models import ContractType, JobRole, KeyStage, Subject, WorkingPattern
from teachpb.vacancies.queries.finding import RADII, Criteria
from teachpb.vacancies.search import FACETS, JOB_SHARE, YES

Query = Mapping[str, Sequence[str]]
#: Facets whose values are addresses of trusts and schools.
NAMED = ("trust", "school")
LONGEST_SLUG = 200
MOST_VALUES = 60
TEXTS = {"keyword": 200, "location": 100}
#: Whole numbers: least and most.
NUMBERS = {"salary_from": (1, 500_000), "closing_within": (1, 90)}

LABELS: dict[str, dict[str, str]] = {
    "role": dict(JobRole.choices()),
    "phase": dict(Phase.choices()),
    "key_stage": dict(KeyStage.choices()),
    "subject": dict(Subject.choices()),
    "contract": dict(ContractType.choices()),
    "pattern": {**dict(WorkingPattern.choices()), JOB_SHARE: "Job share"},
    "school_type": dict(TypeGroup.choices()),
    "faith": {YES: "Faith school"},
    "ect": {YES: "Suitable for early career teachers"},
    "visa": {YES: "Visa sponsorship"},
    "quick_apply": {YES: "Quick apply on this site"},
}


class Arguments(Protocol):
    """The arguments of an address (werkzeug’s MultiDict)."""

    def getlist(self, key: str) -> list[str]: ...


def read_query(arguments: Arguments) -> dict[str, list[str]]:
    """The canonical query of an address: always the same for the same search, nonsense left out."""
    query: dict[str, list[str]] = {}
    for name, limit in TEXTS.items():
        text = _clean(next(iter(arguments.getlist(name)), ""))[:limit].strip()
        if text:
            query[name] = [text]
    radius = next(iter(arguments.getlist("radius")), "")
    if "location" in query and radius in {str(miles) for miles in RADII}:
        query["radius"] = [radius]
    for name in FACETS:
        values = _known(name, arguments.getlist(name))
        if values:
            query[name] = values
    for name, (least, most) in NUMBERS.items():
        text = next(iter(arguments.getlist(name)), "")
        if text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most:
            query[name] = [str(int(text))]
    return query


def _known(facet: str, values: Sequence[str]) -> list[str]:
    """Those of ``values`` the facet has, in its own order and without repeats."""
    known = FACETS[facet]
    if known is not None:
        return [value for value in known if value in values]
    slugs = {
        v for v in values if len(v) <= LONGEST_SLUG and v.replace("-", "").isascii() and v.replace("-", "").isalnum()
    }
    return sorted(slugs)[:MOST_VALUES]


def _clean(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", text))
    return " ".join(printable.split())


def criteria_of(query: Query) -> Criteria:
    """The same search, as the engine is asked."""

    def number(name: str) -> int | None:
        return int(query[name][0]) if query.get(name) else None

    return Criteria(
        keyword=next(iter(query.get("keyword", ())), ""),
        location=next(iter(query.get("location", ())), ""),
        radius=number("radius"),
        filters={name: list(query[name]) for name in FACETS if query.get(name)},
        salary_from=number("salary_from"),
        closing_within=number("closing_within"),
    )


def title_of(query: Query) -> str:
    """“Jobs for “maths” within 5 miles of PE1 1AA”."""
    criteria = criteria_of(query)
    title = f"Jobs for “{criteria.keyword}”" if criteria.keyword else "Jobs"
    if criteria.location and criteria.radius:
        return f"{title} within {criteria.radius} mile{'s' * (criteria.radius > 1)} of {criteria.location}"
    if criteria.location:
        return f"{title} near {criteria.location}"
    return title if criteria.keyword else "Jobs in Peterborough’s schools"


def filters_of(query: Query, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(parameter, value, words) of each filter. ``names`` maps the addresses of trusts and schools to their names; one
    that is not in it is told by its address."""
    found = []
    for facet in FACETS:
        for value in query.get(facet, ()):
            words = names.get(value, value) if facet in NAMED else LABELS[facet].get(value, value)
            found.append((facet, value, words))
    if query.get("salary_from"):
        found.append(("salary_from", query["salary_from"][0], f"At least £{int(query['salary_from'][0]):,} a year"))
    if query.get("closing_within"):
        found.append(
            ("closing_within", query["closing_within"][0], f"Closing within {query['closing_within'][0]} days")
        )
    return found


def slugs_of(query: Query) -> list[str]:
    """The addresses of trusts and schools it names."""
    return [slug for name in NAMED for slug in query.get(name, ())]


def without(query: Query, name: str, value: str) -> dict[str, list[str]]:
    """The query less one value."""
    left = {key: [each for each in values if (key, each) != (name, value)] for key, values in query.items()}
    return {key: values for key, values in left.items() if values}
