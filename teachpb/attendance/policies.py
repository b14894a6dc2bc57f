"""Who may keep a register, and who may read what people thought."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.cpd import policies as cpd
from teachpb.cpd.models import Course, CourseDate, Place


def can_keep_register(user: User | None, run: CourseDate) -> bool:
    """Whoever organises the date, and its facilitators."""
    return cpd.can_see_delegates(user, run)


def can_award_hours(user: User | None, run: CourseDate) -> bool:
    """Other hours than those of the sessions, and taking a certificate back, are the organiser's."""
    return cpd.can_manage_date(user, run)


def can_read_results(user: User | None, run: CourseDate) -> bool:
    """What people thought of a date goes to the provider, never to whoever stood in front of them."""
    return cpd.can_manage_date(user, run)


def can_edit_questions(user: User | None, course: Course) -> bool:
    return cpd.can_manage(user, course)


def is_own(user: User | None, place: Place) -> bool:
    """The delegate's own ticket, evaluation and certificate."""
    return cpd.is_delegate(user, place)
