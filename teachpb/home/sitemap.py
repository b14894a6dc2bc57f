"""What search engines are told of: an index and its parts (sitemaps.org, protocol 0.9), and what they may read.

A part holds up to 50,000 addresses, as the protocol allows; ours are cut earlier, so that each is quick to write.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from teachpb import clock
from teachpb.governors import queries as governors
from teachpb.home import queries
from teachpb.landing import queries as landing
from teachpb.landing.pages import PAGES
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

PER_PART = 10_000

STATIC_PAGES = (
    "home.show_home",
    "home.show_about",
    "home.show_accessibility",
    "home.show_privacy",
    "home.show_contact",
)
LISTS = (
    "vacancies.list_vacancies",
    "landing.list_pages",
    "schools.list_schools",
    "governors.list_roles",
    "cpd.list_courses",
    "insight.show_figures",
)
#: Where people work, and steps on the way to something: nothing to be found.
PRIVATE = (
    *("/account", "/hiring", "/training", "/board", "/office", "/development", "/alerts/", "/governor-roles/interest"),
    *("/jobs/*/apply", "/jobs/*/save", "/jobs/*/report", "/governor-roles/*/interest"),
)
#: Results in every order and with every filter are the same adverts again.
WITHOUT_QUERY = ("/jobs", "/schools", "/governor-roles", "/courses")


@dataclass(frozen=True)
class Address:
    """One page, and when it last changed in a way a reader would notice (None: not known)."""

    url: str
    changed_on: date | None = None


def sections() -> dict[str, Callable[[], Sequence[Address]]]:
    """Name of a section -> its addresses."""
    return {
        "pages": _pages,
        "jobs": lambda: _of("vacancies.show_vacancy", queries.open_vacancy_slugs()),
        "schools": lambda: _of("schools.show_school", queries.school_slugs(settings().local_authority_code)),
        "governor-roles": lambda: _of("governors.show_role", [(slug, None) for slug in governors.open_role_slugs()]),
        "courses": lambda: _of("cpd.show_course", queries.course_slugs()),
    }


def parts() -> list[Address]:
    """The parts of the index, each with the latest change in it."""
    found = []
    for name, source in sections().items():
        addresses = source()
        for number in range(1, ceil(len(addresses) / PER_PART) + 1):
            batch = addresses[(number - 1) * PER_PART : number * PER_PART]
            latest = max((each.changed_on for each in batch if each.changed_on), default=None)
            found.append(Address(absolute_url("home.show_sitemap_part", name=name, number=number), latest))
    return found


def part(name: str, number: int) -> Sequence[Address] | None:
    """One part; None when there is none such."""
    source = sections().get(name)
    addresses = source() if source else ()
    if not 1 <= number <= ceil(len(addresses) / PER_PART):
        return None
    return addresses[(number - 1) * PER_PART : number * PER_PART]


def robots() -> str:
    """A demonstration is nothing to be found at all."""
    if settings().demo:
        return "User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += [f"Disallow: {path}?" for path in WITHOUT_QUERY]
    return "\n".join([*lines, f"Sitemap: {absolute_url('home.show_sitemap')}", ""])


def _pages() -> Sequence[Address]:
    found = [Address(absolute_url(endpoint)) for endpoint in (*STATIC_PAGES, *LISTS)]
    counts = landing.counts(PAGES.values())  # an empty page asks not to be found
    return [*found, *(Address(absolute_url("landing.show_page", slug=slug)) for slug in PAGES if counts[slug])]


def _of(endpoint: str, slugs: Sequence[tuple[str, datetime | None]]) -> Sequence[Address]:
    return [
        Address(absolute_url(endpoint, slug=slug), clock.london_day(changed) if changed else None)
        for slug, changed in slugs
    ]
