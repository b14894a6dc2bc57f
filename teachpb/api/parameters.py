"""What a program asks for. A person’s slip of the pen is forgiven on the site; a program’s is told, or its author would
never learn that a filter does nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from teachpb.places import queries as places
from teachpb.schools.models import Phase
from teachpb.vacancies.models import VACANCY_PHASES, JobRole, Subject
from teachpb.vacancies.queries.finding import DEFAULT_RADIUS, Criteria

MOST_MILES = 200
LONGEST = 200
#: Filters that may be repeated, with the values they know.
VACANCY_FILTERS: Mapping[str, Collection[str]] = {
    "role": [role.value for role in JobRole],
    "phase": [phase.value for phase in VACANCY_PHASES],
    "subject": [subject.value for subject in Subject],
}
SCHOOL_PHASES = [phase.value for phase in Phase]


def read_criteria(arguments: MultiDict[str, str]) -> Criteria | None:
    """The search asked for, None when it is for everything. Raises BadRequest with a sentence."""
    _refuse_unknown(arguments, {"keyword", "location", "radius", "after", *VACANCY_FILTERS})
    keyword, location = _text(arguments, "keyword"), _text(arguments, "location")
    radius = _number(arguments, "radius", most=MOST_MILES)
    if radius is not None and not location:
        raise BadRequest("“radius” needs a “location”.")
    if location and places.locate(location) is None:
        raise BadRequest(f"We do not know the place “{location}”. Use a postcode, or the name of a town or village.")
    filters = {
        name: _values(arguments, name, known) for name, known in VACANCY_FILTERS.items() if arguments.getlist(name)
    }
    if not (keyword or location or filters):
        return None
    return Criteria(
        keyword=keyword,
        location=location,
        radius=(radius or DEFAULT_RADIUS) if location else None,
        filters=filters,
    )


def read_school_phases(arguments: MultiDict[str, str]) -> list[str]:
    _refuse_unknown(arguments, {"phase", "after"})
    return _values(arguments, "phase", SCHOOL_PHASES)


def read_after(arguments: MultiDict[str, str]) -> int | None:
    """The cursor: what the last answer’s ``next`` said."""
    return _number(arguments, "after", most=2**31 - 1)


def _refuse_unknown(arguments: MultiDict[str, str], known: Collection[str]) -> None:
    unknown = sorted(set(arguments) - set(known))
    if unknown:
        raise BadRequest(f"There is no parameter “{unknown[0][:60]}”. There are: {', '.join(sorted(known))}.")
    repeated = sorted(name for name in arguments if name not in VACANCY_FILTERS and len(arguments.getlist(name)) > 1)
    if repeated:
        raise BadRequest(f"Give “{repeated[0]}” once.")


def _text(arguments: MultiDict[str, str], name: str) -> str:
    text = arguments.get(name, "").strip()
    if len(text) > LONGEST or not text.isprintable():
        raise BadRequest(f"“{name}” must be at most {LONGEST} printable characters.")
    return text


def _number(arguments: MultiDict[str, str], name: str, *, most: int) -> int | None:
    if name not in arguments:
        return None
    text = arguments[name]
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and 1 <= int(text) <= most):
        raise BadRequest(f"“{name}” must be a whole number from 1 to {most}.")
    return int(text)


def _values(arguments: MultiDict[str, str], name: str, known: Collection[str]) -> list[str]:
    wanted = arguments.getlist(name)
    unknown = [value for value in wanted if value not in known]
    if unknown:
        raise BadRequest(f"“{unknown[0][:60]}” is no value of “{name}”. Its values are: {', '.join(known)}.")
    return wanted
