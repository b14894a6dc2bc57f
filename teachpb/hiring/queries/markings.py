"""Who has marked whom, and what may be seen of it: a handful of queries, however many candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from teachpb.accounts.models import User
from teachpb.applications.models import Application, PanelMember
from teachpb.applications.queries import present_readers, visible_to
from teachpb.db import db
from teachpb.hiring import marking
from teachpb.hiring.models import (
    LOWEST,
    MARKED_STATES,
    AgreedScore,
    Criterion,
    ScoreOpening,
    ScoreSheet,
    Stage,
)
from teachpb.hiring.queries.criteria import criteria_of
from teachpb.vacancies.models import Vacancy


@dataclass(frozen=True)
class Mark:
    marker: str
    points: int
    note: str


@dataclass(frozen=True)
class Line:
    """One criterion as everybody sees it once the marks are open."""

    criterion: Criterion
    marks: tuple[Mark, ...]
    agreed: AgreedScore | None

    @property
    def mean(self) -> Fraction | None:
        return marking.mean([mark.points for mark in self.marks])

    @property
    def points(self) -> Fraction | int | None:
        """What counts."""
        return self.agreed.points if self.agreed is not None else self.mean

    @property
    def is_wide(self) -> bool:
        """Are the markers far apart, and have not agreed yet?"""
        return self.agreed is None and marking.is_wide([mark.points for mark in self.marks])


@dataclass
class Marking:
    """What is known of one candidate at one stage. ``here`` are those who can still mark; ``waited_for`` are panel
    members of them, and others who have begun, whose marks are not in: nobody waits for somebody who has left."""

    application: Application
    stage: Stage
    criteria: list[Criterion]
    panel: set[int] = field(default_factory=set)
    here: set[int] = field(default_factory=set)
    sheets: list[ScoreSheet] = field(default_factory=list)
    agreed: dict[int, AgreedScore] = field(default_factory=dict)
    opening: ScoreOpening | None = None

    @property
    def submitted(self) -> list[ScoreSheet]:
        return [sheet for sheet in self.sheets if sheet.submitted_at is not None]

    @property
    def waited_for(self) -> set[int]:
        begun = {sheet.marker_id for sheet in self.sheets} & self.here
        return (self.panel | begun) - {each.marker_id for each in self.submitted}

    @property
    def may_open(self) -> bool:
        """Has everybody marked whom we wait for, and more than one?"""
        return len(self.submitted) >= LOWEST and not self.waited_for

    @property
    def is_open(self) -> bool:
        return self.opening is not None or self.may_open

    @property
    def takes_marks(self) -> bool:
        return not self.is_open and self.application.state in MARKED_STATES[self.stage]

    def sheet_of(self, user: User) -> ScoreSheet | None:
        return next((sheet for sheet in self.sheets if sheet.marker_id == user.id), None)

    @property
    def lines(self) -> list[Line]:
        """Everybody's marks. Only for pages that have asked ``is_open``."""
        return [self._line(criterion) for criterion in self.criteria]

    def _line(self, criterion: Criterion) -> Line:
        marks = tuple(
            Mark(sheet.marker.full_name, score.points, score.note)
            for sheet in sorted(self.submitted, key=lambda each: each.marker.full_name.casefold())
            for score in sheet.scores
            if score.criterion_id == criterion.id and score.points is not None
        )
        return Line(criterion, marks, self.agreed.get(criterion.id))

    @property
    def total(self) -> Fraction | None:
        """Out of 100; None while the marks are not open, or a criterion has none."""
        if not self.is_open:
            return None
        return marking.total((line.criterion.weight, line.points) for line in self.lines)

    @property
    def wide_count(self) -> int:
        return sum(line.is_wide for line in self.lines) if self.is_open else 0


def markings_of(vacancy: Vacancy, applications: Sequence[Application], stage: Stage) -> dict[int, Marking]:
    """By application, in the order given."""
    criteria = criteria_of(vacancy, stage)
    panel = set(db.session.scalars(select(PanelMember.user_id).where(PanelMember.vacancy_id == vacancy.id)))
    sheets = _sheets([each.id for each in applications], stage)
    here = present_readers(vacancy, panel | {sheet.marker_id for sheet in sheets})
    found = {each.id: Marking(each, stage, criteria, panel & here, here) for each in applications}
    for sheet in sheets:
        found[sheet.application_id].sheets.append(sheet)
    for agreed in _agreed(list(found), stage):
        found[agreed.application_id].agreed[agreed.criterion_id] = agreed
    for opening in db.session.scalars(
        select(ScoreOpening)
        .where(ScoreOpening.application_id.in_(found), ScoreOpening.stage == stage)
        .options(joinedload(ScoreOpening.opened_by))
    ):
        found[opening.application_id].opening = opening
    return found


def marking_of(application: Application, stage: Stage) -> Marking:
    return markings_of(application.vacancy, [application], stage)[application.id]


def own_sheet(user: User, application: Application, stage: Stage) -> ScoreSheet | None:
    return db.session.scalar(
        select(ScoreSheet).where(
            ScoreSheet.application_id == application.id, ScoreSheet.marker_id == user.id, ScoreSheet.stage == stage
        )
    )


def unmarked_count(user: User, vacancy: Vacancy, stage: Stage) -> int:
    """How many candidates ``user`` could mark at this stage and has not."""
    done = select(ScoreSheet.application_id).where(
        ScoreSheet.marker_id == user.id, ScoreSheet.stage == stage, ScoreSheet.submitted_at.is_not(None)
    )
    question = visible_to(user).where(
        Application.vacancy_id == vacancy.id,
        Application.state.in_(MARKED_STATES[stage]),
        Application.id.not_in(done),
    )
    return db.session.scalar(question.order_by(None).with_only_columns(func.count(Application.id))) or 0


def _sheets(application_ids: list[int], stage: Stage) -> Sequence[ScoreSheet]:
    return db.session.scalars(
        select(ScoreSheet)
        .where(ScoreSheet.application_id.in_(application_ids), ScoreSheet.stage == stage)
        .options(joinedload(ScoreSheet.marker), selectinload(ScoreSheet.scores))
        .order_by(ScoreSheet.id)
        .execution_options(populate_existing=True)
    ).all()


def _agreed(application_ids: list[int], stage: Stage) -> Sequence[AgreedScore]:
    return db.session.scalars(
        select(AgreedScore)
        .join(Criterion, Criterion.id == AgreedScore.criterion_id)
        .where(AgreedScore.application_id.in_(application_ids), Criterion.stage == stage)
        .options(joinedload(AgreedScore.agreed_by))
    ).all()
