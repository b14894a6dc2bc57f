"""Who may do what with applications. Pure: it looks at what the person and the application already carry."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.schools.models import Role
from teachpb.schools.policies import holds_any, is_hiring_staff, is_school_officer
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import can_view

PANEL_ROLES = (Role.panel_member,)


def can_see_received(user: User | None) -> bool:
    """Owners, recruiters and panel members have business with applications; which ones, the queries say."""
    return is_hiring_staff(user) or holds_any(user, *PANEL_ROLES)


def can_handle(user: User | None, vacancy: Vacancy) -> bool:
    """Move the applications of a vacancy on, and choose its panel: owners and recruiters of whoever posted it and of
    the schools it is for, and of their trusts."""
    return can_view(user, vacancy)


def can_read_of(user: User | None, vacancy: Vacancy) -> bool:
    """Read the applications of a vacancy that the person knows of (the loader asks whether they are on its panel)."""
    return can_handle(user, vacancy) or holds_any(user, *PANEL_ROLES)


def can_read(user: User | None, application: Application) -> bool:
    return can_read_of(user, application.vacancy)


def can_move(user: User | None, application: Application) -> bool:
    return can_handle(user, application.vacancy)


def can_see_equality(user: User | None) -> bool:
    """Officers read the counts about equal opportunities of the schools and trusts they look after."""
    return is_school_officer(user)


def is_own(user: User | None, application: Application) -> bool:
    return user is not None and user.is_active and application.candidate_id == user.id
