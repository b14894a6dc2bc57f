"""Who may do what with profiles. Pure; which profiles somebody may know of, the queries say."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.candidates.models import CandidateProfile, CandidateSearch, JobInvitation
from teachpb.schools.policies import is_hiring_staff


def can_search(user: User | None) -> bool:
    """Owners and recruiters of schools and trusts."""
    return is_hiring_staff(user)


def can_see(user: User | None, _profile: CandidateProfile) -> bool:
    return is_hiring_staff(user)


def is_own_search(user: User | None, search: CandidateSearch) -> bool:
    return user is not None and search.user_id == user.id


def is_own_invitation(user: User | None, invitation: JobInvitation) -> bool:
    return user is not None and invitation.candidate_id == user.id
