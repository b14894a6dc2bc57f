"""What a candidate has learned and done: the lists of the form, one table each."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from teachpb.applications.models.application import Application
from teachpb.applications.models.entries import Entry
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, LabelledEnum, Model
from teachpb.sealing import SealedText

ENDS_BEFORE = "The end date must be the same as or after the start date"
CONSTRAINT_MESSAGES["ck_application_employments_ends_after_start"] = ("ended_on", ENDS_BEFORE)
CONSTRAINT_MESSAGES["ck_application_qualifications_ends_after_start"] = ("ended_on", ENDS_BEFORE)


class QualificationKind(LabelledEnum):
    gcse = "gcse", "GCSEs"
    as_level = "as_level", "AS levels"
    a_level = "a_level", "A levels"
    undergraduate = "undergraduate", "Undergraduate degree"
    postgraduate = "postgraduate", "Postgraduate degree"
    other = "other", "Another qualification"


#: Taken at school, several subjects at a time.
SCHOOL_QUALIFICATIONS = frozenset({QualificationKind.gcse, QualificationKind.as_level, QualificationKind.a_level})


class StudyProgress(LabelledEnum):
    finished = "finished", "Yes"
    studying = "studying", "I am still studying"
    left = "left", "No, I left before the end"


class EmploymentKind(LabelledEnum):
    job = "job", "Job"
    pause = "break", "Break"


def _ends_after_start(cls: Any) -> tuple[Any, ...]:
    return (
        UniqueConstraint("application_id", "key"),
        CheckConstraint("ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on", name="ends_after_start"),
    )


class Qualification(Entry, Model):
    """One qualification; or, from school, one set of ``results``: dicts of ``subject``, ``grade`` and ``body`` (who
    awarded it, may be ""). Replace ``results``, never mutate.

    ``started_on`` is given for full-time study only, and then its months count as accounted for. Months are kept as
    their first day.
    """

    __tablename__ = "application_qualifications"
    __table_args__ = declared_attr.directive(_ends_after_start)

    kind: Mapped[QualificationKind] = mapped_column(EnumText(QualificationKind))
    institution: Mapped[str] = mapped_column(String(200), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(200), default="")
    year: Mapped[int | None]
    results: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    progress: Mapped[StudyProgress | None] = mapped_column(EnumText(StudyProgress))
    grade: Mapped[str] = mapped_column(String(100), default="")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    details: Mapped[str] = mapped_column(Text, default="")

    application: Mapped[Application] = relationship(Application, back_populates="qualifications")


class Training(Entry, Model):
    """A course, a certificate, a day of professional development."""

    __tablename__ = "application_trainings"

    name: Mapped[str] = mapped_column(String(200), default="")
    provider: Mapped[str] = mapped_column(String(200), default="")
    grade: Mapped[str] = mapped_column(String(100), default="")
    year: Mapped[int | None]
    length: Mapped[str] = mapped_column(String(100), default="")

    application: Mapped[Application] = relationship(Application, back_populates="trainings")


class BodyMembership(Entry, Model):
    """Membership of a professional body: the Chartered College, a subject association."""

    __tablename__ = "application_memberships"

    name: Mapped[str] = mapped_column(String(200), default="")
    grade: Mapped[str] = mapped_column(String(100), default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    year: Mapped[int | None]
    has_taken_exam: Mapped[bool | None]

    application: Mapped[Application] = relationship(Application, back_populates="memberships")


class Employment(Entry, Model):
    """A job, or a break between jobs with its ``reason``. Why somebody left, or was away, is nobody else's business:
    it is sealed. Months are kept as their first day; a job that ``is_current`` has no end."""

    __tablename__ = "application_employments"
    __table_args__ = declared_attr.directive(_ends_after_start)

    kind: Mapped[EmploymentKind] = mapped_column(EnumText(EmploymentKind))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    job_title: Mapped[str] = mapped_column(String(200), default="")
    subjects: Mapped[str] = mapped_column(String(200), default="")
    is_current: Mapped[bool | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    main_duties: Mapped[str] = mapped_column(Text, default="")
    reason_for_leaving: Mapped[str] = mapped_column(SealedText, default="")
    reason: Mapped[str] = mapped_column(SealedText, default="")

    application: Mapped[Application] = relationship(Application, back_populates="employments")
