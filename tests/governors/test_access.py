"""Who gets what, for every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.governors.models import RoleState
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.governors import GovernorRoleFactory, InterestFactory
from tests.factories.schools import MembershipFactory, SchoolFactory, TrustFactory, member
from tests.support.client import StrictClient
from tests.support.database import undone

OURS = ("owner", "clerk", "trust clerk")
#: person -> how to make them, given the school
PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda school: None,
    "candidate": lambda school: UserFactory(),
    "owner": lambda school: member(Role.owner, school),
    "clerk": lambda school: member(Role.governance_lead, school),
    "trust clerk": lambda school: member(Role.governance_lead, school.trust),
    "recruiter": lambda school: member(Role.recruiter, school),
    "panel member": lambda school: member(Role.panel_member, school),
    "viewer": lambda school: member(Role.viewer, school),
    "other school’s clerk": lambda school: member(Role.governance_lead, SchoolFactory()),
    "demoted clerk": lambda school: (
        MembershipFactory(organisation=school, role=Role.governance_lead, ended_at=clock.now()).user
    ),
    "unapproved owner": lambda school: MembershipFactory(organisation=school, approved_at=None).user,
}
#: endpoint -> (method, path, status for our people, for other boards' people, for everybody else who is signed in)
TABLE = {
    "board.show_home": ("GET", "/board", 302, 302, 200),
    "board.list_roles": ("GET", "/board/roles", 200, 200, 404),
    "board.add_role": ("GET", "/board/roles/new", 200, 200, 404),
    "board.show_role": ("GET", "/board/roles/{role}", 200, 404, 404),
    "board.preview_role": ("GET", "/board/roles/{role}/preview", 200, 404, 404),
    "board.edit_role": ("GET", "/board/roles/{role}/edit", 200, 404, 404),
    "board.publish_role": ("POST", "/board/roles/{role}/publish", 302, 404, 404),
    "board.close_role": ("POST", "/board/roles/{role}/close", 302, 404, 404),
    "board.fill_role": ("POST", "/board/roles/{role}/fill", 302, 404, 404),
    "board.remove_role": ("POST", "/board/roles/{role}/remove", 302, 404, 404),
    "board.show_interest": ("GET", "/board/interests/{interest}", 200, 404, 404),
    "board.move_interest": ("POST", "/board/interests/{interest}", 200, 404, 404),
    "governors.list_my_interests": ("GET", "/account/governor-interests", 200, 200, 200),
}


@pytest.mark.parametrize("endpoint", TABLE)
def test_table(client: StrictClient, session: Session, endpoint: str) -> None:
    method, path, ours, theirs, others = TABLE[endpoint]
    school = SchoolFactory(trust=TrustFactory())
    interest = InterestFactory(role=GovernorRoleFactory(organisation=school))
    url = path.format(role=interest.role_id, interest=interest.id)
    for person, user in {name: make(school) for name, make in PEOPLE.items()}.items():
        if person == "nobody":
            expected = 302
        elif person in OURS:
            expected = ours
        else:
            expected = theirs if person == "other school’s clerk" else others
        with undone():
            client.sign_in(user)
            page = client.get(url, status=expected) if method == "GET" else client.post(url, status=expected)
            if person == "nobody":
                assert str(page.location).startswith("/account/sign-in")
                assert interest.role.state is RoleState.live


@pytest.mark.parametrize(
    ("state", "page", "form"),
    [
        (RoleState.draft, 404, 404),
        (RoleState.live, 200, 200),
        (RoleState.closed, 200, 302),
        (RoleState.filled, 200, 302),
        (RoleState.removed, 410, 410),
    ],
)
def test_the_public_sees_by_state(
    client: StrictClient, session: Session, state: RoleState, page: int, form: int
) -> None:
    published = None if state is RoleState.draft else clock.now()
    role = GovernorRoleFactory(state=state, published_at=published)
    client.get(f"/governor-roles/{role.slug}", status=page)
    client.get(f"/governor-roles/{role.slug}/interest", status=form)


def test_a_volunteers_page_opens_with_the_right_secret_only(client: StrictClient, session: Session) -> None:
    InterestFactory(number=7000)
    client.get("/governor-roles/interest/secret-7000-aaaaaaaaaaaaaaaa")
    client.get("/governor-roles/interest/secret-7001-aaaaaaaaaaaaaaaa", status=404)
    client.post("/governor-roles/interest/secret-7001-aaaaaaaaaaaaaaaa/withdraw", status=404)
