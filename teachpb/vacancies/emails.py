"""Mail about vacancies."""

from __future__ import annotations

from teachpb.notifications.message import Message
from teachpb.vacancies.models import Vacancy


def published(vacancy: Vacancy) -> Message:
    """To the contact: the advert can be read by all."""
    return Message(
        to=vacancy.contact_email,
        subject=f"Your vacancy is live: {vacancy.title}",
        template="vacancies/published",
        context={"vacancy": vacancy},
        kind="vacancies.published",
        organisation_id=vacancy.organisation_id,
        dedupe_key=f"vacancy-published-{vacancy.id}",
    )
