"""The search of an address, read as the results page reads it: what it does not understand is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries import Criteria, names_with_vacancies
from teachpb.web.templating import absolute_url


@dataclass(frozen=True, kw_only=True)
class AskedSearch:
    """``query`` is the canonical query of the address, ``title`` what the search is called."""

    criteria: Criteria
    query: dict[str, Any]
    title: str

    @property
    def page_url(self) -> str:
        """The same search, for people."""
        return absolute_url("vacancies.list_vacancies", **self.query)


def read_search() -> AskedSearch:
    """The search of the present request."""
    form = JobSearchForm()
    trusts, schools = names_with_vacancies()
    form.offer(trusts=trusts, schools=schools)
    criteria = form.criteria()
    query = {name: value for name, value in form.to_query().items() if name != "sort"}
    return AskedSearch(criteria=criteria, query=query, title=_title(criteria))


def _title(criteria: Criteria) -> str:
    keyword, location = criteria.keyword.strip(), criteria.location.strip()
    what = f"Jobs for “{keyword}”" if keyword else "Jobs"
    if location:
        return f"{what} near {location}"
    return what if keyword else "Jobs in Peterborough’s schools"
