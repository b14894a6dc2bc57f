"""The desk is the council’s."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, ProviderFactory, member
from tests.support.client import StrictClient

TABLE = {
    "admin.show_home": "/office",
    "admin.list_quiet_vacancies": "/office/quiet-jobs",
    "admin.list_stale_schools": "/office/stale-pages",
}
PEOPLE: dict[str, tuple[Callable[[], Any], int]] = {
    "nobody": (lambda: None, 302),
    "candidate": (UserFactory, 404),
    "owner of a school": (member, 404),
    "provider": (lambda: member(Role.provider_admin, ProviderFactory()), 404),
    **{
        role.label: (lambda role=role: member(role, LocalAuthorityFactory()), 200)  # type: ignore[misc]
        for role in (Role.recruitment_officer, Role.governance_officer, Role.cpd_officer, Role.administrator)
    },
    "former officer": (
        lambda: (
            MembershipFactory(organisation=LocalAuthorityFactory(), role=Role.administrator, ended_at=clock.now()).user
        ),
        404,
    ),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", TABLE)
def test_table(client: StrictClient, session: Session, endpoint: str, person: str) -> None:
    make, status = PEOPLE[person]
    client.sign_in(make())
    client.get(TABLE[endpoint], status=status)
