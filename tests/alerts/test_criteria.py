"""A search as an alert keeps it: the jobs page’s own, all of it, written one way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from teachpb.alerts.criteria import LABELS, criteria_of, filters_of, read_query, slugs_of, title_of, without
from teachpb.vacancies.forms import JobSearchForm
from teachpb.vacancies.search import FACETS
from tests.factories.schools import SchoolFactory, TrustFactory


def read(address: str) -> dict[str, list[str]]:
    from urllib.parse import parse_qsl

    return read_query(MultiDict(parse_qsl(address, keep_blank_values=True)))


ADDRESSES = [
    "",
    "keyword=maths",
    "keyword=maths&location=PE1+1AA&radius=5",
    "role=teacher&role=sendco&phase=primary",
    "subject=mathematics&subject=physics&subject=retired&key_stage=ks3",
    "pattern=part_time&pattern=job_share&contract=permanent",
    "ect=yes&visa=yes&quick_apply=yes&faith=yes",
    "salary_from=30000&closing_within=7",
    "school_type=academy&school_type=special",
    "trust=the-trust&school=the-school",
    "radius=abc&salary_from=lots&closing_within=-1&role=%00&role=",
    "keyword=%20%20&location=%20",
    "keyword=" + "x" * 500,
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_alert_asks_the_engine_what_the_page_asks(app: Flask, session: Session, address: str) -> None:
    with app.test_request_context(f"/jobs?{address}"):
        form = JobSearchForm()
        form.offer(trusts={"the-trust": "The Trust"}, schools={"the-school": "The School"})
        page = form.criteria()
    if not page.location:
        page = replace(page, radius=None)
    if len(address) > 400:
        page = replace(page, keyword="x" * 200)  # the page drops what is too long, the alert shortens it
    assert criteria_of(read(address)) == page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("role=teacher&role=sendco", "role=sendco&role=teacher&role=teacher"),
        ("keyword=maths", "keyword=++maths++&sort=newest&page=3&source=mail&posted_within=7"),
        ("trust=b&trust=a", "trust=a&trust=b&trust=NOT+A+SLUG"),
        ("keyword=cafe%CC%81", "keyword=caf%C3%A9"),
        ("salary_from=030000", "salary_from=30000"),
        ("", "radius=5"),
    ],
)
def test_the_same_search_is_written_one_way(one: str, other: str) -> None:
    assert read(one) == read(other)


def test_every_facet_of_the_page_is_kept_and_has_words() -> None:
    assert set(LABELS) | {"trust", "school"} == set(FACETS)
    for facet, values in FACETS.items():
        assert set(values or ()) <= set(LABELS.get(facet, ()) or values or ()), facet


def test_filters_in_words() -> None:
    query = read("role=teacher&school=the-school&trust=gone&salary_from=30000&closing_within=7&pattern=job_share")
    assert filters_of(query, {"the-school": "The School"}) == [
        ("role", "teacher", "Teacher"),
        ("pattern", "job_share", "Job share"),
        ("trust", "gone", "gone"),
        ("school", "the-school", "The School"),
        ("salary_from", "30000", "At least £30,000 a year"),
        ("closing_within", "7", "Closing within 7 days"),
    ]
    assert slugs_of(query) == ["gone", "the-school"]


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
    query = read("role=teacher&role=sendco&ect=yes")
    assert without(query, "role", "teacher") == {"role": ["sendco"], "ect": ["yes"]}
    assert without(query, "ect", "yes") == {"role": ["teacher", "sendco"]}


def test_names_come_from_the_register(session: Session) -> None:
    from teachpb.alerts.queries import names_of

    school, trust = SchoolFactory(), TrustFactory()
    assert names_of([school.slug, trust.slug, "nowhere"]) == {school.slug: school.name, trust.slug: trust.name}
    assert names_of([]) == {}
