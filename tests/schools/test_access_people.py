"""Who may call what about people and organisations: every endpoint × every kind of person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.keys import hash_key, new_key
from teachpb.schools.models import Invitation, Membership, OwnershipRequest, Role, School
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory
from tests.support.client import StrictClient
from tests.support.database import undone

#: In the order of the table's columns.
PEOPLE = (
    "visitor",
    "candidate",
    "owner elsewhere",
    "former owner",
    "viewer",
    "owner",
    "trust owner",
    "officer",
    "other council",
    "governance officer",
)

TOKEN = "x" * 43

# endpoint, method, path: the status each person gets. 302 for a visitor is the way to sign in.
TABLE: dict[tuple[str, str, str], tuple[int, ...]] = {
    ("memberships.list_organisations", "GET", "/account/organisations"): (302, *(200,) * 9),
    ("memberships.act_as", "POST", "/account/act-as"): (302, 404, 404, 404, 302, 302, 302, 404, 404, 404),
    ("memberships.list_people", "GET", "{organisation}/people"): (302, 404, 404, 404, 200, 200, 200, 200, 404, 404),
    ("memberships.invite_person", "GET", "{organisation}/people/invite"): (
        (302, 404, 404, 404, 403, 200, 200, 200, 404, 404)
    ),
    ("memberships.invite_person", "POST", "{organisation}/people/invite"): (
        (302, 404, 404, 404, 403, 200, 200, 200, 404, 404)
    ),
    ("memberships.change_role", "GET", "{membership}/role"): (302, 404, 404, 404, 403, 200, 200, 200, 404, 404),
    ("memberships.change_role", "POST", "{membership}/role"): (302, 404, 404, 404, 403, 200, 200, 200, 404, 404),
    ("memberships.end_membership", "GET", "{membership}/end"): (302, 404, 404, 404, 403, 200, 200, 200, 404, 404),
    ("memberships.end_membership", "POST", "{membership}/end"): (302, 404, 404, 404, 403, 302, 302, 302, 404, 404),
    ("memberships.show_school_people", "GET", "/hiring/people"): (302,) * 10,
    ("memberships.show_provider_people", "GET", "/training/people"): (302,) * 10,
    ("memberships.show_council_people", "GET", "/office/people"): (302,) * 10,
    ("memberships.find_organisation", "GET", "/office/organisations"): (
        (302, 404, 404, 404, 404, 404, 404, 200, 200, 404)
    ),
    ("invitations.show_invitation", "GET", f"/account/invitations/{TOKEN}"): (410,) * 10,
    ("invitations.resend_invitation", "POST", "{invitation}/resend"): (
        (302, 404, 404, 404, 403, 302, 302, 302, 404, 404)
    ),
    ("invitations.withdraw_invitation", "POST", "{invitation}/withdraw"): (
        (302, 404, 404, 404, 403, 302, 302, 302, 404, 404)
    ),
    ("ownership.find_school", "GET", "/hiring/claim"): (302, *(200,) * 9),
    ("ownership.ask_ownership", "GET", "/hiring/claim/ortonbridge"): (302, *(200,) * 9),
    ("ownership.ask_ownership", "POST", "/hiring/claim/ortonbridge"): (302, *(200,) * 9),
    ("ownership.withdraw_request", "POST", "/account/requests/{request}/withdraw"): (
        (302, 404, 404, 404, 403, 403, 403, 403, 404, 404)
    ),
    ("ownership.list_requests", "GET", "/office/requests"): (302, 404, 404, 404, 404, 404, 404, 200, 200, 404),
    ("ownership.decide_request", "GET", "/office/requests/{request}"): (
        (302, 404, 404, 404, 403, 200, 200, 200, 404, 404)
    ),
    ("ownership.decide_request", "POST", "/office/requests/{request}"): (
        (302, 404, 404, 404, 403, 200, 200, 200, 404, 404)
    ),
    ("ownership.answer_request", "GET", "/account/requests/{request}"): (
        (302, 404, 404, 404, 403, 200, 200, 200, 404, 404)
    ),
    ("ownership.answer_request", "POST", "/account/requests/{request}"): (
        (302, 404, 404, 404, 403, 200, 200, 200, 404, 404)
    ),
}


@dataclass
class Scene:
    """One school with its people, and what they might lay hands on."""

    school: School
    people: dict[str, Any]
    paths: dict[str, Any]


@pytest.fixture
def scene(session: Session) -> Scene:
    council, trust = LocalAuthorityFactory(), TrustFactory()
    school = SchoolFactory(slug="ortonbridge", local_authority_id=council.id, trust_id=trust.id)
    people = {
        "visitor": None,
        "candidate": UserFactory(),
        "owner elsewhere": MembershipFactory(role=Role.owner).user,
        "former owner": MembershipFactory(organisation=school, role=Role.owner, ended_at=clock.now()).user,
        "viewer": MembershipFactory(organisation=school, role=Role.viewer).user,
        "owner": MembershipFactory(organisation=school, role=Role.owner).user,
        "trust owner": MembershipFactory(organisation=trust, role=Role.owner).user,
        "officer": MembershipFactory(organisation=council, role=Role.recruitment_officer).user,
        "other council": MembershipFactory(organisation=LocalAuthorityFactory(), role=Role.administrator).user,
        "governance officer": MembershipFactory(organisation=council, role=Role.governance_officer).user,
    }
    assert tuple(people) == PEOPLE
    member: Membership = MembershipFactory(organisation=school, role=Role.recruiter)
    invitation = Invitation(
        organisation_id=school.id,
        email="new@example.org",
        role=Role.viewer,
        token_hash=hash_key(new_key()),
        expires_at=clock.now(),
    )
    request = OwnershipRequest(user_id=UserFactory().id, organisation_id=school.id, job_title="Head", message="Ask")
    session.add_all([invitation, request])
    session.flush()
    paths = {
        "organisation": "/account/organisations/ortonbridge",
        "membership": f"/account/memberships/{member.id}",
        "invitation": f"/account/invitations/{invitation.id}",
        "request": request.id,
    }
    return Scene(school, people, paths)


BODIES = {
    "memberships.act_as": {"organisation": "ortonbridge"},
    "memberships.change_role": {"role": "nonsense"},
}


@pytest.mark.parametrize(("endpoint", "method", "path"), [row for row in TABLE if row[1] == "GET"])
def test_looking(client: StrictClient, scene: Scene, endpoint: str, method: str, path: str) -> None:
    for who in PEOPLE:
        call(client, scene, (endpoint, method, path), who)


@pytest.mark.parametrize(("endpoint", "method", "path"), [row for row in TABLE if row[1] == "POST"])
def test_doing(client: StrictClient, scene: Scene, endpoint: str, method: str, path: str) -> None:
    for who in PEOPLE:
        with undone():
            call(client, scene, (endpoint, method, path), who)


def call(client: StrictClient, scene: Scene, row: tuple[str, str, str], who: str) -> None:
    endpoint, method, path = row
    url = path.format(**scene.paths)
    assert client.app.url_map.bind("localhost").match(url, method)[0] == endpoint
    client.sign_in(scene.people[who])
    expected = TABLE[row][PEOPLE.index(who)]
    page = client.get(url, expected) if method == "GET" else client.post(url, BODIES.get(endpoint, {}), expected)
    asked_to_sign_in = (page.location or "").startswith("/account/sign-in")
    assert asked_to_sign_in is (who == "visitor" and expected == 302), who


@pytest.mark.parametrize("path", ["{membership}/role", "{membership}/end", "{invitation}/resend"])
def test_numbers_that_are_not_there(client: StrictClient, scene: Scene, path: str) -> None:
    client.sign_in(scene.people["owner"])
    url = path.format(**scene.paths).rsplit("/", 2)
    client.post(f"{url[0]}/999999/{url[2]}", {}, 404)
