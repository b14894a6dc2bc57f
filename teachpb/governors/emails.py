"""Mail about roles on boards. Subjects name neither role nor person."""

from __future__ import annotations

from teachpb.governors.models import ExpressionOfInterest
from teachpb.notifications.message import Message


def interest_received(interest: ExpressionOfInterest, token: str) -> Message:
    """To the volunteer: thank you, what happens next, and the link to their own page."""
    return Message(
        to=interest.email,
        to_name=interest.name,
        subject="Thank you for offering to serve on a board",
        template="governors/interest_received",
        context={"interest": interest, "role": interest.role, "token": token},
        reply_to=interest.role.contact_email or None,
        kind="governors.interest_received",
        user_id=interest.user_id,
        secret=True,
    )


def interest_for_board(interest: ExpressionOfInterest) -> Message:
    """To the role's contact: somebody has offered, look inside. Nothing of the person is in the mail."""
    return Message(
        to=interest.role.contact_email,
        to_name=interest.role.contact_name,
        subject="Somebody has offered to serve on your board",
        template="governors/interest_for_board",
        context={"interest": interest, "role": interest.role},
        kind="governors.interest_for_board",
        organisation_id=interest.role.organisation_id,
    )


def interest_moved(interest: ExpressionOfInterest, message: str) -> Message:
    """To the volunteer: the next step."""
    return Message(
        to=interest.email,
        to_name=interest.name,
        subject="News about the board you offered to join",
        template="governors/interest_moved",
        context={"interest": interest, "role": interest.role, "words": message},
        reply_to=interest.role.contact_email or None,
        kind="governors.interest_moved",
        user_id=interest.user_id,
    )


def interest_withdrawn(interest: ExpressionOfInterest) -> Message:
    """To the role's contact: a volunteer has stepped back."""
    return Message(
        to=interest.role.contact_email,
        to_name=interest.role.contact_name,
        subject="A volunteer has withdrawn",
        template="governors/interest_withdrawn",
        context={"interest": interest, "role": interest.role},
        kind="governors.interest_withdrawn",
        organisation_id=interest.role.organisation_id,
    )
