"""Search forms: chips, addresses, and indifference to nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from teachpb.db import LabelledEnum
from teachpb.web.forms import (
    BooleanField,
    DateField,
    EnumCheckboxesField,
    PoundsField,
    RadioField,
    SearchField,
    SearchForm,
    SelectField,
)
from tests.support.forms import bare_request

pytestmark = pytest.mark.pure


class Phase(LabelledEnum):
    primary = "primary", "Primary"
    secondary = "secondary", "Secondary"


class JobSearch(SearchForm):
    keyword = SearchField("Keyword")
    phases = EnumCheckboxesField("Phase", enum=Phase)
    pay_from = PoundsField("Pay from")
    since = DateField("Posted since")
    ect = BooleanField("Suitable for early career teachers")
    radius = RadioField("Within", choices=[(5, "5 miles"), (10, "10 miles")], coerce=int)
    sort = SelectField("Sort by", choices=[("new", "Newest"), ("near", "Nearest")], prompt=None)


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


def search(query: Any) -> JobSearch:
    return JobSearch(MultiDict(query))


def test_it_reads_the_address() -> None:
    app = Flask("forms")
    app.secret_key = "x"
    with app.test_request_context("/jobs?keyword=maths&phases=secondary&utm_source=x"):
        form = JobSearch()
        assert form.keyword.data == "maths"
        assert form.phases.data == [Phase.secondary]
        assert form.to_query() == {"keyword": "maths", "phases": "secondary"}


def test_there_is_no_token_in_a_search() -> None:
    assert "csrf_token" not in search({})


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ({"phases": ["middle", "primary"]}, {"phases": [Phase.primary]}),
        ({"phases": "middle"}, {"phases": []}),
        ({"pay_from": "lots"}, {"pay_from": None}),
        ({"radius": "7"}, {"radius": None}),
        ({"radius": "5"}, {"radius": 5}),
        ({"since-day": "31", "since-month": "2", "since-year": "2026"}, {"since": None}),
        ({"since": "2026-05-01"}, {"since": date(2026, 5, 1)}),
        ({"sort": "x'; drop table"}, {"sort": None}),
        ({"keyword": "\x00 maths "}, {"keyword": "maths"}),
        ({"keyword": "x" * 5000}, {"keyword": ""}),
        ({"ect": "yes"}, {"ect": True}),
    ],
)
def test_what_it_does_not_know_it_leaves_out(query: dict[str, Any], answers: dict[str, Any]) -> None:
    form = search(query)
    assert form.validate() and not form.errors
    assert {name: form[name].data for name in answers} == answers


def test_a_chip_for_every_filter_in_force() -> None:
    form = search(
        {"keyword": "maths", "phases": ["primary", "secondary"], "pay_from": "30000", "ect": "yes", "sort": "new"}
    )
    chips = [(chip["label"], chip["text"]) for chip in form.active_filters()]
    assert chips == [
        ("Keyword", "maths"),
        ("Phase", "Primary"),
        ("Phase", "Secondary"),
        ("Pay from", "£30,000"),
        ("Suitable for early career teachers", "Suitable for early career teachers"),
    ]


def test_a_chip_leads_to_the_search_without_it() -> None:
    form = search({"keyword": "maths", "phases": ["primary", "secondary"], "since": "2026-05-01"})
    without = {chip["text"]: parse_qs(chip["query"]) for chip in form.active_filters()}
    date_parts = {"since-day": ["1"], "since-month": ["5"], "since-year": ["2026"]}
    assert without["maths"] == {"phases": ["primary", "secondary"], **date_parts}
    assert without["Primary"] == {"keyword": ["maths"], "phases": ["secondary"], **date_parts}
    assert without["Friday 1 May 2026"] == {"keyword": ["maths"], "phases": ["primary", "secondary"]}


def test_different_spellings_have_one_address() -> None:
    one = search([("phases", "secondary"), ("phases", "primary"), ("pay_from", "£30,000")])
    other = search([("pay_from", "30000"), ("phases", "primary"), ("phases", "secondary"), ("x", "y")])
    assert one.to_query() == other.to_query()
    assert one.query_string() == "phases=primary&phases=secondary&pay_from=30000"


def test_an_empty_search() -> None:
    form = search({"keyword": " ", "sort": "new"})
    assert not form.is_filtered
    assert form.active_filters() == []
    assert form.to_query() == {"sort": "new"}


def test_filters_may_be_carried_as_hidden_inputs() -> None:
    form = search({"keyword": '"maths"', "phases": ["primary"], "sort": "near"})
    assert form.hidden_inputs("keyword") == '<input type="hidden" name="keyword" value="&#34;maths&#34;">'
    assert form.hidden_inputs().count("<input") == 3


def test_choices_may_be_set_afterwards() -> None:
    class SchoolSearch(SearchForm):
        school = SelectField("School", coerce=int)

    form = SchoolSearch(MultiDict({"school": "7"}))
    form.school.choices = [(7, "Seven")]
    form.settle()
    assert form.to_query() == {"school": "7"}
