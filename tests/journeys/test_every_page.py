"""Everybody walks through all that the site offers them, and looks at one page of each kind, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from teachpb.demo.build.people import PASSWORD
from tests.support.browser import Visitor
from tests.support.client import Page, StrictClient, kind_of
from tests.support.shapes import is_new_page

#: What a walk does not open: files, feeds, and what leads out.
NOT_PAGES = (
    "/api/v1/",
    ".csv",
    ".xml",
    ".json",
    ".txt",
    ".ics",
    ".atom",
    "/download",
    ".xlsx",
    ".pdf",
    "/files/",
    "/static/",
    "/apply-externally",
)
WALKERS = (
    "nobody",
    "teacher",
    "head",
    "panel",
    "trust",
    "clerk",
    "cpd",
    "provider",
    "facilitator",
    "recruitment",
    "officer",
)


#: Where it begins besides: the pages of a draft are behind a tab, which is a page of a kind that was seen.
BEGINS_AT = {"head": ["/hiring/vacancies?tab=draft"]}
#: What a walk has to come by, or it has proved less than it says.
COMES_BY = {"nobody": {"/api", "/ats-api"}, "head": {"/hiring/vacancies/x/edit/documents"}}
#: Pages to arrive on are many and of one make.
LANDING = re.compile(r"^/(?!browse-jobs)(?:[a-z-]+-jobs(?:-in-schools)?|school-job-shares|teaching-jobs-in-[a-z-]+)$")


#: Each course has one, and they differ by its title alone.
WATCH = re.compile(r"^/courses/[a-z0-9-]+/watch$")


def make_of(path: str) -> str:
    if WATCH.match(path):
        return "/courses/x/watch"
    return "a landing page" if LANDING.match(path) else kind_of(path)


def addresses_on(page: Page) -> list[str]:
    """Paths of this site that the page links to."""
    links = (urlsplit(urljoin(page.response.request.url, str(link["href"]))) for link in page.select("a[href]"))
    here = urlsplit(page.response.request.url).netloc
    return [f"{p.path}?{p.query}" if p.query else p.path for p in links if p.netloc == here]


def walk(client: StrictClient, who: str, start: str) -> Iterator[tuple[str, Page]]:
    """One page of each kind that can be reached by following links; each has to be there, and well made."""
    waiting, seen = [*BEGINS_AT.get(who, []), start, "/account" if who != "nobody" else "/jobs"], set()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if make_of(path) in seen or any(part in address for part in NOT_PAGES):
            continue
        is_public = who != "nobody" and not path.startswith(("/account", "/hiring", "/training", "/board", "/office"))
        if is_public and seen:  # the public pages are walked once, by nobody
            continue
        seen.add(make_of(path))
        page = client.get(address, follow_redirects=True)
        yield address, page
        waiting.extend(addresses_on(page))
    assert len(seen) >= 3
    assert COMES_BY.get(who, set()) <= seen


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", WALKERS)
def test_a_walk(who: str, world: Flask, visit: Callable[..., Visitor]) -> None:
    """Every page that links lead to is there, is well made, runs without a script error and fits, wide and narrow.

    What is of the shape of a page already seen is not asked again what the shape decides: axe, and the HTML checker.
    """
    client, visitor, start = StrictClient(world), visit(), "/"
    if who != "nobody":
        start = str(client.submit("/account/sign-in", email=f"{who}@demo.example", password=PASSWORD).location)
        cookie = client.http.get_cookie("teachpb")
        assert cookie is not None
        visitor.page.context.add_cookies(
            [{"name": "teachpb", "value": cookie.value, "url": world.config["SETTINGS"].base_url}]
        )
    for address, page in walk(client, who, start):
        if not page.is_html:  # a document is fetched, and not looked at
            continue
        response = visitor.page.goto(address)
        assert response is not None
        assert response.status == 200, f"{who} goes to {address} in a browser and gets {response.status}"
        if is_new_page("walk", page.soup):
            visitor.check()
        else:
            visitor.check_width()
            assert visitor.problems == [], f"{address}: {visitor.problems}"
        visitor.page.set_viewport_size({"width": 320, "height": 640})
        visitor.check_width()
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
