"""The record of one person: courses attended here, and what they entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachpb.accounts.models import User
from teachpb.attendance.models import AttendanceRecord, Certificate
from teachpb.attendance.queries import person_places
from teachpb.cpd.models import Course, CourseDate, Place, PlaceState
from teachpb.db import db
from teachpb.training.models import TeamMember, TrainingEntry
from teachpb.training.policies import can_edit_entry
from teachpb.training.years import year_name, year_of

ATTENDED = (PlaceState.attended, PlaceState.part_attended)


@dataclass(frozen=True)
class RecordLine:
    """One line. A course of ours has a ``kept`` and maybe a ``certificate``; anything else is an ``entry``."""

    on: date
    title: str
    provider: str
    hours: float
    expires_on: date | None
    in_part: bool = False
    kept: AttendanceRecord | None = None
    certificate: Certificate | None = None
    entry: TrainingEntry | None = None


@dataclass(frozen=True)
class YearOfRecord:
    """An academic year, its lines newest first."""

    year: int
    lines: Sequence[RecordLine]

    @property
    def name(self) -> str:
        return year_name(self.year)

    @property
    def hours(self) -> float:
        return sum(line.hours for line in self.lines)


def record_of(user: User) -> list[YearOfRecord]:
    """The whole record, newest year first."""
    lines = sorted([*_attended(user), *_entered(user)], key=lambda line: (line.on, line.title), reverse=True)
    years = sorted({year_of(line.on) for line in lines}, reverse=True)
    return [YearOfRecord(year, [line for line in lines if year_of(line.on) == year]) for year in years]


def entry_known_to(user: User, entry_id: int) -> TrainingEntry | None:
    """An entry with who it is about; whether ``user`` may touch it is for the policy to say. None for a stranger."""
    entry = db.session.scalar(
        select(TrainingEntry)
        .where(TrainingEntry.id == entry_id)
        .options(
            joinedload(TrainingEntry.kind),
            joinedload(TrainingEntry.file),
            joinedload(TrainingEntry.member).joinedload(TeamMember.organisation),
        )
    )
    return entry if entry is not None and can_edit_entry(user, entry) else None


def entries_of_member(member: TeamMember) -> list[TrainingEntry]:
    """What the school entered about somebody, newest first."""
    statement = (
        select(TrainingEntry).where(TrainingEntry.member_id == member.id).options(joinedload(TrainingEntry.file))
    )
    return list(db.session.scalars(statement.order_by(TrainingEntry.completed_on.desc(), TrainingEntry.id.desc())))


def _attended(user: User) -> list[RecordLine]:
    rows = db.session.scalars(
        select(AttendanceRecord)
        .join(AttendanceRecord.place)
        .join(Place.course_date)
        .where(person_places(user), Place.state.in_(ATTENDED))
        .options(
            contains_eager(AttendanceRecord.place)
            .contains_eager(Place.course_date)
            .options(joinedload(CourseDate.course).joinedload(Course.provider), selectinload(CourseDate.sessions))
        )
    ).all()
    certificates = _certificates([row.place_id for row in rows])
    return [_line(row, certificates.get(row.place_id)) for row in rows if row.place.course_date.live_sessions]


def _line(row: AttendanceRecord, certificate: Certificate | None) -> RecordLine:
    run = row.place.course_date
    return RecordLine(
        on=max(session.day for session in run.live_sessions),
        title=certificate.course_title if certificate else run.course.title,
        provider=certificate.provider_name if certificate else run.course.provider.name,
        hours=row.hours_counted,
        expires_on=certificate.expires_on if certificate else None,
        in_part=row.place.state is PlaceState.part_attended,
        kept=row,
        certificate=certificate,
    )


def _certificates(place_ids: Sequence[int]) -> dict[int, Certificate]:
    valid = select(Certificate).where(Certificate.place_id.in_(place_ids), Certificate.withdrawn_at.is_(None))
    return {row.place_id: row for row in db.session.scalars(valid)}


def _entered(user: User) -> list[RecordLine]:
    rows = db.session.scalars(
        select(TrainingEntry).where(TrainingEntry.user_id == user.id).options(joinedload(TrainingEntry.file))
    )
    return [
        RecordLine(
            on=row.completed_on,
            title=row.title,
            provider=row.provider,
            hours=row.hours,
            expires_on=row.expires_on,
            entry=row,
        )
        for row in rows
    ]
