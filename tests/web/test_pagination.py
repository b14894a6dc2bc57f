"""Pages of long lists: no number in an address is an error, no row is lost between pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts.models import User
from teachpb.web.pagination import Page, page_count, page_number, paginate, slice_page
from tests.factories.accounts import UserFactory


@pytest.mark.pure
@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("1", 1),
        ("3", 3),
        ("5", 5),
        (" 2 ", 2),
        (4, 4),
        ("0", 1),
        ("-1", 1),
        ("abc", 1),
        ("", 1),
        ("1.5", 1),
        ("6", 5),
        ("9999", 5),
        ("9" * 5000, 5),
        ("²", 1),
        ("٣", 1),
        (None, 1),
        ("\x00", 1),
        ("1; drop table", 1),
    ],
)
def test_any_number_is_a_page_that_exists(asked: object, number: int) -> None:
    assert page_number(asked, total=93, per_page=20) == number


@pytest.mark.pure
@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_how_many_pages(total: int, pages: int) -> None:
    assert page_count(total, 20) == pages


@pytest.mark.pure
@given(st.integers(0, 200), st.integers(1, 30))
def test_every_item_is_on_exactly_one_page(total: int, per_page: int) -> None:
    items = list(range(total))
    pages = [slice_page(items, number, per_page) for number in range(1, page_count(total, per_page) + 1)]
    assert [item for page in pages for item in page] == items
    assert all(page.last - page.first + 1 == len(page) for page in pages if page)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("number", "first", "last", "has_previous", "has_next"),
    [(1, 1, 20, False, True), (3, 41, 60, True, True), (5, 81, 93, True, False)],
)
def test_where_a_page_stands(number: int, first: int, last: int, has_previous: bool, has_next: bool) -> None:
    page = slice_page(list(range(93)), number)
    assert (page.first, page.last, page.has_previous, page.has_next) == (first, last, has_previous, has_next)


@pytest.mark.pure
def test_an_empty_list_has_one_empty_page() -> None:
    page: Page[Any] = slice_page([], "7")
    assert (page.number, page.pages, page.first, page.last, bool(page), len(page)) == (1, 1, 0, 0, False, 0)


@pytest.fixture
def listing() -> Flask:
    app = Flask("listing")
    app.add_url_rule("/jobs", endpoint="jobs")
    app.add_url_rule("/schools/<int:school>/jobs", endpoint="school_jobs")
    return app


def shown(page: Page[Any]) -> str:
    return " ".join(
        "…" if link.number is None else f"[{link.number}]" if link.is_current else str(link.number)
        for link in page.links()
    )


@pytest.mark.pure
@pytest.mark.parametrize(
    ("number", "pages", "links"),
    [
        (1, 1, ""),
        (1, 2, "[1] 2"),
        (1, 10, "[1] 2 … 10"),
        (2, 10, "1 [2] 3 … 10"),
        (3, 10, "1 2 [3] 4 … 10"),
        (4, 10, "1 2 3 [4] 5 … 10"),
        (5, 10, "1 … 4 [5] 6 … 10"),
        (8, 10, "1 … 7 [8] 9 10"),
        (10, 10, "1 … 9 [10]"),
        (2, 3, "1 [2] 3"),
    ],
)
def test_the_list_of_pages(listing: Flask, number: int, pages: int, links: str) -> None:
    with listing.test_request_context("/jobs"):
        assert shown(slice_page(list(range(pages * 20)), number)) == links


@pytest.mark.pure
def test_links_keep_the_filters(listing: Flask) -> None:
    with listing.test_request_context("/jobs?phase=primary&phase=secondary&page=2&keyword=art+%26+design"):
        page = slice_page(list(range(93)))
        assert page.number == 2
        assert page.next_href == "/jobs?phase=primary&phase=secondary&keyword=art+%26+design&page=3"
        assert page.previous_href == "/jobs?phase=primary&phase=secondary&keyword=art+%26+design"


@pytest.mark.pure
def test_links_keep_the_place(listing: Flask) -> None:
    with listing.test_request_context("/schools/7/jobs?school=9"):
        assert slice_page(list(range(93))).next_href == "/schools/7/jobs?page=2"


@pytest.mark.pure
def test_at_the_ends_there_is_nowhere_to_go(listing: Flask) -> None:
    with listing.test_request_context("/jobs"):
        assert slice_page(list(range(5))).previous_href == slice_page(list(range(5))).next_href == ""


def test_pages_of_a_query(session: Session, query_count: Callable[[], Any]) -> None:
    for number in range(25):
        UserFactory(email=f"person{number:02}@example.com")
    statement = select(User.email).where(User.email.like("person%")).order_by(User.email)
    with query_count() as queries:
        page = paginate(statement, "2", per_page=10)
    assert queries.count == 2, queries.statements
    assert (page.number, page.pages, page.total, page.first, page.last) == (2, 3, 25, 11, 20)
    assert list(page)[:2] == ["person10@example.com", "person11@example.com"]
    assert len(paginate(statement, "99", per_page=10)) == 5


def test_a_query_that_finds_nothing(session: Session) -> None:
    page = paginate(select(User.id).where(User.email == "nobody@example.com").order_by(User.id), "3")
    assert (page.number, page.total, list(page)) == (1, 0, [])


def test_the_page_is_read_from_the_request(app: Flask, session: Session) -> None:
    for _ in range(3):
        UserFactory()
    with app.test_request_context("/?page=2"):
        assert paginate(select(User.id).order_by(User.id), per_page=1).number == 2
