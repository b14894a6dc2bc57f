"""What is written where a school approves its bookings: to who decides, to who asked, and to who would go."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.accounts.models import User
from teachpb.cpd.emails import context_of, for_booker, for_delegate, title_of
from teachpb.cpd.models import Place
from teachpb.notifications.message import Message


def approval_asked(places: Sequence[Place], approver: User, *, again: bool = False) -> Message:
    """To who approves: what colleagues would like to book, and where to say yes or no."""
    place = places[0]
    return Message(
        to=approver.email,
        to_name=approver.full_name,
        from_name=place.course_date.course.provider.name,
        subject=f"{'Still to approve' if again else 'To approve'}: {title_of(place)}",
        template="cpd/approval_asked",
        context={**context_of(place), "to_name": approver.full_name, "places": list(places), "again": again},
        kind="cpd",
        user_id=approver.id,
        organisation_id=place.booking.payer_id,
    )


def approval_awaited(places: Sequence[Place]) -> Message:
    """To the booker: the places are kept until somebody decides."""
    return for_booker(
        places[0], f"Waiting for approval: {title_of(places[0])}", "cpd/approval_awaited", places=list(places)
    )


def approval_awaited_by_delegate(place: Place) -> Message:
    subject = f"Waiting for approval: {title_of(place)}"
    return for_delegate(place, subject, "cpd/approval_awaited", calendar=None, places=[place])


def not_approved(place: Place) -> Message:
    return for_booker(place, f"Not approved: {title_of(place)}", "cpd/not_approved")


def not_approved_for_delegate(place: Place) -> Message:
    return for_delegate(place, f"Not approved: {title_of(place)}", "cpd/not_approved", calendar=None)


def approval_lapsed(place: Place) -> Message:
    return for_booker(place, f"Not approved in time: {title_of(place)}", "cpd/approval_lapsed")


def approval_lapsed_for_delegate(place: Place) -> Message:
    return for_delegate(place, f"Not approved in time: {title_of(place)}", "cpd/approval_lapsed", calendar=None)
