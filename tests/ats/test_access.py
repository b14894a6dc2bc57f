"""Who gets what, for every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.schools.models import Role
from teachpb.web.access import access_of
from tests.factories.accounts import UserFactory
from tests.factories.ats import AtsClientFactory, AtsKeyFactory, AtsPermissionFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient

#: The contract’s own addresses: with a key, and nothing else.
WITH_KEY = {
    "ats.list_vacancies",
    "ats.create_vacancy",
    "ats.show_vacancy",
    "ats.replace_vacancy",
    "ats.change_vacancy",
    "ats.delete_vacancy",
}
PUBLIC = {"ats.show_openapi": "/ats-api/v1/openapi.json", "ats.show_guide": "/ats-api"}
#: endpoint -> (method, path, status for the recruitment officer)
OFFICE = {
    "ats_desk.list_clients": ("GET", "/office/recruitment-systems", 200),
    "ats_desk.add_client": ("GET", "/office/recruitment-systems/add", 200),
    "ats_desk.show_client": ("GET", "/office/recruitment-systems/{client}", 200),
    "ats_desk.permit_client": ("POST", "/office/recruitment-systems/{client}/permissions", 200),
    "ats_desk.end_permission": ("POST", "/office/recruitment-systems/permissions/{permission}/end", 302),
    "ats_desk.issue_key": ("GET", "/office/recruitment-systems/{client}/new-key", 200),
    "ats_desk.revoke_key": ("POST", "/office/recruitment-systems/keys/{key}/revoke", 302),
    "ats_desk.end_client": ("GET", "/office/recruitment-systems/{client}/end", 200),
}
#: endpoint -> (method, path, status for an owner of a school or trust)
HIRING = {
    "ats_desk.list_systems": ("GET", "/hiring/recruitment-systems", 200),
    "ats_desk.allow_system": ("POST", "/hiring/recruitment-systems/{client}/allow", 302),
    "ats_desk.forbid_system": ("POST", "/hiring/recruitment-systems/{client}/forbid", 302),
}
PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda council: None,
    "recruitment officer": lambda council: member(Role.recruitment_officer, council),
    "administrator": lambda council: member(Role.administrator, council),
    "governance officer": lambda council: member(Role.governance_officer, council),
    "owner": lambda council: member(Role.owner),
    "recruiter": lambda council: member(Role.recruiter),
    "candidate": lambda council: UserFactory(),
    "demoted owner": lambda council: MembershipFactory(ended_at=clock.now()).user,
    "owner who waits": lambda council: MembershipFactory(approved_at=None).user,
    "provider’s administrator": lambda council: member(Role.provider_admin, ProviderFactory()),
}


def ask(client: StrictClient, person: str, method: str, path: str, status: int) -> Any:
    council = LocalAuthorityFactory(code="874")
    vendor = AtsClientFactory()
    key = AtsKeyFactory(client=vendor)
    permission = AtsPermissionFactory(client=vendor, organisation=SchoolFactory(local_authority=council))
    client.sign_in(PEOPLE[person](council))
    url = path.format(client=vendor.id, key=key.id, permission=permission.id)
    return client.get(url, status=status) if method == "GET" else client.post(url, status=status)


def test_the_tables_are_whole(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith(("ats.", "ats_desk."))}
    assert ours == {*WITH_KEY, *PUBLIC, *OFFICE, *HIRING}
    assert {access.kind for name in WITH_KEY if (access := access_of(app, name))} == {"api_key"}
    assert {access.kind for name in PUBLIC if (access := access_of(app, name))} == {"public"}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", OFFICE)
def test_the_office(client: StrictClient, session: Session, endpoint: str, person: str) -> None:
    method, path, officers = OFFICE[endpoint]
    status = 302 if person == "nobody" else officers if person in {"recruitment officer", "administrator"} else 404
    page = ask(client, person, method, path, status)
    assert (person == "nobody") == bool(page.location and page.location.startswith("/account/sign-in"))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("endpoint", HIRING)
def test_the_schools_page(client: StrictClient, session: Session, endpoint: str, person: str) -> None:
    method, path, owners = HIRING[endpoint]
    page = ask(client, person, method, path, 302 if person == "nobody" else owners if person == "owner" else 404)
    assert (person == "nobody") == bool(page.location and page.location.startswith("/account/sign-in"))


def test_an_officer_decides_for_the_schools_of_their_own_council_only(client: StrictClient, session: Session) -> None:
    elsewhere = SchoolFactory(urn=333_333, local_authority=LocalAuthorityFactory(code="873"))
    vendor = AtsClientFactory()
    permission = AtsPermissionFactory(client=vendor, organisation=elsewhere)
    client.sign_in(member(Role.recruitment_officer, LocalAuthorityFactory(code="874")))
    client.post(f"/office/recruitment-systems/permissions/{permission.id}/end", status=403)
    page = client.post(f"/office/recruitment-systems/{vendor.id}/permissions", {"organisation": "333333"}, status=200)
    assert page.errors == ["No school or trust you look after has this number"]
