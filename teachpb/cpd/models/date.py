"""One run of a course: its sessions, where it is held, who leads it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, Date, Float, ForeignKey, Index, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models.course import Course
from teachpb.cpd.models.enums import CourseDateState, LineStrategy, PriceBand
from teachpb.db import EnumText, Model, Timestamps
from teachpb.schools.models import Provider

if TYPE_CHECKING:
    from teachpb.cpd.models.booking import Place


def _moment(day: date, clock_time: time, zone: str | None) -> datetime:
    return datetime.combine(day, clock_time, tzinfo=ZoneInfo(zone or "Europe/London")).astimezone(UTC)


class Venue(Timestamps, Model):
    """Where sessions are held. ``address`` is written in lines."""

    __tablename__ = "venues"

    provider_id: Mapped[int | None] = mapped_column(ForeignKey("providers.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    access_notes: Mapped[str] = mapped_column(Text, default="")

    provider: Mapped[Provider | None] = relationship(Provider)

    @property
    def address_lines(self) -> list[str]:
        return [line for line in (*self.address.splitlines(), self.postcode) if line.strip()]

    @property
    def district(self) -> str:
        """The first half of the postcode: PE1."""
        return self.postcode.split(" ")[0]

    @property
    def one_line(self) -> str:
        return ", ".join([self.name, *self.address_lines])


class CourseDate(Timestamps, Model):
    """One run of a course. The lock on this row is what places are counted under (``locking.py``).

    ``starts_at`` and ``ends_at`` repeat the first session's start and the last one's end, for sorting and searching;
    the sessions are the truth. ``prices`` maps a price band to pence; a band that is missing cannot book.
    ``online_link`` and ``joining_instructions`` are for confirmed delegates only; ``instructions_changed_at`` is when
    they last became others. ``minimum`` is the number below which it may not run, and ``decide_on`` the day to decide:
    ``warned_at`` is when the provider was told that too few have booked, ``going_at`` when it was decided to run all
    the same. ``previous_starts_at`` is when it was to start before it was postponed, ``rescheduled_at`` when the new
    days were set: whoever booked before then may leave without charge.
    """

    __tablename__ = "course_dates"
    __table_args__ = (
        CheckConstraint("capacity >= 1", name="capacity_positive"),
        CheckConstraint("minimum >= 0 AND minimum <= capacity", name="minimum_in_capacity"),
        Index("ix_course_dates_state_starts_at", "state", "starts_at"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    state: Mapped[CourseDateState] = mapped_column(EnumText(CourseDateState), default=CourseDateState.draft)
    state_entered_at: Mapped[datetime] = mapped_column(default=clock.now)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=0)
    prices: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    booking_opens_at: Mapped[datetime | None]
    booking_closes_at: Mapped[datetime | None]
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    offer_hours: Mapped[int] = mapped_column(default=48)
    asks_dietary: Mapped[bool] = mapped_column(default=False)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"), index=True)
    online_link: Mapped[str] = mapped_column(String(500), default="")
    joining_instructions: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    line_strategy: Mapped[LineStrategy] = mapped_column(EnumText(LineStrategy), default=LineStrategy.strict)
    decide_on: Mapped[date | None] = mapped_column(Date)
    warned_at: Mapped[datetime | None]
    going_at: Mapped[datetime | None]
    previous_starts_at: Mapped[datetime | None]
    rescheduled_at: Mapped[datetime | None]
    instructions_changed_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship(Course, back_populates="dates")
    venue: Mapped[Venue | None] = relationship(Venue)
    sessions: Mapped[list[CourseSession]] = relationship(
        "CourseSession",
        back_populates="course_date",
        order_by="CourseSession.day, CourseSession.starts, CourseSession.id",
        cascade="all, delete-orphan",
    )
    facilitators: Mapped[list[Facilitator]] = relationship(
        "Facilitator", back_populates="course_date", cascade="all, delete-orphan"
    )
    places: Mapped[list[Place]] = relationship("Place", back_populates="course_date")

    def price_for(self, band: PriceBand) -> int | None:
        """Pence, or None when this band cannot book here."""
        return self.prices.get(band.value)

    @property
    def live_sessions(self) -> list[CourseSession]:
        return [session for session in self.sessions if session.cancelled_at is None]

    def next_start(self, moment: datetime) -> datetime | None:
        """When the next session that takes place begins: of a run that is under way, the next one still to come."""
        return min((at for session in self.live_sessions if (at := session.starts_at) > moment), default=None)

    def takes_bookings(self, moment: datetime) -> bool:
        """Open by state and by the clock; whether a place is left is another question."""
        opened = self.booking_opens_at is None or self.booking_opens_at <= moment
        closes = self.booking_closes_at or self.starts_at
        return self.state is CourseDateState.published and opened and closes is not None and moment < closes


class CourseSession(Timestamps, Model):
    """One sitting, in wall-clock time of ``zone``: 16:00 stays 16:00 when the clocks change.

    ``uid`` is the session's identity in calendars (RFC 5545 section 3.8.4.7): random, never derived, never changed.
    ``sequence`` goes up by one when day, start, end, zone, place or cancelled changes.
    """

    __tablename__ = "course_sessions"
    __table_args__ = (CheckConstraint("ends > starts", name="ends_after_start"),)

    course_date_id: Mapped[int] = mapped_column(ForeignKey("course_dates.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True, default=lambda: str(uuid.uuid4()))
    sequence: Mapped[int] = mapped_column(default=0)
    day: Mapped[date] = mapped_column(Date)
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    zone: Mapped[str] = mapped_column(String(40), default="Europe/London")
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"))
    room: Mapped[str] = mapped_column(String(120), default="")
    cancelled_at: Mapped[datetime | None]

    course_date: Mapped[CourseDate] = relationship(CourseDate, back_populates="sessions")
    venue: Mapped[Venue | None] = relationship(Venue)

    @property
    def venue_in_force(self) -> Venue | None:
        """Its own venue, else that of the run."""
        return self.venue or self.course_date.venue

    @property
    def starts_at(self) -> datetime:
        return _moment(self.day, self.starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        return _moment(self.day, self.ends, self.zone)


class Facilitator(Model):
    """Who leads a course date, and so may see its delegates and nobody else's."""

    __tablename__ = "course_date_facilitators"
    __table_args__ = (UniqueConstraint("course_date_id", "user_id"),)

    course_date_id: Mapped[int] = mapped_column(ForeignKey("course_dates.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)

    course_date: Mapped[CourseDate] = relationship(CourseDate, back_populates="facilitators")
    user: Mapped[User] = relationship(User)
