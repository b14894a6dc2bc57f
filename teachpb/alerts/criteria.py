"""What an alert looks for: the query of the jobs page’s address, in one canonical form.

The page’s own form reads it, so whatever can be asked there can be kept, in the same words. A query maps the form’s
names to lists of values; what the page would not understand is left out. Only the order is no part of an alert.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Protocol

from werkzeug.datastructures import MultiDict

from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries.criteria import Criteria
from teachpb.vacancies.search import FACETS

Query = Mapping[str, Sequence[str]]
#: Facets whose values are addresses of trusts and schools.
NAMED = ("trust", "school")
MOST_NAMED = 60
#: Names of the form that are no part of an alert.
LEFT_OUT = frozenset({"sort"})


class Arguments(Protocol):
    """The arguments of an address (werkzeug’s MultiDict)."""

    def getlist(self, key: str) -> list[str]: ...


def search_form(arguments: Arguments, names: Mapping[str, str]) -> JobSearchForm:
    """The page’s form, filled from ``arguments``. ``names`` maps addresses of trusts and schools to their names; those
    it does not have are left out."""
    form = JobSearchForm(formdata=arguments)
    chosen = {
        name: {slug: names[slug] for slug in sorted(set(arguments.getlist(name))) if slug in names} for name in NAMED
    }
    form.offer(trusts=chosen["trust"], schools=chosen["school"])
    return form


def read_query(arguments: Arguments, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The canonical query of an address: always the same for the same search, nonsense left out."""
    return query_of(search_form(arguments, names))


def query_of(form: JobSearchForm) -> dict[str, list[str]]:
    """The canonical query of a form that has been filled in."""
    found = {
        name: [values] if isinstance(values, str) else list(values)
        for name, values in form.to_query().items()
        if name not in LEFT_OUT
    }
    if "location" not in found:
        found.pop("radius", None)
    return {name: values[:MOST_NAMED] if name in NAMED else values for name, values in found.items()}


def criteria_of(query: Query) -> Criteria:
    """The same search, as the engine is asked. Values that have been retired since it was stored are ignored."""
    plain: dict[str, str | int] = {}
    for each in fields(Criteria):
        values = query.get(each.name)
        if values and each.name not in {"filters", *LEFT_OUT}:
            plain[each.name] = int(values[0]) if str(each.type).startswith("int") else values[0]
    filters = {name: _known(name, query[name]) for name in FACETS if query.get(name)}
    return Criteria(filters={name: values for name, values in filters.items() if values}, **plain)  # type: ignore[arg-type]


def _known(facet: str, values: Iterable[str]) -> list[str]:
    known = FACETS[facet]
    return [value for value in values if known is None or value in known]


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
    """(parameter, value, words) of each filter. A trust or school that is not in ``names`` is told by its address."""
    stored: MultiDict[str, str] = MultiDict([(name, value) for name, values in query.items() for value in values])
    form = search_form(stored, {slug: names.get(slug, slug) for slug in slugs_of(query)})
    return [(chip["name"], chip["value"], _words(form, chip)) for chip in form.active_filters()]


def _words(form: JobSearchForm, chip: Mapping[str, str]) -> str:
    """What was ticked speaks for itself; what was chosen from a list needs its question."""
    if isinstance(form[chip["name"]].data, list):
        return chip["text"]
    return f"{chip['label']}: {chip['text'][:1].lower()}{chip['text'][1:]}"


def slugs_of(query: Query) -> list[str]:
    """The addresses of trusts and schools it names."""
    return [slug for name in NAMED for slug in query.get(name, ())]


def slugs_in(arguments: Arguments) -> list[str]:
    """The same of an address, which may name anything."""
    return [slug for name in NAMED for slug in arguments.getlist(name)[: 2 * MOST_NAMED]]


def without(query: Query, name: str, value: str) -> dict[str, list[str]]:
    """The query less one value."""
    left = {key: [each for each in values if (key, each) != (name, value)] for key, values in query.items()}
    return {key: values for key, values in left.items() if values}
