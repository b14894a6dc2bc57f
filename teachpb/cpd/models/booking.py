"""Who has a place, who booked it, who pays, and what their calendars have been told."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.accounts.models import User
from teachpb.cpd.models.date import CourseDate, CourseSession
from teachpb.cpd.models.enums import PaymentMethod, PlaceState, PriceBand, VatTreatment
from teachpb.cpd.models.transitions import ACTIVE
from teachpb.cpd.tickets import ALPHABET, code_of, new_ticket
from teachpb.db import CONSTRAINT_MESSAGES, EnumText, Model, Timestamps
from teachpb.notifications.meetings import CalendarMethod
from teachpb.schools.models import Organisation

CONSTRAINT_MESSAGES["ix_places_active"] = (
    "delegate_email",
    "Somebody with this email address already has a place on this date, or is in line for one",
)
CONSTRAINT_MESSAGES["uq_places_course_date_id_delegate_email"] = CONSTRAINT_MESSAGES["ix_places_active"]

REFERENCE_ALPHABET = ALPHABET


def new_reference() -> str:
    """Eight characters that stand on everything about a booking."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))


_ACTIVE_SQL = "state IN ({})".format(", ".join(f"'{state.value}'" for state in sorted(ACTIVE)))


class Booking(Timestamps, Model):
    """The container of places, with who booked and who pays. Its state is derived from its places.

    It exists from the first hold on. ``submission_key`` is the random key of the *check your answers* page that
    completed it, and ``submission_digest`` what was answered: the same key with other answers is refused.
    ``policy_tiers`` are the terms of cancelling as they were shown. ``wanted`` is how many places were asked for,
    ``together`` whether fewer would have been no use. Whoever is not named yet is named by ``names_due_at``.
    """

    __tablename__ = "bookings"
    __table_args__ = (UniqueConstraint("booker_id", "submission_key"),)

    reference: Mapped[str] = mapped_column(String(8), unique=True, default=new_reference)
    booker_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    submission_key: Mapped[str | None] = mapped_column(String(64))
    submission_digest: Mapped[str] = mapped_column(String(64), default="")
    submitted_at: Mapped[datetime | None]
    policy_tiers: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    payment_method: Mapped[PaymentMethod] = mapped_column(EnumText(PaymentMethod), default=PaymentMethod.invoice)
    purchase_order: Mapped[str] = mapped_column(String(35), default="")
    cost_centre: Mapped[str] = mapped_column(String(30), default="")
    filled_in_at: Mapped[datetime | None]
    wanted: Mapped[int] = mapped_column(default=1)
    together: Mapped[bool] = mapped_column(default=True)
    names_due_at: Mapped[datetime | None]
    names_chased_at: Mapped[datetime | None]

    booker: Mapped[User] = relationship(User)
    payer: Mapped[Organisation | None] = relationship(Organisation)
    places: Mapped[list[Place]] = relationship("Place", back_populates="booking", order_by="Place.id")

    @property
    def total_pence(self) -> int:
        """What its places cost together, with VAT: the sum of the places that were not given up before they were
        booked."""
        return sum(place.price_pence for place in self.places if place.state is not PlaceState.expired)


def _same_as_price(context: Any) -> int:
    """A place that says nothing else costs its list price, without discount and VAT."""
    return int(context.get_current_parameters()["price_pence"])


