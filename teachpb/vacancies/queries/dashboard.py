"""The dashboard: tabs by the clock, filters that stay, counts for every choice, and orders that are total."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, false, func, or_, select, true
from sqlalchemy.orm import selectinload

from teachpb import clock
from teachpb.db import LabelledEnum, db
from teachpb.schools.models import School
from teachpb.vacancies.models import CLOCK_STATES, JobRole, Vacancy, VacancyState, vacancy_schools
from teachpb.vacancies.queries.hiring import belongs_to
from teachpb.vacancies.queries.public import card_options, is_open_now

#: How long after closing the dashboard goes on asking what came of an advert.
AWAITS_FOR = timedelta(days=61)


class Tab(LabelledEnum):
    """The tabs of the dashboard that hold adverts."""

    live = "live", "Live"
    scheduled = "scheduled", "Scheduled"
    draft = "draft", "Drafts"
    closed = "closed", "Closed"
    awaiting = "awaiting", "Awaiting outcome"


class Sort(LabelledEnum):
    closing = "closing", "Closing soonest"
    newest = "newest", "Newest first"
    appearing = "appearing", "Appearing soonest"
    changed = "changed", "Last changed"
    begun = "begun", "Last begun"
    latest = "latest", "Closed last"
    longest = "longest", "Waiting longest"
    by_title = "title", "Title, A to Z"


#: The sorts each tab offers; the first is what people see who did not ask.
SORTS: Mapping[Tab, tuple[Sort, ...]] = {
    Tab.live: (Sort.closing, Sort.newest, Sort.by_title),
    Tab.scheduled: (Sort.appearing, Sort.closing, Sort.by_title),
    Tab.draft: (Sort.changed, Sort.begun, Sort.by_title),
    Tab.closed: (Sort.latest, Sort.by_title),
    Tab.awaiting: (Sort.longest, Sort.latest, Sort.by_title),
}
#: Ties are broken by id.
ORDERS: Mapping[Sort, tuple[ColumnElement[object], ...]] = {
    Sort.closing: (Vacancy.closes_at.asc(), Vacancy.id.asc()),  # type: ignore[dict-item]
    Sort.newest: (Vacancy.opens_at.desc(), Vacancy.id.desc()),  # type: ignore[dict-item]
    Sort.appearing: (Vacancy.opens_at.asc(), Vacancy.id.asc()),  # type: ignore[dict-item]
    Sort.changed: (Vacancy.updated_at.desc(), Vacancy.id.desc()),  # type: ignore[dict-item]
    Sort.begun: (Vacancy.created_at.desc(), Vacancy.id.desc()),  # type: ignore[dict-item]
    Sort.latest: (Vacancy.closes_at.desc(), Vacancy.id.desc()),  # type: ignore[dict-item]
    Sort.longest: (Vacancy.closes_at.asc(), Vacancy.id.asc()),  # type: ignore[dict-item]
    Sort.by_title: (func.lower(Vacancy.title).asc(), Vacancy.id.asc()),  # type: ignore[dict-item]
}


@dataclass(frozen=True)
class Narrowing:
    """What a person has narrowed the dashboard to. ``school_id`` is one of those they reach; ``ids``, when given, are
    the only vacancies wanted."""

    school_id: int | None = None
    head_office: bool = False
    role: JobRole | None = None
    ids: Collection[int] | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        wanted = [self.at_place, self.of_role]
        if self.ids is not None:
            wanted.append(Vacancy.id.in_(self.ids) if self.ids else false())
        return and_(*wanted)

    @property
    def at_place(self) -> ColumnElement[bool]:
        if self.head_office:
            return Vacancy.at_head_office.is_(True)
        if self.school_id is None:
            return true()
        here = select(vacancy_schools.c.vacancy_id).where(vacancy_schools.c.school_id == self.school_id)
        return Vacancy.id.in_(here)

    @property
    def of_role(self) -> ColumnElement[bool]:
        return _has_role(self.role) if self.role else true()


EVERYTHING = Narrowing()


def _has_role(role: JobRole) -> ColumnElement[bool]:
    """The roles are a JSON list of words; quoted, no word is part of another."""
    return cast(Vacancy.job_roles, Text).contains(f'"{role.value}"', autoescape=True)


def in_tab(tab: Tab, organisation_ids: Collection[int], moment: datetime) -> ColumnElement[bool]:
    """What belongs under ``tab`` at ``moment``. Removed vacancies belong nowhere.

    Only what has closed awaits an outcome, only for two months, and only from whoever posted it here.
    """
    follows_clock = Vacancy.state.in_(CLOCK_STATES)
    closed = or_(Vacancy.state == VacancyState.ended_early, and_(follows_clock, Vacancy.closes_at <= moment))
    conditions: Mapping[Tab, ColumnElement[bool]] = {
        Tab.draft: Vacancy.state == VacancyState.draft,
        Tab.live: is_open_now(moment),
        Tab.scheduled: and_(follows_clock, Vacancy.opens_at > moment, Vacancy.closes_at > moment),
        Tab.closed: closed,
        Tab.awaiting: and_(
            closed,
            Vacancy.outcome.is_(None),
            Vacancy.provider == "",
            Vacancy.closes_at > moment - AWAITS_FOR,
            Vacancy.organisation_id.in_(organisation_ids),
        ),
    }
    return conditions[tab]


def select_tab(
    tab: Tab, organisation_ids: Collection[int], narrowing: Narrowing = EVERYTHING, sort: Sort | None = None
) -> Select[Vacancy]:
    """The rows of one tab. A sort that the tab does not offer is its usual one."""
    chosen = sort if sort in SORTS[tab] else SORTS[tab][0]
    # Whether a draft is complete depends on its files.
    files = (selectinload(Vacancy.documents),) if tab is Tab.draft else ()
    return (
        select(Vacancy)
        .where(belongs_to(organisation_ids), in_tab(tab, organisation_ids, clock.now()), narrowing.condition)
        .options(*card_options(), *files)
        .order_by(*ORDERS[chosen])
    )


def tab_counts(organisation_ids: Collection[int], narrowing: Narrowing = EVERYTHING) -> dict[Tab, int]:
    """How many rows each tab holds, in one query."""
    moment = clock.now()
    sums = [_count(in_tab(tab, organisation_ids, moment)) for tab in Tab]
    row = db.session.execute(select(*sums).where(belongs_to(organisation_ids), narrowing.condition)).one()
    return dict(zip(Tab, row, strict=True))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


@dataclass(frozen=True)
class PlaceCount:
    """A place to narrow to, with how many rows it would leave."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Choices:
    """What the rows of a tab can be narrowed to, each choice with the rows it would leave. Places by name, the head
    office first."""

    head_office: int = 0
    places: list[PlaceCount] = field(default_factory=list)
    roles: dict[JobRole, int] = field(default_factory=dict)


