"""What may be told of the answers about equal opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.applications.models import (
    EQUALITY_ANSWERS,
    Application,
    EqualityCount,
    EqualityDraft,
    EqualityQuestion,
)
from teachpb.applications.suppression import publish
from teachpb.db import db
from teachpb.schools.models import Organisation
from teachpb.schools.policies import looks_after

Line = Sequence[int | None]


@dataclass(frozen=True)
class EqualityTable:
    """One question. ``labels`` of the answers; ``whole``: all of the organisation and year; ``parts``: by vacancy, only
    those that were counted by themselves. None stands for what is not told."""

    question: EqualityQuestion
    labels: tuple[str, ...]
    whole: Line
    parts: dict[int, Line]


def own_answers(application: Application) -> dict[str, str]:
    """What the candidate has answered so far."""
    if not application.equality_slot:
        return {}
    found = db.session.scalar(select(EqualityDraft).where(EqualityDraft.slot == application.equality_slot))
    return dict(found.answers) if found is not None else {}


def organisations_counted(user: User) -> list[Organisation]:
    """The organisations ``user`` looks after as an officer of which anything has been counted, by name."""
    counted = select(EqualityCount.organisation_id)
    found = db.session.scalars(
        select(Organisation).where(Organisation.id.in_(counted)).order_by(Organisation.name, Organisation.id)
    )
    return [each for each in found if looks_after(user, each)]


def equality_years(organisation_ids: set[int]) -> list[tuple[int, int]]:
    """(organisation, academic year) of everything that has been counted, the latest year first."""
    question = (
        select(EqualityCount.organisation_id, EqualityCount.year)
        .where(EqualityCount.organisation_id.in_(organisation_ids))
        .distinct()
        .order_by(EqualityCount.year.desc(), EqualityCount.organisation_id)
    )
    return [(row[0], row[1]) for row in db.session.execute(question)]


def equality_tables(organisation_id: int, year: int) -> list[EqualityTable]:
    """Every question, with counts of five and more from which no smaller one can be worked out."""
    rows = db.session.scalars(
        select(EqualityCount).where(EqualityCount.organisation_id == organisation_id, EqualityCount.year == year)
    ).all()
    parts = sorted({row.vacancy_id for row in rows}, key=lambda each: (each is None, each or 0))
    numbers = {(row.question, row.vacancy_id, row.answer): row.number for row in rows}
    return [_table(question, parts, numbers) for question in EqualityQuestion] if parts else []


def _table(
    question: EqualityQuestion, parts: list[int | None], numbers: dict[tuple[EqualityQuestion, int | None, str], int]
) -> EqualityTable:
    values = EQUALITY_ANSWERS[question]
    counts = [[numbers.get((question, part, value), 0) for value, _ in values] for part in parts]
    *lines, whole = publish(counts)
    labels = tuple(label for _, label in values)
    by_part: dict[int, Line] = {part: line for part, line in zip(parts, lines, strict=True) if part is not None}
    return EqualityTable(question, labels, whole, by_part)
