"""What a candidate sees: their own profile, and who has invited them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectin_polymorphic, selectinload

from teachpb.accounts.models import User
from teachpb.candidates.models import CandidateProfile, JobInvitation, ProfileHiding
from teachpb.db import db
from teachpb.schools.models import Organisation, OrganisationKind, School, Trust
from teachpb.vacancies.models import Vacancy


def get_own(user: User | None) -> CandidateProfile | None:
    """The profile this person keeps, with all that belongs to it."""
    if user is None:
        return None
    polymorphic = selectin_polymorphic(Organisation, [School, Trust])
    return db.session.scalar(
        select(CandidateProfile)
        .where(CandidateProfile.user_id == user.id)
        .options(
            selectinload(CandidateProfile.places),
            selectinload(CandidateProfile.hidings).joinedload(ProfileHiding.organisation).options(polymorphic),
        )
    )


def profile_of(user: User) -> CandidateProfile:
    """The profile this person keeps, or an empty one that is not stored."""
    return get_own(user) or CandidateProfile(user_id=user.id)


def invitations_of(user: User) -> list[JobInvitation]:
    """Who has asked this person to apply, the latest first."""
    question = (
        select(JobInvitation)
        .where(JobInvitation.candidate_id == user.id)
        .options(
            joinedload(JobInvitation.vacancy).options(joinedload(Vacancy.organisation), selectinload(Vacancy.schools)),
            joinedload(JobInvitation.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
        )
        .order_by(JobInvitation.sent_at.desc(), JobInvitation.id.desc())
    )
    return list(db.session.scalars(question))


def get_invitation(user: User | None, invitation_id: int) -> JobInvitation | None:
    question = select(JobInvitation).where(
        JobInvitation.id == invitation_id, JobInvitation.candidate_id == (user.id if user is not None else -1)
    )
    return db.session.scalar(question.options(joinedload(JobInvitation.organisation)))


def organisations_named(text: str, limit: int = 20) -> list[Organisation]:
    """Schools and trusts whose name holds every word of ``text``, by name."""
    words = text.split()[:8]
    if not words:
        return []
    kinds = (OrganisationKind.school, OrganisationKind.trust)
    question = select(Organisation).where(Organisation.kind.in_(kinds))
    for word in words:
        question = question.where(func.lower(Organisation.name).contains(word.lower(), autoescape=True))
    question = question.options(selectin_polymorphic(Organisation, [School, Trust]))
    return list(db.session.scalars(question.order_by(Organisation.name, Organisation.id).limit(limit)))


def sleepers(before: datetime) -> list[int]:
    """The ids of visible profiles whose owners have not signed in since ``before``."""
    last = func.coalesce(User.last_signed_in_at, CandidateProfile.visible_at, CandidateProfile.created_at)
    question = (
        select(CandidateProfile.id)
        .join(CandidateProfile.user)
        .where(CandidateProfile.is_visible, last <= before)
        .order_by(CandidateProfile.id)
    )
    return list(db.session.scalars(question))
