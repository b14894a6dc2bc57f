"""The address candidates write to: whose it is, and the invitation to whoever reads it."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.schools import operations as schools
from teachpb.schools.models import Role
from teachpb.schools.policies import can_manage_people
from teachpb.vacancies import queries
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.operations.shared import note


def settle_contact(*, actor: User | None, vacancy: Vacancy, before: str) -> None:
    """After the address has changed: is it somebody’s here? A strange one has to be confirmed anew.

    What a machine posts is taken as it comes: nobody sits there to be asked.
    """
    address = vacancy.contact_email
    if address.casefold() == before.casefold():
        return
    vacancy.contact_is_known = actor is None or not address or queries.is_address_known(vacancy, address)


def invite_contact(*, actor: User, vacancy: Vacancy) -> None:
    """Invite whoever reads a strange, confirmed address, once: as a recruiter when ``actor`` may give that role away,
    else as a panel member, who sees nothing until put on a panel."""
    if vacancy.contact_is_known or not vacancy.contact_is_confirmed:
        return
    organisation, address = vacancy.organisation, vacancy.contact_email
    if queries.is_address_known(vacancy, address) or queries.has_invitation(organisation, address):
        return
    role = invitation_role(actor=actor, vacancy=vacancy)
    schools.invite(actor=actor, organisation=organisation, email=address, role=role)
    note(actor=actor, verb="contact_invited", vacancy=vacancy)


def carry_contact(*, source: Vacancy, target: Vacancy) -> None:
    """What is known of the address goes along with it."""
    target.contact_is_known = source.contact_is_known


def invitation_role(*, actor: User, vacancy: Vacancy) -> Role:
    """What the contact is invited to be."""
    return Role.recruiter if can_manage_people(actor, vacancy.organisation) else Role.panel_member
