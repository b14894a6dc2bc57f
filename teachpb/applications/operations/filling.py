"""What a new application begins with, from the profile its candidate keeps. The profile goes before earlier
applications: it is where people put what is true now."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.models import Application, QtsStatus
from teachpb.applications.rules import is_teaching
from teachpb.candidates.queries import get_own

DETAILS = ("first_name", "last_name", "phone", "statement")


def take_from_profile(application: Application, actor: User) -> None:
    """Fill in what the profile says; what it leaves open stays as it is. Never declarations."""
    profile = get_own(actor)
    if profile is None:
        return
    for name in DETAILS:
        if getattr(profile, name):
            setattr(application, name, getattr(profile, name))
    if profile.has_right_to_work is not None:
        application.has_right_to_work = profile.has_right_to_work
    if profile.qts_status is not None and is_teaching(application.vacancy):
        application.qts_status = QtsStatus(profile.qts_status.value)
        application.qts_year = profile.qts_year
        application.trn = profile.trn or application.trn
