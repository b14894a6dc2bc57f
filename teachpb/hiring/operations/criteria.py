"""Writing down what candidates are measured against, before anybody is measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring.common_criteria import Line
from teachpb.hiring.errors import Frozen
from teachpb.hiring.models import Criterion, Need, Stage
from teachpb.hiring.queries import criteria_of, has_scores, stages_begun
from teachpb.vacancies.models import Vacancy

MOST = 20


def add_criterion(
    *, actor: User, vacancy: Vacancy, text: str, weight: int, need: Need, stage: Stage, reason: str = ""
) -> Criterion:
    """Saying the same twice adds it once. Raises DomainError once there are enough, or when marking has begun and
    there is no reason."""
    _lock(vacancy)
    present = criteria_of(vacancy, stage)
    twin = next((each for each in present if each.text.casefold() == text.casefold()), None)
    if twin is not None:
        return twin
    if len(present) >= MOST:
        raise DomainError(f"{MOST} criteria at one stage are enough. Remove one first", "text")
    begun = stage in stages_begun(vacancy)
    if begun and not reason:
        raise DomainError("Say why you add this after marking has begun", "reason")
    criterion = Criterion(
        vacancy_id=vacancy.id, text=text, weight=weight, need=need, stage=stage, reason=reason if begun else ""
    )
    _note(actor, "criterion_added", criterion, vacancy)
    return criterion


def change_criterion(*, actor: User, vacancy: Vacancy, criterion: Criterion, **values: Any) -> None:
    """Raises Frozen once somebody has given a mark at its stage, or at the stage it would move to."""
    _lock(vacancy)
    if {criterion.stage, values["stage"]} & stages_begun(vacancy):
        raise Frozen("Marking has begun, so this criterion cannot be changed any more. You can add another", "text")
    for name in ("text", "weight", "need", "stage"):
        setattr(criterion, name, values[name])
    _note(actor, "criterion_changed", criterion, vacancy)


def remove_criterion(*, actor: User, vacancy: Vacancy, criterion: Criterion) -> None:
    """Raises Frozen once somebody has given a mark at its stage."""
    _lock(vacancy)
    if criterion.stage in stages_begun(vacancy):
        raise Frozen("Marking has begun, so this criterion cannot be removed any more")
    _note(actor, "criterion_removed", criterion, vacancy)
    db.session.delete(criterion)


def copy_criteria(*, actor: User, vacancy: Vacancy, lines: Sequence[Line]) -> int:
    """Add those that are not there yet. Returns how many. Raises Frozen once marking has begun."""
    _lock(vacancy)
    if has_scores(vacancy):
        raise Frozen("Marking has begun, so criteria can only be added one by one, each with a reason")
    before = len(criteria_of(vacancy))
    for text, weight, need, stage in lines:
        add_criterion(actor=actor, vacancy=vacancy, text=text, weight=weight, need=need, stage=stage)
    return len(criteria_of(vacancy)) - before


def _lock(vacancy: Vacancy) -> None:
    """Marks are given under the same lock, so none can slip between the question and the change."""
    db.session.scalar(select(Vacancy.id).where(Vacancy.id == vacancy.id).with_for_update())


def _note(actor: User, verb: str, criterion: Criterion, vacancy: Vacancy) -> None:
    db.session.add(criterion)
    db.session.flush()
    changes = {"criterion": (None, criterion.text), "weight": (None, criterion.weight)}
    record(actor=actor, verb=verb, subject=vacancy, changes=changes, organisation_id=vacancy.organisation_id)
    db.session.flush()
