"""An alert in words, for pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from teachpb import clock
from teachpb.alerts.criteria import (
    LEFT_OUT,
    Arguments,
    Query,
    criteria_of,
    filters_of,
    read_query,
    slugs_in,
    slugs_of,
    title_of,
    without,
)
from teachpb.alerts.links import Purpose, token_for
from teachpb.alerts.models import AlertState, Frequency, Subscription
from teachpb.alerts.queries import names_of
from teachpb.alerts.schedule import next_slot
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries import find

#: Questions of the search that the page for changing an alert draws open, in this order; the others are folded.
FIRST = ("keyword", "location", "radius")


def asked_query(arguments: Arguments) -> tuple[dict[str, list[str]], str]:
    """The query of an address as the jobs page answered it, and the place it did not know."""
    return settled(read_query(arguments, names_of(slugs_in(arguments))))


def settled(query: dict[str, list[str]]) -> tuple[dict[str, list[str]], str]:
    """A query as the jobs page would answer it, and the place it does not know.

    Where the page searched for a corrected word, or within a distance nobody had chosen, the alert says so. A place
    nobody knows is left out: it would never match, or match everywhere.
    """
    found = find(criteria_of(query))
    unknown = query["location"][0] if found.unknown_place else ""
    if found.unknown_place or "location" not in query:
        query = {name: values for name, values in query.items() if name not in {"location", "radius"}}
    elif found.radius:
        query = {**query, "radius": [str(found.radius)]}
    if found.corrected and found.suggestion:
        query = {**query, "keyword": [found.suggestion]}
    return query, unknown


def search_summary(query: Query, *, removable: bool = False, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Title and chips of a search; with ``removable`` each chip leads to the alert form without it. ``names`` of trusts
    and schools are looked up unless given."""
    filters = filters_of(query, names_of(slugs_of(query)) if names is None else names)
    chips = [{"text": words, "href": ""} for _, _, words in filters]
    if removable:
        chips = [
            {"text": words, "href": _address("alerts.add_alert", without(query, name, value))}
            for name, value, words in filters
        ]
    return {
        "search_title": title_of(query),
        "chips": chips,
        "results_href": _address("vacancies.list_vacancies", query),
    }


def summaries(alerts: Sequence[Subscription]) -> list[dict[str, Any]]:
    """The searches of several alerts, with the names of all their trusts and schools in one query."""
    names = names_of([slug for alert in alerts for slug in slugs_of(alert.query)])
    return [search_summary(alert.query, names=names) for alert in alerts]


def alert_pages(alerts: Sequence[Subscription]) -> list[dict[str, Any]]:
    """For a list: the names of all trusts and schools in one query."""
    names = names_of([slug for alert in alerts for slug in slugs_of(alert.query)])
    return [alert_page(alert, names) for alert in alerts]


def alert_page(alert: Subscription, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    has_slots = alert.state is AlertState.active and alert.frequency is not Frequency.instant
    return {
        **search_summary(alert.query, names=names),
        "alert": alert,
        "token": token_for(alert, Purpose.manage),
        "stop_token": token_for(alert, Purpose.stop),
        "next_at": next_slot(alert.frequency, clock.now()) if has_slots else None,
        "new_href": _address("alerts.add_alert", alert.query),
    }


def question_groups(form: JobSearchForm) -> dict[str, list[Any]]:
    """The questions of the search as an alert is changed: ``first`` stand open, ``more`` are folded."""
    asked = [field for field in form.questions if field.short_name not in LEFT_OUT]
    return {
        "first": [field for field in asked if field.short_name in FIRST],
        "more": [field for field in asked if field.short_name not in FIRST and (field.options() or field.data)],
    }


def _address(endpoint: str, query: Query) -> str:
    arguments: dict[str, Any] = dict(query)
    return url_for(endpoint, **arguments)
