"""Who may do what with courses, dates and places."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.cpd.models import Course, CourseDate, FacilitatorProfile, InSchoolRequest, Place, Series
from teachpb.schools.models import Organisation, Provider, Role
from teachpb.schools.policies import has_role, holds_any

BOOKS_FOR_OTHERS = (Role.cpd_lead, Role.owner)


def runs_courses(user: User | None) -> bool:
    """May this person see the provider's desk at all?"""
    return holds_any(user, Role.provider_admin)


def leads_dates(user: User | None) -> bool:
    return holds_any(user, Role.facilitator, Role.provider_admin)


def can_manage(user: User | None, course: Course) -> bool:
    """Edit, publish, add dates: the provider's administrators."""
    return has_role(user, course.provider, Role.provider_admin)


def can_manage_own(user: User | None, thing: Series | FacilitatorProfile) -> bool:
    """What belongs to a provider: its series, and those it shows as teaching."""
    return has_role(user, thing.provider, Role.provider_admin)


def can_manage_date(user: User | None, course_date: CourseDate) -> bool:
    return can_manage(user, course_date.course)


def can_manage_place(user: User | None, place: Place) -> bool:
    """Restore a place, say who is served first: the administrators of the provider that runs the date."""
    return can_manage_date(user, place.course_date)


def can_see_delegates(user: User | None, course_date: CourseDate) -> bool:
    """The organiser, and a facilitator of this very date: nobody else sees who comes and what they need."""
    if can_manage_date(user, course_date):
        return True
    leads = user is not None and any(row.user_id == user.id for row in course_date.facilitators)
    return leads and has_role(user, course_date.course.provider, Role.facilitator)


def books_for_others(user: User | None) -> bool:
    """CPD leads and owners book for colleagues, and see what their school has booked."""
    return holds_any(user, *BOOKS_FOR_OTHERS)


def is_booker(user: User | None, place: Place) -> bool:
    return user is not None and place.booking.booker_id == user.id


def is_delegate(user: User | None, place: Place) -> bool:
    return user is not None and (place.delegate_id == user.id or place.delegate_email == user.email)


def can_decide(user: User | None, place: Place) -> bool:
    """Approve or decline: a CPD lead or owner of the school that pays, and nobody for themselves but an owner."""
    payer = place.booking.payer
    if payer is None or not has_role(user, payer, *BOOKS_FOR_OTHERS):
        return False
    return not is_delegate(user, place) or has_role(user, payer, Role.owner)


def decides(user: User | None, place: Place) -> bool:
    """See the request at all: whoever could decide it if it were not for themselves."""
    payer = place.booking.payer
    return payer is not None and has_role(user, payer, *BOOKS_FOR_OTHERS)


def can_name(user: User | None, place: Place) -> bool:
    """Say who comes: the booker, and the CPD lead of the school that pays."""
    return is_booker(user, place) or decides(user, place)


def sets_terms(user: User | None, payer: Organisation) -> bool:
    """Decide what an organisation asks of those who book in its name."""
    return has_role(user, payer, *BOOKS_FOR_OTHERS)


def can_cancel(user: User | None, place: Place) -> bool:
    """The delegate, the booker, and the CPD lead of the school that pays. Also: leave the line, answer an offer."""
    payer = place.booking.payer
    return (
        is_booker(user, place)
        or is_delegate(user, place)
        or (payer is not None and has_role(user, payer, *BOOKS_FOR_OTHERS))
    )


def has_in_school_business(user: User | None) -> bool:
    """Schools that ask providers to come, and the providers they ask."""
    return books_for_others(user) or runs_courses(user)


def may_ask_in_school(user: User | None, provider: Provider) -> bool:
    return holds_any(user, *BOOKS_FOR_OTHERS)


def can_see_request(user: User | None, asked: InSchoolRequest) -> bool:
    return answers_request(user, asked) or decides_request(user, asked)


def answers_request(user: User | None, asked: InSchoolRequest) -> bool:
    return has_role(user, asked.provider, Role.provider_admin)


def decides_request(user: User | None, asked: InSchoolRequest) -> bool:
    return has_role(user, asked.organisation, *BOOKS_FOR_OTHERS)