def choices(tab: Tab, organisation_ids: Collection[int], narrowing: Narrowing = EVERYTHING) -> Choices:
    """Counts of each filter are those under the other filter. Two queries, however many rows."""
    base = and_(belongs_to(organisation_ids), in_tab(tab, organisation_ids, clock.now()))
    sums = [_count(and_(narrowing.at_place, _has_role(role))) for role in JobRole]
    office = _count(and_(narrowing.of_role, Vacancy.at_head_office.is_(True)))
    at_office, *of_roles = db.session.execute(select(office, *sums).where(base)).one()
    by_school = (
        select(School.slug, School.name, func.count(Vacancy.id))
        .join(vacancy_schools, vacancy_schools.c.school_id == School.id)
        .join(Vacancy, Vacancy.id == vacancy_schools.c.vacancy_id)
        .where(base, narrowing.of_role, School.id.in_(organisation_ids))
        .group_by(School.slug, School.name, School.id)
        .order_by(func.lower(School.name), School.id)
    )
    return Choices(
        head_office=at_office,
        places=[PlaceCount(slug, name, count) for slug, name, count in db.session.execute(by_school)],
        roles={role: count for role, count in zip(JobRole, of_roles, strict=True) if count},
    )


def awaiting_outcome(organisation_ids: Collection[int]) -> int:
    """How many vacancies closed within the last two months and nobody has said what came of them."""
    return tab_counts(organisation_ids)[Tab.awaiting]


def open_in(organisation_ids: Collection[int]) -> list[Vacancy]:
    """What is live, with nothing beside it: for counting."""
    question = select(Vacancy).where(belongs_to(organisation_ids), is_open_now()).order_by(Vacancy.id)
    return list(db.session.scalars(question))


def school_id_in(organisation_ids: Collection[int], slug: str) -> int | None:
    """The id of the school with this address, when it is one of these organisations."""
    if not slug:
        return None
    return db.session.scalar(select(School.id).where(School.slug == slug, School.id.in_(organisation_ids)))
