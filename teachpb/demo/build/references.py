"""References and self-disclosures of shortlisted candidates, in every state."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from teachpb import clock
from teachpb.applications.models import Application
from teachpb.db import db
from teachpb.demo.build.world import World
from teachpb.references.models import (
    Disclosure,
    DisclosureState,
    PaperAction,
    PaperEvent,
    ReferenceRequest,
    ReferenceState,
)
from teachpb.references.policies import ASKING

RATED = (
    *("attendance", "with_children", "with_colleagues", "with_parents", "conflict", "attitude", "workload"),
    *("adapting", "problems", "speaking", "knowledge", "leading"),
)
REFERENCE = {
    "can_give": True,
    "sharing": "open",
    "has_read": True,
    "still_there": True,
    "began_on": "2019-09-01",
    "knows_how": "I have been their headteacher since they joined us.",
    "job_title": "Class teacher",
    "same_job": True,
    "any_job": True,
    "is_able": True,
    "under_investigation": False,
    "has_warnings": False,
    "has_concerns": False,
    "was_barred": False,
    "is_suitable": False,
    **dict.fromkeys(RATED, "good"),
    "with_children": "outstanding",
    "anything_else": "They built our reading partnership with the care home next door. We shall miss them.",
    "referee_name": "Jane Referee",
    "referee_job_title": "Headteacher",
    "referee_phone": "01733 000001",
    "referee_organisation": "A school elsewhere",
    "referee_email": "jane.referee@school.example",
    "is_accurate": True,
}
NO = ("has_unspent", "has_spent", "is_barred", "was_referred", "is_known", "was_dismissed", "was_disciplined")
YES = ("is_true", "may_be_used", "will_show_certificate", "will_tell", "knows_sharing")
DISCLOSURE = {**dict.fromkeys(NO, False), "is_sanctioned": False, **dict.fromkeys(YES, True), "born_on": "1990-05-17"}
STATES = (ReferenceState.received, ReferenceState.requested, ReferenceState.received, ReferenceState.declined)


def build_references(world: World) -> None:
    """Every third shortlisted candidate of a live vacancy has not been asked yet."""
    asked = select(Application).where(Application.state.in_(ASKING)).order_by(Application.id)
    for number, application in enumerate(db.session.scalars(asked)):
        if number % 3:
            _reference(world, application, 0, STATES[number % len(STATES)])
            _reference(world, application, 1, STATES[(number + 1) % len(STATES)])
            _disclosure(world, application, is_sent=number % 2 == 0)
    db.session.flush()


def _reference(world: World, application: Application, place: int, state: ReferenceState) -> None:
    """Of the first referee (``place`` 0) or the second; what the first has written is checked already."""
    if len(application.referees) <= place:
        return
    referee, is_first = application.referees[place], place == 0
    sent = min(application.state_entered_at + timedelta(hours=3), clock.now())
    done = min(sent + timedelta(days=2), clock.now()) if state is not ReferenceState.requested else None
    is_received = state is ReferenceState.received
    request = ReferenceRequest(
        application=application,
        referee=referee,
        name=referee.name,
        job_title=referee.job_title,
        organisation=referee.organisation,
        connection=referee.relationship_to_candidate,
        email=referee.email,
        phone=referee.phone,
        state=state,
        sent_at=sent,
        first_sent_at=sent,
        completed_at=done,
        is_shared=True if is_received else None,
        checked_at=done if is_received and is_first else None,
        is_satisfactory=True if is_received and is_first else None,
        answers=REFERENCE if is_received else None,
        decline_reason="I have left the school." if state is ReferenceState.declined else "",
        asked_by_id=world.people["head"].id,
    )
    db.session.add(request)
    db.session.flush()
    head = world.people["head"].id
    db.session.add(PaperEvent(reference_id=request.id, action=PaperAction.asked, at=sent, actor_id=head))
    if done:
        db.session.add(PaperEvent(reference_id=request.id, action=PaperAction(state.value), at=done))


def _disclosure(world: World, application: Application, *, is_sent: bool) -> None:
    asked = min(application.state_entered_at + timedelta(hours=4), clock.now())
    person = {
        "full_name": application.full_name,
        "address": application.address_line_1,
        "town": application.town,
        "postcode": application.postcode,
        "phone": application.phone,
    }
    disclosure = Disclosure(
        application=application,
        state=DisclosureState.received if is_sent else DisclosureState.requested,
        asked_at=asked,
        completed_at=asked if is_sent else None,
        answers={**person, **(DISCLOSURE if is_sent else {})},
        asked_by_id=world.people["head"].id,
    )
    db.session.add(disclosure)
    db.session.flush()
    head = world.people["head"].id
    db.session.add(PaperEvent(disclosure_id=disclosure.id, action=PaperAction.asked, at=asked, actor_id=head))