class Place(Timestamps, Model):
    """One delegate on one course date: the unit of counting.

    ``delegate_email`` is in lower case, and empty until a hold has been filled in or, where the name comes later, until
    then. Where the payer approves, ``approval_due_at`` is when a place nobody has decided on is given up, and
    ``decided_by_id`` who decided. ``held_until`` and
    ``offered_until`` say until when a hold or an offer counts. Each ``…_at`` is when that state was entered;
    ``state_entered_at`` when the present one was.

    What the place costs, and what cancelling it cost, are snapshots in pence: ``list_pence`` is the price of its band,
    ``discount_pence`` what ``discount_code`` took off, ``net_pence`` what is left, ``vat_pence`` the tax on that at
    ``vat_rate`` (hundredths of a percent), ``price_pence`` what is to be paid (``pricing.py``).

    ``waiting_number`` orders the line: lower is served first, after those whom staff gave ``priority``. Places of one
    date with the same number want to go together: they are offered all or none. ``skips`` counts how often others were
    served first because they were fewer. ``successor`` is the place that came instead of one that was substituted or
    transferred, and ``ended_by`` whoever did that.

    ``ticket_token`` is random and belongs to this one place: whoever comes instead has another place, and so another
    ticket.
    """

    __tablename__ = "places"
    __table_args__ = (
        CheckConstraint("delegate_email = lower(delegate_email)", name="delegate_email_lower"),
        CheckConstraint("price_pence >= 0", name="price_not_negative"),
        CheckConstraint("discount_pence >= 0 AND discount_pence <= list_pence", name="discount_in_list_price"),
        CheckConstraint("net_pence = list_pence - discount_pence", name="net_adds_up"),
        CheckConstraint(
            "vat_rate >= 0 AND vat_pence >= 0 AND price_pence = net_pence + vat_pence", name="price_adds_up"
        ),
        Index(
            "ix_places_active",
            "course_date_id",
            "delegate_email",
            unique=True,
            sqlite_where=text(_ACTIVE_SQL),
            postgresql_where=text(_ACTIVE_SQL),
        ),
        Index("ix_places_course_date_id_state", "course_date_id", "state"),
        Index("ix_places_state_held_until", "state", "held_until"),
        Index("ix_places_ticket_token", "ticket_token", unique=True),
    )

    course_date_id: Mapped[int] = mapped_column(ForeignKey("course_dates.id"))
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    delegate_name: Mapped[str] = mapped_column(String(120), default="")
    delegate_email: Mapped[str | None] = mapped_column(String(254))
    state: Mapped[PlaceState] = mapped_column(EnumText(PlaceState))
    state_entered_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    extensions: Mapped[int] = mapped_column(default=0)
    offered_until: Mapped[datetime | None]
    waiting_number: Mapped[int | None]
    held_at: Mapped[datetime | None]
    waiting_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    approval_due_at: Mapped[datetime | None]
    approval_chased_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decision_note: Mapped[str] = mapped_column(String(500), default="")
    price_band: Mapped[PriceBand] = mapped_column(EnumText(PriceBand))
    list_pence: Mapped[int] = mapped_column(default=_same_as_price)
    discount_code: Mapped[str] = mapped_column(String(30), default="")
    discount_pence: Mapped[int] = mapped_column(default=0)
    net_pence: Mapped[int] = mapped_column(default=_same_as_price)
    vat_code: Mapped[VatTreatment] = mapped_column(EnumText(VatTreatment), default=VatTreatment.exempt)
    vat_rate: Mapped[int] = mapped_column(default=0)
    vat_pence: Mapped[int] = mapped_column(default=0)
    price_pence: Mapped[int]
    charge_pence: Mapped[int | None]
    charge_tier: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    priority: Mapped[int] = mapped_column(default=0)
    priority_reason: Mapped[str] = mapped_column(String(200), default="")
    skips: Mapped[int] = mapped_column(default=0)
    ticket_token: Mapped[str] = mapped_column(String(26), default=new_ticket)

    course_date: Mapped[CourseDate] = relationship(CourseDate, back_populates="places")
    booking: Mapped[Booking] = relationship(Booking, back_populates="places")
    delegate: Mapped[User | None] = relationship(User, foreign_keys=[delegate_id])
    ended_by: Mapped[User | None] = relationship(User, foreign_keys=[ended_by_id])
    successor: Mapped[Place | None] = relationship("Place", remote_side="Place.id")
    decided_by: Mapped[User | None] = relationship(User, foreign_keys=[decided_by_id])
    needs: Mapped[DelegateNeeds | None] = relationship(
        "DelegateNeeds", back_populates="place", uselist=False, cascade="all, delete-orphan"
    )

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def ticket_code(self) -> str:
        """The short code of the ticket, to read out or type."""
        return code_of(self.ticket_token)

    @property
    def is_named(self) -> bool:
        return self.delegate_email is not None

    @property
    def is_filled_in(self) -> bool:
        """Was the form of its booking filled in, be it that the names come later?"""
        return self.is_named or self.booking.filled_in_at is not None

    @property
    def who(self) -> str:
        """The delegate's name, or that it is not known yet."""
        return self.delegate_name or "Not named yet"


class DelegateNeeds(Timestamps, Model):
    """What a delegate needs on the day. In a table of its own: seen by the organiser and facilitator of that run only,
    never audited or exported; what is eaten is deleted 14 days after it, the rest 30 days after (``jobs.py``)."""

    __tablename__ = "delegate_needs"

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id", ondelete="CASCADE"), unique=True)
    dietary: Mapped[str] = mapped_column(String(200), default="")
    access: Mapped[str] = mapped_column(String(500), default="")
    please_call: Mapped[bool] = mapped_column(default=False)

    place: Mapped[Place] = relationship(Place, back_populates="needs")


class CalendarInvite(Model):
    """The last thing a person's calendar was told about a session: the next number is above ``sequence``."""

    __tablename__ = "calendar_invites"
    __table_args__ = (UniqueConstraint("session_id", "attendee"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("course_sessions.id", ondelete="CASCADE"))
    attendee: Mapped[str] = mapped_column(String(254))
    sequence: Mapped[int]
    method: Mapped[CalendarMethod] = mapped_column(EnumText(CalendarMethod))
    sent_at: Mapped[datetime]

    session: Mapped[CourseSession] = relationship(CourseSession)
