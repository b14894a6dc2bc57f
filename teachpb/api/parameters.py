"""What a program asks for. A person’s slip of the pen is forgiven on the site; a program’s is told, or its author would
never learn that a filter does nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from teachpb import clock
from teachpb.api.cursors import LATEST, Place, microseconds, read_change, read_place, read_school_change
from teachpb.clock import LONDON
from teachpb.places import queries as places
from teachpb.schools.models import Phase, TypeGroup
from teachpb.schools.queries import DirectorySearch
from teachpb.vacancies.queries.criteria import DEFAULT_RADIUS, Criteria
from teachpb.vacancies.search import FACETS

MOST_MILES = 200
LONGEST = 200
MOST_VALUES = 100
#: A trust or a school, as it stands in the address of its page.
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
#: Filters that may be repeated, with the values they know; None where the values are addresses of trusts and schools.
VACANCY_FILTERS: Mapping[str, Collection[str] | None] = FACETS
SCHOOL_FILTERS: Mapping[str, Collection[str] | None] = {
    "phase": [phase.value for phase in Phase],
    "type": [group.value for group in TypeGroup],
    "trust": None,
}
#: Whole numbers: least and most. Pounds a year; days.
VACANCY_NUMBERS = {"salary_from": (1, 500_000), "posted_within": (1, 365), "closing_within": (1, 365)}
WITH_JOBS = ("yes",)
#: Days around now: what they find changes without anybody changing an advert, so no list of changes can follow it.
MOVING = ("posted_within", "closing_within")

Arguments = MultiDict[str, str]


@dataclass(frozen=True)
class SchoolChanges:
    """The changes after ``since`` and up to ``until``, of schools with a URN above ``after``."""

    since: datetime
    until: datetime
    after: int


@dataclass(frozen=True)
class Changes:
    """The changes after ``since`` and up to ``until``, from ``after`` on."""

    since: datetime
    until: datetime
    after: Place | None


def read_criteria(arguments: Arguments) -> Criteria | None:
    """The search asked for, None when it is for everything. Raises BadRequest with a sentence."""
    once = {"keyword", "location", "radius", "after", "since", *VACANCY_NUMBERS}
    refuse_unknown(arguments, once, VACANCY_FILTERS)
    keyword, location, radius = text(arguments, "keyword"), _location(arguments), _radius(arguments)
    filters = {
        name: values(arguments, name, known) for name, known in VACANCY_FILTERS.items() if arguments.getlist(name)
    }
    numbers = {name: number(arguments, name, *limits) for name, limits in VACANCY_NUMBERS.items()}
    if not (keyword or location or filters or any(numbers.values())):
        return None
    return Criteria(
        keyword=keyword,
        location=location,
        radius=(radius or DEFAULT_RADIUS) if location else None,
        filters=filters,
        salary_from=numbers["salary_from"],
        posted_within=numbers["posted_within"],
        closing_within=numbers["closing_within"],
    )


def read_list_cursor(arguments: Arguments) -> Place | None:
    """Where to go on in the list of what is open: what the last answer’s ``next`` said."""
    if "after" not in arguments:
        return None
    place = read_place(arguments["after"])
    if place is None:
        raise BadRequest("“after” must be taken from “next” of the answer before.")
    return place


def read_changes(arguments: Arguments) -> Changes | None:
    """Which changes are asked for; None when it is not changes that are asked for."""
    if "since" not in arguments:
        return None
    since = read_moment(arguments["since"])
    moving = [name for name in MOVING if name in arguments]
    if moving:
        raise BadRequest(f"“{moving[0]}” cannot be asked together with “since”.")
    if "after" not in arguments:
        return Changes(since, clock.now(), None)
    read = read_change(arguments["after"])
    if read is None:
        raise BadRequest("“after” must be taken from “next” of the answer before.")
    return Changes(since, *read)


def read_schools(arguments: Arguments, la_code: str) -> DirectorySearch:
    """The schools asked for."""
    refuse_unknown(arguments, {"keyword", "location", "radius", "after", "since", "with_jobs"}, SCHOOL_FILTERS)
    location, radius = _location(arguments), _radius(arguments)
    with_jobs = values(arguments, "with_jobs", WITH_JOBS) if "with_jobs" in arguments else []
    return DirectorySearch(
        la_code=la_code,
        words=text(arguments, "keyword"),
        near=places.locate(location) if location else None,
        radius_miles=(radius or DEFAULT_RADIUS) if location else None,
        phases=[Phase(value) for value in values(arguments, "phase", SCHOOL_FILTERS["phase"])],
        types=[TypeGroup(value) for value in values(arguments, "type", SCHOOL_FILTERS["type"])],
        trusts=values(arguments, "trust", None),
        with_jobs=bool(with_jobs),
    )


def read_school_changes(arguments: Arguments) -> SchoolChanges | None:
    """Which changes are asked for; None when it is not changes that are asked for."""
    if "since" not in arguments:
        return None
    since = read_moment(arguments["since"])
    if "with_jobs" in arguments:
        raise BadRequest("“with_jobs” cannot be asked together with “since”.")
    if "after" not in arguments:
        return SchoolChanges(since, clock.now(), 0)
    read = read_school_change(arguments["after"])
    if read is None:
        raise BadRequest("“after” must be taken from “next” of the answer before.")
    return SchoolChanges(since, *read)


def read_school_cursor(arguments: Arguments) -> int | None:
    """The URN after which to go on."""
    return number(arguments, "after", 1, 2**31 - 1)


def refuse_unknown(arguments: Arguments, once: Collection[str], repeatable: Collection[str]) -> None:
    known = {*once, *repeatable}
    unknown = sorted(set(arguments) - known)
    if unknown:
        raise BadRequest(f"There is no parameter “{_shown(unknown[0])}”. There are: {', '.join(sorted(known))}.")
    repeated = sorted(name for name in arguments if name in once and len(arguments.getlist(name)) > 1)
    if repeated:
        raise BadRequest(f"Give “{repeated[0]}” once.")


def text(arguments: Arguments, name: str) -> str:
    given = arguments.get(name, "")
    if len(given) > LONGEST or not given.isprintable():
        raise BadRequest(f"“{name}” must be at most {LONGEST} printable characters.")
    return given.strip()


def _location(arguments: Arguments) -> str:
    location = text(arguments, "location")
    if location and places.locate(location) is None:
        raise BadRequest(f"We do not know the place “{location}”. Use a postcode, or the name of a town or village.")
    return location


def _radius(arguments: Arguments) -> int | None:
    radius = number(arguments, "radius", 1, MOST_MILES)
    if radius is not None and not arguments.get("location", "").strip():
        raise BadRequest("“radius” needs a “location”.")
    return radius


def number(arguments: Arguments, name: str, least: int, most: int) -> int | None:
    if name not in arguments:
        return None
    given = arguments[name]
    if not (given.isascii() and given.isdecimal() and len(given) <= 10 and least <= int(given) <= most):
        raise BadRequest(f"“{name}” must be a whole number from {least} to {most}.")
    return int(given)


def values(arguments: Arguments, name: str, known: Collection[str] | None) -> list[str]:
    """Without ``known`` any address of a page will do; one nobody has finds nothing."""
    wanted = arguments.getlist(name)
    if len(wanted) > MOST_VALUES:
        raise BadRequest(f"“{name}” may be given {MOST_VALUES} times.")
    if known is None:
        strange = [value for value in wanted if not SLUG.fullmatch(value) or len(value) > LONGEST]
        if strange:
            raise BadRequest(f"“{_shown(strange[0])}” is no “slug” of a {name}.")
        return wanted
    unknown = [value for value in wanted if value not in known]
    if unknown:
        raise BadRequest(f"“{_shown(unknown[0])}” is no value of “{name}”. Its values are: {', '.join(known)}.")
    return wanted


def _shown(text: str) -> str:
    """A stranger’s words, as far as they can be told back."""
    return "".join(char if char.isprintable() else "�" for char in text[:60])


def read_moment(text: str) -> datetime:
    """RFC 3339; without a zone it is London’s time. A plus sign that was not escaped has arrived as a space."""
    try:
        moment = datetime.fromisoformat(re.sub(r" (\d\d:\d\d)$", r"+\1", text) if "T" in text else text)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequest("“since” must be a date and time like 2026-04-24T10:00:00Z.") from None
    if not 0 <= microseconds(moment) < LATEST:
        raise BadRequest("“since” must lie between the years 1970 and 5000.")
    return moment
