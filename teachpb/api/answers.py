"""The answers as documents, for the addresses and for the page that lets people try them. Raises BadRequest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from teachpb import clock
from teachpb.api import changes, parameters, queries
from teachpb.api.documents import (
    moment_text,
    school_document,
    school_tombstone_document,
    tombstone_document,
    vacancy_document,
)
from teachpb.vacancies.queries import open_counts_by_school
from teachpb.web.templating import absolute_url

Document = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """``document`` as it is sent. ``undated`` is what decides whether it has changed: all but the moment."""

    document: Document
    undated: Document


def list_vacancies(arguments: parameters.Arguments) -> Answer:
    """What is open, or with ``since`` what has changed."""
    criteria = parameters.read_criteria(arguments)
    asked = parameters.read_changes(arguments)
    moment = clock.now()
    if asked is not None:
        found = changes.changed(asked, criteria, moment)
        until, after = asked.until, found.after
        document: Document = {
            "data": [vacancy_document(vacancy) for vacancy in found.vacancies],
            "gone": [tombstone_document(stone) for stone in found.tombstones],
        }
    else:
        listed = queries.open_vacancies(criteria, parameters.read_list_cursor(arguments))
        until, after = moment, listed.after
        document = {"data": [vacancy_document(vacancy) for vacancy in listed.items], "total": listed.total}
    undated = {**document, "next": next_page("api.list_vacancies", arguments, after)}
    return Answer({**undated, "nextSince": moment_text(changes.next_since(until))}, undated)


def list_schools(arguments: parameters.Arguments, la_code: str) -> Answer:
    """Open schools, or with ``since`` those that have changed."""
    search = parameters.read_schools(arguments, la_code)
    asked = parameters.read_school_changes(arguments)
    counts = open_counts_by_school()
    if asked is not None:
        told = changes.changed_schools(asked, search)
        until, after = asked.until, told.after
        document: Document = {
            "data": [school_document(school, counts.get(school.id, 0)) for school in told.schools],
            "gone": [school_tombstone_document(stone) for stone in told.tombstones],
        }
    else:
        found = queries.shown_schools(search, parameters.read_school_cursor(arguments))
        until, after = clock.now(), found.after
        document = {
            "data": [school_document(school, counts.get(school.id, 0)) for school in found.items],
            "total": found.total,
        }
    undated = {**document, "next": next_page("api.list_schools", arguments, after)}
    return Answer({**undated, "nextSince": moment_text(changes.next_since(until))}, undated)


def next_page(endpoint: str, arguments: parameters.Arguments, after: str | None) -> str | None:
    """The address of the next page; None on the last."""
    return absolute_url(endpoint, **{**arguments.to_dict(flat=False), "after": after}) if after else None
