"""One box for everything: jobs, roles on boards, courses and schools, each by its own room's search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from teachpb import clock
from teachpb.cpd.finding import CourseSearch, find_courses
from teachpb.cpd.queries import Card
from teachpb.governors.finding import RoleSearch, find_roles
from teachpb.governors.models import GovernorRole
from teachpb.places import queries as places
from teachpb.places.models import Place
from teachpb.schools import facts
from teachpb.schools.models import School
from teachpb.schools.queries import DirectorySearch, find_schools
from teachpb.search import queries as engine
from teachpb.vacancies import presenting
from teachpb.vacancies import queries as vacancies
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.queries import Criteria
from teachpb.web.forms import SearchField, SearchForm
from teachpb.web.settings import settings
from teachpb.web.templating import format_date

#: So many of each kind stand on the page; the rest is behind a link.
SHOWN = 4
NEAR_MILES = 10
#: What can be completed while it is typed, and where it is looked up.
CORPORA = {"jobs": "vacancy", "governor-roles": "governor_role", "courses": "course", "schools": "school"}
SUGGESTIONS = 8
SHORTEST = 2


class EverythingForm(SearchForm):
    keyword = SearchField("What", max_chars=200)
    location = SearchField("Where", max_chars=100)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of the results."""

    title: str
    href: str
    place: str
    text: str
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One kind of thing: how many there are, the first few, and where to see all. ``meant`` are the words that were
    looked for instead of those typed."""

    key: str
    title: str
    theme: str
    total: int
    items: Sequence[Item]
    more: str
    href: str
    meant: str = ""


@dataclass(frozen=True, kw_only=True)
class Everything:
    """What was found of every kind. ``unknown_place`` is what was typed for a place nobody knows."""

    sections: Sequence[Section]
    place: Place | None
    unknown_place: str

    @property
    def total(self) -> int:
        return sum(section.total for section in self.sections)


def find_everything(words: str, location: str) -> Everything:
    """The same words put to every room. Courses are not narrowed to the place: many are online."""
    place = places.locate(location) if location else None
    known = location if place else ""
    sections = [
        _jobs(words, known),
        _roles(words, known),
        _courses(words),
        _schools(words, place, known),
    ]
    return Everything(sections=sections, place=place, unknown_place=location if location and not place else "")


def suggest(kind: str, text: str) -> list[str]:
    """How what is typed could go on. Nothing for a kind that does not exist, and nothing for a single letter."""
    typed = " ".join(text[:100].split())
    if len(typed) < SHORTEST:
        return []
    if kind == "places":
        return [place.name for place in places.suggest(typed, SUGGESTIONS)]
    if kind in CORPORA:
        return engine.suggest(CORPORA[kind], typed, SUGGESTIONS)
    if kind != "everything":
        return []
    found = [engine.suggest(corpus, typed, SUGGESTIONS) for corpus in CORPORA.values()]
    mixed = [texts[rank] for rank in range(SUGGESTIONS) for texts in found if rank < len(texts)]
    return list({each.casefold(): each for each in reversed(mixed)}.values())[::-1][:SUGGESTIONS]


def _address(endpoint: str, words: str, location: str = "") -> str:
    asked = {"keyword": words, "location": location}
    return url_for(endpoint, **{name: value for name, value in asked.items() if value})  # type: ignore[arg-type]


def _miles(distance: float | None) -> str:
    return "" if distance is None else f"{distance:.1f} miles away"


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _jobs(words: str, location: str) -> Section:
    found = vacancies.find(Criteria(keyword=words, location=location), per_page=SHOWN)
    moment = clock.now()

    def item(vacancy: Vacancy) -> Item:
        card = presenting.card(vacancy, moment)
        return Item(
            title=card.title,
            href=url_for("vacancies.show_vacancy", slug=card.slug),
            place=_line(card.school, _miles(found.distances.get(vacancy.id))),
            text=_line(card.pay, card.contract),
            tag=card.closing,
        )

    return Section(
        key="jobs",
        title="Jobs",
        theme="teach",
        total=found.total,
        items=_items(item, found.vacancies),
        more="See every job",
        href=_address("vacancies.list_vacancies", words, location),
        meant=found.suggestion if found.corrected and found.suggestion else "",
    )


def _roles(words: str, location: str) -> Section:
    found = find_roles(RoleSearch(words=words, location=location), per_page=SHOWN)

    def item(role: GovernorRole) -> Item:
        return Item(
            title=role.title,
            href=url_for("governors.show_role", slug=role.slug),
            place=_line(role.organisation.name, _miles(found.distances.get(role.id))),
            text=_line(role.type.label, role.meeting_times),
            tag=f"Until {format_date(role.closes_on)}" if role.closes_on else "",
        )

    return Section(
        key="governor-roles",
        title="Governor roles",
        theme="govern",
        total=found.page.total,
        items=_items(item, found.page.items),
        more="See every role",
        href=_address("governors.list_roles", words, location),
        meant=found.suggestion if found.corrected and found.suggestion else "",
    )


def _courses(words: str) -> Section:
    found = find_courses(CourseSearch(words=words), per_page=SHOWN)

    def item(card: Card) -> Item:
        run = card.next_date
        return Item(
            title=card.course.title,
            href=url_for("cpd.show_course", slug=card.course.slug),
            place=card.course.provider.name,
            text=_line(run.venue.name if run and run.venue else card.course.mode.label),
            tag=format_date(run.starts_at) if run and run.starts_at else "",
        )

    return Section(
        key="courses",
        title="Courses",
        theme="grow",
        total=found.page.total,
        items=_items(item, found.page.items),
        more="See every course",
        href=_address("cpd.list_courses", words),
        meant=found.suggestion if found.corrected and found.suggestion else "",
    )


def _schools(words: str, place: Place | None, location: str) -> Section:
    asked = DirectorySearch(
        la_code=settings().local_authority_code,
        words=words,
        near=place,
        radius_miles=NEAR_MILES if place else None,
    )
    found = find_schools(asked, per_page=SHOWN)

    def item(school: School) -> Item:
        jobs = found.jobs.get(school.id, 0)
        return Item(
            title=school.name,
            href=url_for("schools.show_school", slug=school.slug),
            place=_line(facts.place_of(school), _miles(found.distances.get(school.id))),
            text=_line(facts.kind_of(school).capitalize(), facts.ages_of(school)),
            tag=f"{jobs} {'job' if jobs == 1 else 'jobs'}" if jobs else "",
        )

    return Section(
        key="schools",
        title="Schools",
        theme="teach",
        total=found.page.total,
        items=_items(item, found.page.items),
        more="See every school",
        href=_address("schools.list_schools", words, location) + (f"&radius={NEAR_MILES}" if place else ""),
        meant=found.suggestion if found.corrected and found.suggestion else "",
    )


def _items(item: Callable[[Any], Item], found: Sequence[Any]) -> list[Item]:
    return [item(each) for each in found]
