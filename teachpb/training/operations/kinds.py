"""The list of kinds, which officers look after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import changes_of, record
from teachpb.cpd.models import Course
from teachpb.db import db
from teachpb.training.models import TrainingKind
from teachpb.training.usual import USUAL


@dataclass(frozen=True, kw_only=True)
class KindDetails:
    name: str
    months: int
    basis: str = ""
    note: str = ""
    review_on: date | None = None
    is_active: bool = True
    courses: Sequence[Course] = field(default=())


def save_kind(*, actor: User, kind: TrainingKind | None, details: KindDetails) -> TrainingKind:
    """Add a kind, or change one. What people have keeps the day it was given; new training gets the new period."""
    is_new = kind is None
    kind = kind or TrainingKind()
    for name in ("name", "months", "basis", "note", "review_on", "is_active"):
        setattr(kind, name, getattr(details, name))
    kind.courses = list(details.courses)
    changes = {} if is_new else changes_of(kind)
    db.session.add(kind)
    db.session.flush()
    record(actor=actor, verb="training_kind_added" if is_new else "training_kind_edited", subject=kind, changes=changes)
    return kind


def add_usual_kinds(*, actor: User | None) -> int:
    """Add the usual kinds that are not there yet, to be reviewed next September. Returns how many were added."""
    known = set(db.session.scalars(select(TrainingKind.name)))
    today = clock.today()
    review = date(today.year + (1 if today >= date(today.year, 9, 1) else 0), 9, 1)
    new = [
        TrainingKind(name=name, months=months, basis=basis, note=note, review_on=review)
        for name, months, basis, note in USUAL
        if name not in known
    ]
    db.session.add_all(new)
    db.session.flush()
    for kind in new:
        record(actor=actor, verb="training_kind_added", subject=kind)
    return len(new)
