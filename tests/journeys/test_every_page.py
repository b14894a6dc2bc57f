"""Everybody walks through all that the site offers them, and looks at one page of each kind, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.support.browser import Visitor
from tests.support.client import kind_of

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


#: Pages to arrive on are many and of one make.
LANDING = re.compile(r"^/(?!browse-jobs)(?:[a-z-]+-jobs(?:-in-schools)?|school-job-shares|teaching-jobs-in-[a-z-]+)$")


def make_of(path: str) -> str:
    return "a landing page" if LANDING.match(path) else kind_of(path)


def addresses_on(visitor: Visitor) -> list[str]:
    """Paths of this site that the page links to."""
    links = visitor.page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    host = urlsplit(visitor.page.url).netloc
    inside = (urlsplit(link) for link in links)
    return [f"{p.path}?{p.query}" if p.query else p.path for p in inside if p.netloc == host]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", WALKERS)
def test_a_walk(who: str, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]) -> None:
    visitor = visit() if who == "nobody" else sign_in(who)
    start = "/" if who == "nobody" else urlsplit(visitor.page.url).path
    waiting, seen = [start, "/account" if who != "nobody" else "/jobs"], set()
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if make_of(path) in seen or any(part in address for part in NOT_PAGES):
            continue
        is_public = who != "nobody" and not path.startswith(("/account", "/hiring", "/training", "/board", "/office"))
        if is_public and seen:  # the public pages are walked once, by nobody
            continue
        seen.add(make_of(path))
        response = visitor.page.goto(address)
        assert response is not None
        assert response.status == 200, f"{who} follows a link to {address} and gets {response.status}"
        visitor.check()
        visitor.page.set_viewport_size({"width": 320, "height": 640})
        visitor.check_width()
        visitor.page.set_viewport_size({"width": 1280, "height": 900})
        waiting.extend(addresses_on(visitor))
    assert len(seen) >= 3
