"""Who may see the figures of single schools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, member
from tests.support.client import StrictClient

TABLE = {
    "insight.show_figures_by_school": "/office/figures",
    "insight.download_figures_by_school": "/office/figures.csv",
}
PEOPLE: dict[str, tuple[Callable[[], Any], int]] = {
    "nobody": (lambda: None, 302),
    "candidate": (UserFactory, 404),
    "owner of a school": (member, 404),
    "viewer of a school": (lambda: member(Role.viewer), 404),
    "recruitment officer": (lambda: member(Role.recruitment_officer, LocalAuthorityFactory()), 200),
    "administrator": (lambda: member(Role.administrator, LocalAuthorityFactory()), 200),
    "CPD officer": (lambda: member(Role.cpd_officer, LocalAuthorityFactory()), 404),
    "officer by name at a school": (lambda: member(Role.recruitment_officer), 404),
    "former officer": (
        lambda: (
            MembershipFactory(
                organisation=LocalAuthorityFactory(), role=Role.recruitment_officer, ended_at=clock.now()
            ).user
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
