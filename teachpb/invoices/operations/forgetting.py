"""Taking delegates' names off lines: when they close their account, and once nobody needs them any more.

Invoices themselves are kept: six years after the end of the accounting period (Companies Act 2006, section 388; VAT
Notice 700/21). Which place a line is for stays, and so do its figures.
"""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from sqlalchemy import Table, or_, select, update

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.cpd.models import Place
from teachpb.db import db
from teachpb.invoices.models import Invoice, InvoiceLine

NAMES_KEPT = timedelta(days=6 * 366)
_LINES, _DOCUMENTS = cast(Table, InvoiceLine.__table__), cast(Table, Invoice.__table__)


def forget_person(*, user: User) -> int:
    """Blank the name of somebody who closes their account. Returns how many lines."""
    theirs = select(Place.id).where(or_(Place.delegate_id == user.id, Place.delegate_email == user.email))
    return _blank(_LINES.c.place_id.in_(theirs))


def forget_old_names() -> int:
    """Blank the names on documents that were issued six years ago. Returns how many lines."""
    old = select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.issued_on < clock.today() - NAMES_KEPT)
    return _blank(_LINES.c.invoice_id.in_(old))


def _blank(which: object) -> int:
    done = db.session.execute(update(_LINES).where(which, _LINES.c.delegate != "").values(delegate=""))  # type: ignore[arg-type]
    db.session.expire_all()
    return int(done.rowcount)  # type: ignore[attr-defined]
