"""What a program asks of courses and their dates. Raises BadRequest with a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from werkzeug.exceptions import BadRequest

from teachpb import clock
from teachpb.api.courses import DateSearch
from teachpb.api.cursors import read_school_change
from teachpb.api.parameters import Arguments, SchoolChanges, number, read_moment, refuse_unknown, text, values
from teachpb.cpd.finding import CourseSearch
from teachpb.cpd.models import Audience, Level, Mode, Subject, Theme
from teachpb.cpd.search import PHASES

#: What depends on dates (months, times of the week) is asked of the dates, whose changes can be followed.
COURSE_FILTERS: Mapping[str, Collection[str] | None] = {
    "audience": [member.value for member in Audience],
    "phase": [member.value for member in PHASES],
    "subject": [member.value for member in Subject],
    "theme": [member.value for member in Theme],
    "level": [member.value for member in Level],
    "mode": [member.value for member in Mode],
    "provider": None,
}
DATE_FILTERS: Mapping[str, Collection[str] | None] = {"course": None, "provider": None}


def read_courses(arguments: Arguments) -> CourseSearch | None:
    """The search asked for, None when it is for everything."""
    refuse_unknown(arguments, {"keyword", "after", "since"}, COURSE_FILTERS)
    keyword = text(arguments, "keyword")
    filters = {name: values(arguments, name, known) for name, known in COURSE_FILTERS.items() if name in arguments}
    return CourseSearch(words=keyword, filters=filters) if keyword or filters else None


def read_dates(arguments: Arguments) -> DateSearch:
    refuse_unknown(arguments, {"from", "to", "after", "since"}, DATE_FILTERS)
    return DateSearch(
        courses=values(arguments, "course", None),
        providers=values(arguments, "provider", None),
        first=_day(arguments, "from"),
        last=_day(arguments, "to"),
    )


def read_changes(arguments: Arguments) -> SchoolChanges | None:
    """Which changes are asked for; None when it is not changes that are asked for."""
    if "since" not in arguments:
        return None
    since = read_moment(arguments["since"])
    if "after" not in arguments:
        return SchoolChanges(since, clock.now(), 0)
    read = read_school_change(arguments["after"])
    if read is None:
        raise BadRequest("“after” must be taken from “next” of the answer before.")
    return SchoolChanges(since, *read)


def read_cursor(arguments: Arguments) -> int | None:
    """The number after which to go on."""
    return number(arguments, "after", 1, 2**31 - 1)


def _day(arguments: Arguments, name: str) -> date | None:
    if name not in arguments:
        return None
    try:
        if len(arguments[name]) != 10:
            raise ValueError
        return date.fromisoformat(arguments[name])
    except ValueError:
        raise BadRequest(f"“{name}” must be a day like 2026-04-24.") from None
