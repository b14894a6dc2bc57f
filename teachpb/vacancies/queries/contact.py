"""Whose address is it?"""

from __future__ import annotations

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.accounts.queries import normal_email
from teachpb.db import db
from teachpb.schools.models import Invitation, Membership, Organisation
from teachpb.vacancies.models import Vacancy


def is_address_known(vacancy: Vacancy, address: str) -> bool:
    """Does it belong to a present member of whoever posts the advert, of their trust, or of a school it is for?"""
    organisation = vacancy.organisation
    reach = {organisation.id, organisation.trust_id_or_none, *(school.id for school in vacancy.schools)} - {None}
    question = (
        select(Membership.id)
        .join(Membership.user)
        .where(
            User.email == normal_email(address),
            Membership.organisation_id.in_(reach),
            Membership.ended_at.is_(None),
            Membership.approved_at.is_not(None),
        )
    )
    return db.session.scalars(question.limit(1)).first() is not None


def has_invitation(organisation: Organisation, address: str) -> bool:
    """Has an invitation gone there that still works?"""
    question = select(Invitation.id).where(
        Invitation.organisation_id == organisation.id,
        Invitation.email == normal_email(address),
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return db.session.scalars(question.limit(1)).first() is not None
