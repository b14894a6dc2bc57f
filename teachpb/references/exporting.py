"""What candidates get of their references and self-disclosures when they ask for all their data.

What a referee gave in confidence is not theirs to have (Data Protection Act 2018, schedule 2, paragraph 24).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from teachpb.accounts.exporting import plain
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.db import db
from teachpb.references.models import Disclosure, ReferenceRequest


def papers_of(user: User) -> dict[str, Any]:
    ids = select(Application.id).where(Application.candidate_id == user.id)
    references = db.session.scalars(
        select(ReferenceRequest).where(ReferenceRequest.application_id.in_(ids)).order_by(ReferenceRequest.id)
    )
    disclosures = db.session.scalars(
        select(Disclosure).where(Disclosure.application_id.in_(ids)).order_by(Disclosure.id)
    )
    found = {
        "references": [
            {
                "application_id": each.application_id,
                "referee": each.name,
                "state": each.state.value,
                "answers": each.answers if each.is_shared else None,
            }
            for each in references
        ],
        "self_disclosures": [
            {
                "application_id": each.application_id,
                "state": each.state.value,
                "asked_at": plain(each.asked_at),
                "answers": each.answers,
            }
            for each in disclosures
        ],
    }
    return {name: rows for name, rows in found.items() if rows}
