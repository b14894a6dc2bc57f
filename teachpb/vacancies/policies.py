"""Who may do what with vacancies. Pure: memberships the person carries, nothing else."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools.models import Organisation, OrganisationKind, Role
from teachpb.schools.policies import has_role, is_hiring_staff
from teachpb.vacancies.models import Vacancy, VacancyDocument, VacancyState, VacancyTemplate

HIRING_ROLES = (Role.owner, Role.recruiter)
POSTING_KINDS = frozenset({OrganisationKind.school, OrganisationKind.trust})


def can_see_hiring(user: User | None) -> bool:
    """The hiring area is for owners and recruiters."""
    return is_hiring_staff(user)


def can_post(user: User | None, organisation: Organisation | None) -> bool:
    """May ``user`` write adverts in the name of ``organisation``?"""
    if organisation is None or organisation.kind not in POSTING_KINDS:
        return False
    return has_role(user, organisation, *HIRING_ROLES)


def can_view(user: User | None, vacancy: Vacancy) -> bool:
    """Owners and recruiters of whoever posted it, and of the schools it is for."""
    return can_post(user, vacancy.organisation) or any(
        has_role(user, school, *HIRING_ROLES) for school in vacancy.schools
    )


def can_manage(user: User | None, vacancy: Vacancy) -> bool:
    """Write, publish, extend, end, remove: owners and recruiters of the school or trust that posts it, or of the
    school’s trust. What a recruitment system has sent is changed there, not here."""
    return not vacancy.is_imported and can_post(user, vacancy.organisation)


def can_view_document(user: User | None, document: VacancyDocument) -> bool:
    """Files of a draft are for those who may write it; of a published advert, for whoever may see how it stands."""
    is_draft = document.vacancy.state is VacancyState.draft
    return can_manage(user, document.vacancy) if is_draft else can_view(user, document.vacancy)


def can_manage_template(user: User | None, template: VacancyTemplate) -> bool:
    """Read, change, use and delete: whoever may post for the organisation that keeps it."""
    return can_post(user, template.organisation)
