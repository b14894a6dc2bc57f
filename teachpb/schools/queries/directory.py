"""The directory: schools by words, place, kind and trust.

The search engine answers; where there is none (or it has not read the schools yet) the database does, more plainly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from teachpb.db import db
from teachpb.places.distance import bounding_box, miles_between
from teachpb.places.models import Place
from teachpb.schools import registry
from teachpb.schools.corpus import CORPUS, NO_AUTHORITY, name_rank, phase_facets
from teachpb.schools.models import Phase, School, SchoolProfile, Trust, TypeGroup
from teachpb.schools.queries.finding import shown_in
from teachpb.schools.queries.reach import OPEN
from teachpb.search.engine import current_engine
from teachpb.search.queries import counts, search
from teachpb.search.query import Query, Results
from teachpb.web.pagination import Page, page_number

PER_PAGE = 20
MOST_POINTS = 5_000
NEAR_BY_MILES = 5


@dataclass(frozen=True, kw_only=True)
class DirectorySearch:
    """What is asked of the directory. ``la_code`` "" means every local authority; trusts are known by slug."""

    la_code: str
    words: str = ""
    near: Place | None = None
    radius_miles: float | None = None
    phases: Sequence[Phase] = ()
    types: Sequence[TypeGroup] = ()
    trusts: Sequence[str] = ()
    with_jobs: bool = False
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """One page of schools. ``distances`` are miles by school id; ``jobs`` live vacancies by school id; ``counts`` has
    each facet (phase, type, trust) counted with its own filter lifted."""

    page: Page[School]
    distances: Mapping[int, float] = field(default_factory=dict)
    jobs: Mapping[int, int] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A school on the map."""

    name: str
    slug: str
    phase: Phase
    town: str
    latitude: float
    longitude: float


def find_schools(asked: DirectorySearch, page: object = 1, per_page: int = PER_PAGE) -> Directory:
    """One page of the open schools that match."""
    jobs = registry.vacancy_counts()
    results = _results(asked, jobs, page, per_page)
    schools = {school.id: school for school in _cards(results.ids)}
    shown = [schools[school_id] for school_id in results.ids if school_id in schools]
    if _order(asked) == "name":  # the engine knows the first letters only
        shown.sort(key=lambda school: (name_rank(school.name), school.name.casefold(), school.id))
    return Directory(
        page=Page(shown, results.page, per_page, results.total),
        distances=results.distances,
        jobs=jobs,
        counts=results.facet_counts,
        suggestion=results.suggestion,
        corrected=results.corrected,
    )


def find_points(asked: DirectorySearch) -> list[Point]:
    """Everything that matches and whose position is known, for the map, in the order of the list."""
    results = _results(asked, registry.vacancy_counts() if asked.with_jobs else {}, 1, MOST_POINTS)
    found: dict[int, Point] = {}
    for start in range(0, len(results.ids), 1000):
        question = select(
            School.id, School.name, School.slug, School.phase, School.town, School.latitude, School.longitude
        ).where(School.id.in_(results.ids[start : start + 1000]), School.latitude.is_not(None))
        for row in db.session.execute(question):
            found[row.id] = Point(row.name, row.slug, row.phase, row.town, row.latitude, row.longitude)
    return [found[school_id] for school_id in results.ids if school_id in found]


def trusts_in(la_code: str) -> list[Trust]:
    """The trusts with an open school in a local authority, by name."""
    schools = select(School.trust_id).where(School.status.in_(OPEN), School.trust_id.is_not(None))
    if la_code:
        schools = schools.where(shown_in(la_code))
    return list(db.session.scalars(select(Trust).where(Trust.id.in_(schools)).order_by(Trust.name, Trust.id)))


def open_count(la_code: str) -> int:
    """How many open schools there are in a local authority, or altogether for ""."""
    question = select(func.count()).select_from(School).where(School.status.in_(OPEN))
    return db.session.scalar(question.where(shown_in(la_code)) if la_code else question) or 0


def _results(asked: DirectorySearch, jobs: Mapping[int, int], page: object, per_page: int) -> Results:
    if not current_engine().keeps_index or not counts(CORPUS).total:
        return _ask_database(asked, jobs, page, per_page)
    return search(
        Query(
            corpus=CORPUS,
            words=asked.words,
            filters={
                "la": [asked.la_code, NO_AUTHORITY] if asked.la_code else None,
                "phase": [phase.value for phase in asked.phases] or None,
                "type": [group.value for group in asked.types] or None,
                "trust": list(asked.trusts) or None,
            },
            within=list(jobs) if asked.with_jobs else None,
            near=asked.near.position if asked.near else None,
            radius_miles=asked.radius_miles if asked.near else None,
            sort=_order(asked),
            page=page_number(page, total=10**9, per_page=1),
            per_page=per_page,
        )
    )


