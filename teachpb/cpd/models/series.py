"""What stands around a course: series, what it leads on to, and who teaches it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.cpd.models.course import Course
from teachpb.cpd.models.enums import CourseStatus
from teachpb.db import EnumText, Model, Timestamps
from teachpb.files.models import StoredFile
from teachpb.schools.models import Provider

#: Which courses lead on to which: from ``course_id`` to ``next_id``.
course_followers = Table(
    "course_followers",
    Model.metadata,
    Column("course_id", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("next_id", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True, index=True),
)
#: Who teaches a course, whichever date it is.
course_facilitators = Table(
    "course_facilitators",
    Model.metadata,
    Column("course_id", ForeignKey("courses.id", ondelete="CASCADE"), primary_key=True),
    Column("profile_id", ForeignKey("facilitator_profiles.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class FacilitatorProfile(Timestamps, Model):
    """Somebody who teaches, as the public sees them. ``user`` is their account here, where they have one: then their
    profile also stands at the dates they lead. Nobody is shown who has no profile."""

    __tablename__ = "facilitator_profiles"
    __table_args__ = (UniqueConstraint("provider_id", "user_id"),)

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    bio: Mapped[str] = mapped_column(Text, default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"))
    photo_alt: Mapped[str] = mapped_column(String(200), default="")

    provider: Mapped[Provider] = relationship(Provider)
    user: Mapped[User | None] = relationship(User)
    photo: Mapped[StoredFile | None] = relationship(StoredFile)
    courses: Mapped[list[Course]] = relationship(Course, secondary=course_facilitators, viewonly=True)

    @property
    def shown_photo(self) -> StoredFile | None:
        return self.photo if self.photo is not None and self.photo.is_ready else None

    @property
    def initials(self) -> str:
        """Up to two letters, where there is no photograph."""
        words = [word for word in self.name.split() if word[:1].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:]))


class Series(Timestamps, Model):
    """Courses that belong together. ``is_mixable``: each module stands on its own, and people take those they need."""

    __tablename__ = "course_series"

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    summary: Mapped[str] = mapped_column(String(250))
    description: Mapped[str] = mapped_column(Text, default="")
    is_mixable: Mapped[bool] = mapped_column(default=True)
    status: Mapped[CourseStatus] = mapped_column(EnumText(CourseStatus), default=CourseStatus.draft)

    provider: Mapped[Provider] = relationship(Provider)
    modules: Mapped[list[SeriesModule]] = relationship(
        "SeriesModule",
        back_populates="series",
        order_by="SeriesModule.position, SeriesModule.id",
        cascade="all, delete-orphan",
    )


class SeriesModule(Model):
    """A course in a series, at its place."""

    __tablename__ = "series_modules"
    __table_args__ = (UniqueConstraint("series_id", "course_id"),)

    series_id: Mapped[int] = mapped_column(ForeignKey("course_series.id", ondelete="CASCADE"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]

    series: Mapped[Series] = relationship(Series, back_populates="modules")
    course: Mapped[Course] = relationship(Course)
