"""Long lists in pages. A page number that makes no sense is never an error: the nearest page is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Generic, TypeVar

from flask import has_request_context, request, url_for
from sqlalchemy import Select, func, select

from teachpb.db import db

T = TypeVar("T")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class PageLink:
    """One entry of the list of pages; a gap has no number."""

    number: int | None
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: ``items``, its ``number`` (from 1), how many ``pages`` and items in ``total``."""

    items: Sequence[T]
    number: int
    per_page: int
    total: int
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return page_count(self.total, self.per_page)

    @property
    def first(self) -> int:
        """The place in the whole list of this page's first item, from 1; 0 when the list is empty."""
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1 if self.items else self.first

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    def href(self, number: int) -> str:
        """The address of another page of the list the present request shows, with the same filters."""
        arguments: dict[str, Any] = {key: request.args.getlist(key) for key in request.args if key != "page"}
        if number > 1:
            arguments["page"] = number
        view = dict(request.view_args or {})
        return url_for(request.endpoint or "", **{**arguments, **self.arguments, **view})

    @property
    def previous_href(self) -> str:
        return self.href(self.number - 1) if self.has_previous else ""

    @property
    def next_href(self) -> str:
        return self.href(self.number + 1) if self.has_next else ""

    def links(self) -> list[PageLink]:
        """First, last, and the present page with its neighbours; gaps between. Nothing when one page holds all."""
        if self.pages <= 1:
            return []
        wanted = sorted({1, self.number - 1, self.number, self.number + 1, self.pages} & set(range(1, self.pages + 1)))
        links: list[PageLink] = []
        before = 0
        for number in wanted:
            if number - before == 2:
                links.append(PageLink(number - 1, self.href(number - 1)))
            elif number - before > 2:
                links.append(PageLink(None))
            links.append(PageLink(number, self.href(number), is_current=number == self.number))
            before = number
        return links


def page_count(total: int, per_page: int) -> int:
    """How many pages; an empty list has one."""
    return max(1, ceil(total / per_page))


def page_number(asked: object, *, total: int, per_page: int) -> int:
    """``asked`` (what an address says) as a page that exists: nonsense is the first page, too high is the last."""
    text = str(asked).strip()
    if not (text.isascii() and text.isdecimal()):
        return 1
    number = int(text) if len(text) < 10 else page_count(total, per_page)
    return min(max(1, number), page_count(total, per_page))


def requested_page() -> str:
    """What the address says after ``page=``; "1" when it says nothing."""
    return request.args.get("page", "1") if has_request_context() else "1"


def paginate(statement: Select[Any], page: object = None, per_page: int = PER_PAGE) -> Page[Any]:
    """One page of what ``statement`` selects: entities or scalars. ``page`` defaults to the request's ``page=``.

    The statement must have a total order, or rows wander between pages.
    """
    count = select(func.count()).select_from(statement.order_by(None).subquery())
    total = db.session.scalar(count) or 0
    number = page_number(requested_page() if page is None else page, total=total, per_page=per_page)
    rows = db.session.scalars(statement.limit(per_page).offset((number - 1) * per_page)).unique().all()
    return Page(rows, number, per_page, total)


def slice_page(items: Sequence[T], page: object = None, per_page: int = PER_PAGE) -> Page[T]:
    """One page of a list that is already there."""
    total = len(items)
    number = page_number(requested_page() if page is None else page, total=total, per_page=per_page)
    start = (number - 1) * per_page
    return Page(items[start : start + per_page], number, per_page, total)
