"""What may follow what: the life of a place, and of a course date (``booking.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from teachpb.cpd.models.enums import CourseDateState as Date
from teachpb.cpd.models.enums import InSchoolState as InSchool
from teachpb.cpd.models.enums import PlaceState as State

#: States that always use up one of the capacity. A hold and an offer do so until they run out.
SETTLED = frozenset(
    {
        State.awaiting_approval,
        State.confirmed,
        State.attended,
        State.part_attended,
        State.no_show,
        State.excused,
    }
)

#: States in which somebody has, or stands in line for, a place: one of these per course date and delegate.
ACTIVE = frozenset({*SETTLED, State.held, State.offered, State.waiting})

AFTER_REGISTER = frozenset({State.attended, State.part_attended, State.no_show, State.excused})

#: Ends that staff may undo, with a reason: back to a place while there is one, or to the end of the line. Who was
#: substituted or transferred is put back by substituting or transferring again.
RESTORABLE = frozenset(
    {
        State.expired,
        State.not_approved,
        State.offer_declined,
        State.offer_expired,
        State.left_list,
        State.cancelled_by_customer,
        State.cancelled_by_provider,
    }
)

PLACE_TRANSITIONS: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.held: frozenset({State.confirmed, State.awaiting_approval, State.expired, State.cancelled_by_provider}),
        State.awaiting_approval: frozenset(
            {
                State.confirmed,
                State.not_approved,
                State.expired,
                State.cancelled_by_customer,
                State.cancelled_by_provider,
            }
        ),
        State.waiting: frozenset({State.offered, State.left_list, State.cancelled_by_provider}),
        State.offered: frozenset(
            {
                State.confirmed,
                State.awaiting_approval,
                State.offer_declined,
                State.offer_expired,
                State.cancelled_by_provider,
                State.waiting,  # the date was postponed, and nothing can be taken
            }
        ),
        State.confirmed: frozenset(
            {
                State.cancelled_by_customer,
                State.cancelled_by_provider,
                State.substituted,
                State.transferred,
                *AFTER_REGISTER,
            }
        ),
        **{state: AFTER_REGISTER - {state} for state in AFTER_REGISTER},
        **{state: frozenset({State.confirmed, State.waiting}) for state in RESTORABLE},
        State.substituted: frozenset(),
        State.transferred: frozenset(),
    }
)

DATE_TRANSITIONS: Mapping[Date, frozenset[Date]] = MappingProxyType(
    {
        Date.draft: frozenset({Date.published, Date.cancelled}),
        Date.published: frozenset({Date.closed, Date.delivered, Date.postponed, Date.cancelled}),
        Date.closed: frozenset({Date.published, Date.delivered, Date.postponed, Date.cancelled}),
        Date.postponed: frozenset({Date.published, Date.cancelled}),
        Date.delivered: frozenset(),
        Date.cancelled: frozenset(),
    }
)


def may_become(state: State, target: State) -> bool:
    return target in PLACE_TRANSITIONS[state]


def date_may_become(state: Date, target: Date) -> bool:
    return target in DATE_TRANSITIONS[state]


IN_SCHOOL: Mapping[InSchool, frozenset[InSchool]] = MappingProxyType(
    {
        InSchool.asked: frozenset({InSchool.offered, InSchool.declined, InSchool.withdrawn}),
        InSchool.offered: frozenset({InSchool.offered, InSchool.agreed, InSchool.declined, InSchool.withdrawn}),
        InSchool.agreed: frozenset(),
        InSchool.declined: frozenset(),
        InSchool.withdrawn: frozenset(),
    }
)


def request_may_become(current: InSchool, target: InSchool) -> bool:
    """Whether a school's request may go from ``current`` to ``target``; a provider may offer anew."""
    return target in IN_SCHOOL[current]
