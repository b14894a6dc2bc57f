"""What becomes of a place that was filled in and sent: confirmed, or awaiting the payer's approval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import approval_emails, emails, policies, queries
from teachpb.cpd.deadlines import approval_due
from teachpb.cpd.errors import ApprovalTooLate, NobodyApproves
from teachpb.cpd.locking import Locked
from teachpb.cpd.models import ApprovalRule, CourseDate, Place, PlaceState
from teachpb.cpd.operations.confirming import confirm, take_terms
from teachpb.cpd.places import move
from teachpb.notifications.operations import queue_mail
from teachpb.schools.models import Organisation


@dataclass(frozen=True)
class Settled:
    """What became of the places of one booking."""

    confirmed: list[Place]
    awaiting: list[Place]


def asks_approval(*, run: CourseDate, payer: Organisation | None) -> bool:
    """Does somebody of the payer have to agree? Who pays for themselves asks nobody."""
    rule = run.course.approval_rule
    if payer is None or rule is ApprovalRule.none:
        return False
    return rule is ApprovalRule.always or queries.settings_of(payer).asks_approval


def settle(places: Iterable[Place], *, actor: User, lock: Locked, **values: Any) -> Settled:
    """Under the lock: confirm the places of one booking, or ask the payer's CPD leads and owners about them. What
    ``actor`` may approve themselves is approved. Everybody concerned is told, the booker once.

    Raises ApprovalTooLate when the course starts before anybody could decide, NobodyApproves.
    """
    settled = Settled([], [])
    for place in places:
        asked = asks_approval(run=place.course_date, payer=place.booking.payer)
        if asked and not policies.can_decide(actor, place):
            _ask(place, actor=actor, lock=lock, **values)
            settled.awaiting.append(place)
        else:
            decided = {"decided_by_id": actor.id} if asked else {}
            confirm(place, actor=actor, lock=lock, tell_booker=False, **decided, **values)
            settled.confirmed.append(place)
    tell_booker(settled)
    tell_approvers(settled.awaiting)
    return settled


def tell_booker(settled: Settled) -> None:
    """One message about everything that was booked for others, and one about what waits for approval."""
    for_others = [place for place in settled.confirmed if place.delegate_email != place.booking.booker.email]
    if len(settled.confirmed) > 1:
        queue_mail(emails.booking_summary(settled.confirmed))
    elif for_others:
        queue_mail(emails.booking_copy(for_others[0]))
    if settled.awaiting:
        queue_mail(approval_emails.approval_awaited(settled.awaiting))


def tell_approvers(places: Sequence[Place], *, again: bool = False) -> None:
    """One message to each who may decide on some of these places of one booking."""
    theirs: dict[User, list[Place]] = {}
    for place in places:
        payer = place.booking.payer
        for approver in queries.approvers_for(payer, place.delegate_email) if payer else []:
            theirs.setdefault(approver, []).append(place)
    for approver, asked in theirs.items():
        queue_mail(approval_emails.approval_asked(asked, approver, again=again))


def _ask(place: Place, *, actor: User, lock: Locked, **values: Any) -> None:
    payer = place.booking.payer
    if payer is None or not queries.approvers_for(payer, place.delegate_email):
        raise NobodyApproves(payer.name if payer else "Who pays")
    due = approval_due(lock.now, place.course_date.live_sessions[0].day)
    if due <= lock.now:
        raise ApprovalTooLate(payer.name)
    take_terms(place, now=lock.now)
    move(place, PlaceState.awaiting_approval, now=lock.now, approval_due_at=due, approval_chased_at=None, **values)
    if place.is_named and place.delegate_email != place.booking.booker.email:
        queue_mail(approval_emails.approval_awaited_by_delegate(place))
    record(actor=actor, verb="approval_asked", subject=place, organisation_id=payer.id)