def _order(asked: DirectorySearch) -> str:
    """ "" leaves it to the engine: the best match, or the nearest."""
    return asked.sort or ("" if asked.words or asked.near else "name")


def nearest_schools(school: School, la_code: str, limit: int = 3) -> list[tuple[School, float]]:
    """The open schools nearest to this one, with the miles between; none where its position is not known."""
    if school.latitude is None or school.longitude is None:
        return []
    here = (school.latitude, school.longitude)
    box = bounding_box(here, NEAR_BY_MILES)
    question = select(School.id, School.latitude, School.longitude).where(
        School.id != school.id,
        School.status.in_(OPEN),
        School.latitude.between(box.south, box.north),
        School.longitude.between(box.west, box.east),
        shown_in(la_code),
    )
    measured = sorted(
        (miles_between(here, (row.latitude or 0.0, row.longitude or 0.0)), row.id)
        for row in db.session.execute(question)
    )
    nearest = {school_id: miles for miles, school_id in measured[:limit] if miles <= NEAR_BY_MILES}
    return sorted(((found, nearest[found.id]) for found in _cards(list(nearest))), key=lambda pair: pair[1])


def _cards(ids: Sequence[int]) -> list[School]:
    question = (
        select(School)
        .where(School.id.in_(ids))
        .options(joinedload(School.profile).joinedload(SchoolProfile.photo), joinedload(School.trust))
    )
    return list(db.session.scalars(question))


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    phase: Phase
    type_group: TypeGroup
    trust: str | None
    position: tuple[float, float] | None

    def values(self, facet: str) -> list[str]:
        return {
            "phase": phase_facets(self.phase),
            "type": [self.type_group.value],
            "trust": [self.trust] if self.trust else [],
        }[facet]


def _ask_database(asked: DirectorySearch, jobs: Mapping[int, int], page: object, per_page: int) -> Results:
    """The same question without an engine: fine for the schools of a city, tolerable for England."""
    rows = _rows(asked)
    distances: dict[int, float] = {}
    if asked.near is not None:
        near = asked.near.position
        distances = {row.id: miles_between(near, row.position) for row in rows if row.position}
        if asked.radius_miles is not None:
            rows = [row for row in rows if distances.get(row.id, 1e9) <= asked.radius_miles]
    if asked.with_jobs:
        rows = [row for row in rows if row.id in jobs]
    wanted = {
        "phase": {phase.value for phase in asked.phases},
        "type": {group.value for group in asked.types},
        "trust": set(asked.trusts),
    }
    found = [row for row in rows if _passes(row, wanted)]
    if asked.near is not None and asked.sort in {"", "distance"}:
        found.sort(key=lambda row: distances.get(row.id, 1e9))
    number = page_number(page, total=len(found), per_page=per_page)
    shown = found[(number - 1) * per_page : number * per_page]
    return Results(
        total=len(found),
        ids=[row.id for row in shown],
        distances={row.id: distances[row.id] for row in shown if row.id in distances},
        facet_counts={facet: _count(rows, wanted, facet) for facet in wanted},
        page=number,
        per_page=per_page,
    )


def _rows(asked: DirectorySearch) -> list[_Row]:
    trust_slugs = {row.id: row.slug for row in db.session.execute(select(Trust.id, Trust.slug))}
    question = (
        select(
            School.id, School.name, School.phase, School.type_group, School.trust_id, School.latitude, School.longitude
        )
        .where(School.status.in_(OPEN), *(_says(word) for word in asked.words.split()[:10]))
        .order_by(func.lower(School.name), School.id)
    )
    if asked.la_code:
        question = question.where(shown_in(asked.la_code))
    return [
        _Row(
            row.id,
            row.name,
            row.phase,
            row.type_group,
            trust_slugs.get(row.trust_id),
            (row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None,
        )
        for row in db.session.execute(question)
    ]


def _says(word: str) -> ColumnElement[bool]:
    columns = (School.name, School.town, School.locality, School.postcode)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _passes(row: _Row, wanted: Mapping[str, set[str]], but: str = "") -> bool:
    return all(not values or values & set(row.values(facet)) for facet, values in wanted.items() if facet != but)


def _count(rows: Sequence[_Row], wanted: Mapping[str, set[str]], facet: str) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        if _passes(row, wanted, but=facet):
            for value in row.values(facet):
                counted[value] = counted.get(value, 0) + 1
    return counted
