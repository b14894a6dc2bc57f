"""What people thought, added up for the provider. With few answers there are no words, which might tell whose they
are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from teachpb.attendance.models import AttendanceRecord, Evaluation, EvaluationForm, FollowUp
from teachpb.attendance.models.evaluation import USUAL_ITEMS
from teachpb.attendance.queries.after import FEWEST, WERE_THERE
from teachpb.cpd.models import Course, CourseDate, Place
from teachpb.db import db

SCALE = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Item:
    """A statement: how many chose each of 5 (strongly agree) to 1, and the average."""

    text: str
    counts: Mapping[int, int]
    average: float


@dataclass(frozen=True)
class Results:
    """One date: ``asked`` were there, ``answers`` have said what they thought. Averages are None without answers;
    ``comments`` are empty below five answers, and shuffled out of the order in which they came."""

    asked: int
    answers: int
    items: Sequence[Item] = ()
    before: float | None = None
    after: float | None = None
    recommend: float | None = None
    comments: Sequence[tuple[str, bool]] = ()
    follow_ups: int = 0
    done: float | None = None
    confidence_now: float | None = None
    differences: Sequence[str] = field(default=())

    @property
    def tells_words(self) -> bool:
        return self.answers >= FEWEST


def items_of(course: Course) -> list[str]:
    """The statements of a course: the provider's, or the usual ones."""
    items = db.session.scalar(select(EvaluationForm.items).where(EvaluationForm.course_id == course.id))
    return list(items or USUAL_ITEMS)


def results_of(run: CourseDate) -> Results:
    rows = db.session.scalars(select(Evaluation).where(Evaluation.course_date_id == run.id)).all()
    later = db.session.scalars(select(FollowUp).where(FollowUp.course_date_id == run.id)).all()
    asked = db.session.scalar(
        select(func.count(AttendanceRecord.id))
        .join(Place)
        .where(Place.course_date_id == run.id, Place.state.in_(sorted(WERE_THERE)))
    )
    words = sorted({(row.differently, row.may_quote) for row in rows if row.differently})
    return Results(
        asked=asked or 0,
        answers=len(rows),
        items=_items(rows),
        before=_mean([row.confidence_before for row in rows]),
        after=_mean([row.confidence_after for row in rows]),
        recommend=_mean([row.recommend for row in rows]),
        comments=words if len(rows) >= FEWEST else [],
        follow_ups=len(later),
        done=_mean([row.done for row in later]),
        confidence_now=_mean([row.confidence_now for row in later]),
        differences=sorted({row.difference for row in later if row.difference}) if len(later) >= FEWEST else [],
    )


def _items(rows: Sequence[Evaluation]) -> list[Item]:
    texts = list(dict.fromkeys(text for row in rows for text in row.scores))
    found = []
    for text in texts:
        given = [row.scores[text] for row in rows if text in row.scores]
        counts = {score: given.count(score) for score in SCALE}
        found.append(Item(text, counts, _mean(given) or 0.0))
    return found


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None
