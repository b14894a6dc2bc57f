"""What is answered in a booking, and its digest: whether what is confirmed is what was shown."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.cpd.models import PaymentMethod, Place
from teachpb.cpd.places import form_places
from teachpb.db import db
from teachpb.schools.models import Organisation


@dataclass(frozen=True)
class Needs:
    """What the delegate needs on the day."""

    dietary: str = ""
    access: str = ""
    please_call: bool = False

    def __bool__(self) -> bool:
        return bool(self.dietary or self.access or self.please_call)

    def as_columns(self) -> dict[str, Any]:
        return {"dietary": self.dietary, "access": self.access, "please_call": self.please_call}


@dataclass(frozen=True)
class Delegate:
    """Who comes. ``email`` is in lower case; without one the name comes later."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Who comes, who pays and how. ``delegate_email`` is in lower case; ``payer`` is one the booker belongs to, or
    None. ``others`` come on the other places of a group, in the order of the places."""

    delegate_name: str
    delegate_email: str
    payer: Organisation | None = None
    payment_method: PaymentMethod | None = None
    purchase_order: str = ""
    cost_centre: str = ""
    needs: Needs = field(default_factory=Needs)
    others: tuple[Delegate, ...] = ()

    @property
    def delegates(self) -> tuple[Delegate, ...]:
        return (Delegate(self.delegate_name, self.delegate_email), *self.others)


def digest_of(*, place: Place, price_pence: int) -> str:
    """A fingerprint of what is booked together with ``place``, for whom and at which price in all. What the delegates
    need is left out: it is not kept."""
    booking = place.booking
    facts = [
        place.course_date_id,
        [[one.delegate_name, one.delegate_email] for one in form_places(place)],
        booking.payer_id,
        booking.payment_method,
        booking.purchase_order,
        booking.cost_centre,
        price_pence,
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def delegate_of(email: str) -> int | None:
    """The account with this address, if there is one."""
    return db.session.scalar(select(User.id).where(User.email == email, User.closed_at.is_(None)))
