"""What is answered in a booking, and its digest: whether what is confirmed is what was shown."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.cpd.models import Place
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


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Who comes, who pays. ``delegate_email`` is in lower case; ``payer`` is one the booker belongs to, or None."""

    delegate_name: str
    delegate_email: str
    payer: Organisation | None = None
    purchase_order: str = ""
    needs: Needs = field(default_factory=Needs)


def digest_of(*, place: Place, price_pence: int) -> str:
    """A fingerprint of what is booked for whom at which price. What the delegate needs is left out: it is not kept."""
    booking = place.booking
    facts = [
        place.course_date_id,
        place.delegate_name,
        place.delegate_email,
        booking.payer_id,
        booking.purchase_order,
        price_pence,
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def delegate_of(email: str) -> int | None:
    """The account with this address, if there is one."""
    return db.session.scalar(select(User.id).where(User.email == email, User.closed_at.is_(None)))
