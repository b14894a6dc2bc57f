"""A search as an alert keeps it: the jobs page’s own, all of it, written one way."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from teachpb.alerts.criteria import criteria_of, filters_of, read_query, search_form, slugs_of, title_of, without
from teachpb.alerts.queries import names_of
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.queries import Criteria
from teachpb.vacancies.search import FACETS
from tests.factories.schools import SchoolFactory, TrustFactory

NAMES = {slug: f"The {slug.title()}" for slug in ("a", "b", "the-trust", "the-school")}


def arguments(address: str) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(address, keep_blank_values=True))


def read(address: str) -> dict[str, list[str]]:
    return read_query(arguments(address), NAMES)


def page_criteria(form: JobSearchForm) -> Criteria:
    """What the page asks, as far as an alert can: the order means nothing to it, nor a distance from nowhere."""
    asked = replace(form.criteria(), sort="")
    return asked if asked.location else replace(asked, radius=None)


ADDRESSES = [
    "",
    "keyword=maths",
    "keyword=maths&location=PE1+1AA&radius=5",
    "role=teacher&role=sendco&phase=primary",
    "subject=mathematics&subject=physics&subject=retired&key_stage=ks3",
    "pattern=part_time&pattern=job_share&contract=permanent",
    "ect=yes&visa=yes&quick_apply=yes&faith=yes",
    "salary_from=30000&closing_within=7&posted_within=14",
    "school_type=academy&school_type=special",
    "trust=the-trust&school=the-school&school=nowhere",
    "radius=abc&salary_from=lots&closing_within=-1&role=%00&role=",
    "salary_from=31234&posted_within=5",
    "keyword=%20%20&location=%20",
    "keyword=" + "x" * 500,
    "phase=middle&role=senior_leader",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_alert_asks_the_engine_what_the_page_asks(app: Flask, address: str) -> None:
    with app.test_request_context(f"/jobs?{address}"):
        form = JobSearchForm()
        form.offer(trusts={"the-trust": "T"}, schools={"the-school": "S"})
        assert criteria_of(read(address)) == page_criteria(form)


def values_of(form: JobSearchForm, name: str) -> list[str]:
    field = form[name]
    if hasattr(field, "option_for"):
        return [option.key for option in field.options() if option.key]
    return ["maths", "  école ", "“head teacher” -primary", "PE1 1AA"]


QUESTIONS = [name for name in vars(JobSearchForm) if name in {each.name for each in fields(Criteria)} or name in FACETS]


def test_every_filter_of_the_page_is_a_criterion(app: Flask) -> None:
    """Should the page get a new filter, an alert has it too, or this fails."""
    with app.test_request_context("/jobs"):
        asked = {field.short_name for field in JobSearchForm().questions}
    assert asked == {"sort", *QUESTIONS}
    assert asked == {*FACETS, *(each.name for each in fields(Criteria))} - {"filters"}


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "sort"])
def test_each_filter_makes_an_alert_with_every_value_it_has(app: Flask, name: str) -> None:
    with app.test_request_context("/jobs"):
        form = search_form(MultiDict([(name, "a"), (name, "b")]), NAMES)
        for value in values_of(form, name):
            base = [("location", "PE1 1AA")] if name == "radius" else []
            query = read_query(MultiDict([*base, (name, value)]), NAMES)
            assert name in query, f"{name}={value} was dropped"
            expected = page_criteria(search_form(MultiDict([*base, (name, value)]), NAMES))
            assert criteria_of(query) == expected
            assert criteria_of(query) != Criteria(), f"{name}={value} restricts nothing"


@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from([*QUESTIONS, "page", "source", "nonsense"]),
            st.one_of(
                st.sampled_from(["yes", "teacher", "primary", "ks1", "7", "30000", "5", "the-school", "part_time", ""]),
                st.text(max_size=12),
            ),
        ),
        max_size=12,
    )
)
@settings(max_examples=60)
def test_whatever_the_address_the_alert_is_the_page(app: Flask, pairs: list[tuple[str, str]]) -> None:
    with app.app_context():
        given_arguments = MultiDict(pairs)
        query = read_query(given_arguments, NAMES)
        assert criteria_of(query) == page_criteria(search_form(given_arguments, NAMES))
        again = MultiDict([(name, value) for name, values in query.items() for value in values])
        assert read_query(again, NAMES) == query, "reading what was written changes nothing"
        assert all(isinstance(value, str) for values in query.values() for value in values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("role=teacher&role=sendco", "role=sendco&role=teacher&role=teacher"),
        ("keyword=maths", "keyword=++maths++&sort=newest&page=3&source=mail"),
        ("trust=b&trust=a", "trust=a&trust=b&trust=NOT+A+SLUG"),
        ("keyword=cafe%CC%81", "keyword=caf%C3%A9"),
        ("", "radius=5"),
    ],
)
def test_the_same_search_is_written_one_way(app: Flask, one: str, other: str) -> None:
    with app.app_context():
        assert read(one) == read(other)


def test_values_that_were_retired_since_are_ignored() -> None:
    stored = {"role": ["teacher", "senior_leader"], "phase": ["middle"], "gone": ["x"], "keyword": ["maths"]}
    assert criteria_of(stored) == Criteria(keyword="maths", filters={"role": ["teacher"]})


def test_filters_in_words(app: Flask) -> None:
    address = (
        "role=teacher&school=the-school&trust=a&salary_from=30000&closing_within=7&posted_within=3&pattern=job_share"
    )
    with app.app_context():
        query = read(address)
        told = filters_of(query, {"the-school": "Ortonbridge"})
    assert {name: words for name, _, words in told} == {
        "role": "Teacher",
        "pattern": "Job share",
        "trust": "a",
        "school": "Ortonbridge",
        "salary_from": "Pay at least: £30,000 a year",
        "posted_within": "Posted: the last 3 days",
        "closing_within": "Closing: the next week",
    }
    assert slugs_of(query) == ["a", "the-school"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({}, "Jobs in Peterborough’s schools"),
        ({"keyword": ["maths"]}, "Jobs for “maths”"),
        ({"location": ["PE1"], "radius": ["1"]}, "Jobs within 1 mile of PE1"),
        ({"keyword": ["maths"], "location": ["Ely"], "radius": ["25"]}, "Jobs for “maths” within 25 miles of Ely"),
        ({"location": ["Ely"]}, "Jobs near Ely"),
    ],
)
def test_titles(query: Any, title: str) -> None:
    assert title_of(query) == title


def test_taking_one_value_away() -> None:
    query = {"role": ["teacher", "sendco"], "ect": ["yes"]}
    assert without(query, "role", "teacher") == {"role": ["sendco"], "ect": ["yes"]}
    assert without(query, "ect", "yes") == {"role": ["teacher", "sendco"]}


def test_names_come_from_the_register(session: Session) -> None:
    school, trust = SchoolFactory(), TrustFactory()
    assert names_of([school.slug, trust.slug, "nowhere"]) == {school.slug: school.name, trust.slug: trust.name}
    assert names_of([]) == {}
