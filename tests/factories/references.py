"""References and self-disclosures. ``ReferenceFactory()`` has been asked for today; with ``state=…`` further on."""

from __future__ import annotations

from typing import Any

import factory

from teachpb import clock
from teachpb.applications.models import ApplicationState
from teachpb.references.models import (
    Disclosure,
    DisclosureState,
    PaperAction,
    PaperEvent,
    ReferenceLink,
    ReferenceRequest,
    ReferenceState,
)
from teachpb.references.tokens import hash_token
from tests.factories.applications import ApplicationFactory
from tests.factories.base import BaseFactory

RATED = (
    *("attendance", "with_children", "with_colleagues", "with_parents", "conflict", "attitude", "workload"),
    *("adapting", "problems", "speaking", "knowledge", "leading"),
)
#: What a referee posts, page by page.
REFERENCE_PAGES: dict[str, dict[str, Any]] = {
    "can-give": {"can_give": "yes"},
    "sharing": {"sharing": "open"},
    "the-law": {"has_read": "yes"},
    "their-work": {
        "knows_how": "I have been her headteacher since 2019",
        "job_title": "Class teacher",
        "began_on": "2019-09",
        "still_there": "no",
        "ended_on": "2026-03",
        "why_left": "She moved house",
    },
    "again": {"same_job": "yes", "any_job": "yes", "is_able": "yes"},
    "conduct": {"under_investigation": "no", "has_warnings": "yes", "has_warnings_more": "Late three times in May"},
    "safeguarding": {"has_concerns": "no", "was_barred": "no", "is_suitable": "no"},
    "how-they-work": {**dict.fromkeys(RATED, "good"), "anything_else": "She started the chess club"},
    "about-you": {
        "referee_name": "Alan Headteacher",
        "referee_job_title": "Headteacher",
        "referee_organisation": "Fenside School",
        "referee_email": "alan@example.org",
        "referee_phone": "01733 000001",
        "is_accurate": "yes",
    },
}
DISCLOSURE_PAGES: dict[str, dict[str, Any]] = {
    "about-you": {
        "full_name": "Grace Candidate",
        "address": "7 Orchard Street",
        "town": "Peterborough",
        "postcode": "PE2 8BB",
        "phone": "01733 000007",
        "born_on": "1990-02-28",
    },
    "convictions": {"has_unspent": "no", "has_spent": "yes", "has_spent_more": "Shoplifting, aged nineteen"},
    "conduct": dict.fromkeys(
        ("is_barred", "was_referred", "is_known", "was_dismissed", "was_disciplined", "is_sanctioned"), "no"
    ),
    "confirm": dict.fromkeys(("is_true", "may_be_used", "will_show_certificate", "will_tell", "knows_sharing"), "yes"),
}


def stored(pages: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The same as it is kept."""
    answers = {name: value for page in pages.values() for name, value in page.items()}
    flags = {name: {"yes": True, "no": False}.get(value, value) for name, value in answers.items()}
    return {name: f"{value}-01" if name in ("began_on", "ended_on") else value for name, value in flags.items()}


class ReferenceFactory(BaseFactory):
    class Meta:
        model = ReferenceRequest

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.shortlisted)
    referee_id = factory.LazyAttribute(lambda o: o.application.referees[0].id)
    name = "Alan Headteacher"
    organisation = "Fenside School"
    email = "alan@example.org"
    state = ReferenceState.requested
    sent_at = factory.LazyFunction(clock.now)
    first_sent_at = factory.SelfAttribute("sent_at")
    completed_at = factory.LazyAttribute(
        lambda o: o.sent_at if o.state in (ReferenceState.received, ReferenceState.received_elsewhere) else None
    )
    answers = factory.LazyAttribute(lambda o: stored(REFERENCE_PAGES) if o.state is ReferenceState.received else None)
    is_shared = factory.LazyAttribute(lambda o: True if o.state is ReferenceState.received else None)

    @factory.post_generation
    def token(self, create: bool, extracted: str | None, **_: object) -> None:
        if extracted:
            self.links.append(ReferenceLink(token_hash=hash_token(extracted)))


class DisclosureFactory(BaseFactory):
    class Meta:
        model = Disclosure

    application = factory.SubFactory(ApplicationFactory, state=ApplicationState.shortlisted)
    state = DisclosureState.requested
    asked_at = factory.LazyFunction(clock.now)
    completed_at = factory.LazyAttribute(lambda o: o.asked_at if o.state is DisclosureState.received else None)
    answers = factory.LazyAttribute(
        lambda o: stored(DISCLOSURE_PAGES) if o.state is DisclosureState.received else {"full_name": "Grace"}
    )


class ReadingFactory(BaseFactory):
    """Somebody has written down, just now, that they read it."""

    class Meta:
        model = PaperEvent

    action = PaperAction.read
    at = factory.LazyFunction(clock.now)
