"""Who gets what, for every address of the room: a table of endpoints by people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.candidates.models import CandidateProfile, CandidateSearch, JobInvitation
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.candidates import HidingFactory, JobInvitationFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory, TrustFactory, member
from tests.support.client import StrictClient


@dataclass
class World:
    school: Any
    profile: CandidateProfile
    hidden_from: Any
    invitation: JobInvitation
    search: CandidateSearch

    def path(self, pattern: str) -> str:
        return pattern.format(profile=self.profile.id, invitation=self.invitation.id, search=self.search.id)


def make_world() -> World:
    school = SchoolFactory(trust=TrustFactory())
    hiding = HidingFactory()
    owner = member(Role.owner, school)
    search = CandidateSearch(user_id=owner.id, name="Teachers", query="role=teacher")
    db.session.add(search)
    invitation = JobInvitationFactory(candidate=hiding.profile.user)
    world = World(school, hiding.profile, hiding.organisation, invitation, search)
    world.owner = owner  # type: ignore[attr-defined]
    return world


PEOPLE: dict[str, Callable[[Any], Any]] = {
    "signed-out": lambda world: None,
    "owner": lambda world: world.owner,
    "recruiter": lambda world: member(Role.recruiter, world.school),
    "trust owner": lambda world: member(Role.owner, world.school.trust),
    "owner where it is hidden": lambda world: member(Role.owner, world.hidden_from),
    "panel member": lambda world: member(Role.panel_member, world.school),
    "viewer": lambda world: member(Role.viewer, world.school),
    "officer": lambda world: member(Role.recruitment_officer, LocalAuthorityFactory()),
    "demoted owner": lambda world: MembershipFactory(organisation=world.school, ended_at=clock.now()).user,
    "unapproved owner": lambda world: MembershipFactory(organisation=world.school, approved_at=None).user,
    "other candidate": lambda world: UserFactory(),
    "candidate": lambda world: world.profile.user,
}
STAFF = ("owner", "recruiter", "trust owner")


def staff(status: int, *more: str) -> dict[str, int]:
    return dict.fromkeys((*STAFF, *more), status)


def everybody(status: int) -> dict[str, int]:
    return {**dict.fromkeys(PEOPLE, status), "signed-out": 302}


HIDDEN = "owner where it is hidden"
#: endpoint -> (method, path, status by person; whoever is not named: 404, or 302 to the sign-in page when signed out)
TABLE: dict[str, tuple[str, str, dict[str, int]]] = {
    "candidates.show_profile": ("GET", "/account/profile", everybody(200)),
    "candidates.edit_step": ("GET", "/account/profile/jobs", everybody(200)),
    "candidates.show_preview": ("GET", "/account/profile/preview", everybody(200)),
    "candidates.switch_visible": ("POST", "/account/profile/visible", everybody(302)),
    "candidates.list_hidings": ("GET", "/account/profile/hiding", everybody(200)),
    "candidates.add_hiding": ("POST", "/account/profile/hiding", {"signed-out": 302}),
    "candidates.remove_hiding": ("POST", "/account/profile/hiding/1/remove", everybody(302)),
    "candidates.list_invitations": ("GET", "/account/invitations", everybody(200)),
    "candidates.block_school": ("POST", "/account/invitations/{invitation}/block", {"candidate": 302}),
    "candidates.list_candidates": ("GET", "/hiring/candidates", staff(200, HIDDEN)),
    "candidates.save_search": ("POST", "/hiring/candidates/searches", staff(200, HIDDEN)),
    "candidates.delete_search": ("POST", "/hiring/candidates/searches/{search}/delete", {"owner": 302}),
    "candidates.show_candidate": ("GET", "/hiring/candidates/{profile}", staff(200)),
}


def test_table(client: StrictClient, session: Session) -> None:
    """One world for the whole table; each person signs in once. Only the door matters here, not the pages’ shape."""
    world = make_world()
    paths = {endpoint: world.path(pattern) for endpoint, (_, pattern, _) in TABLE.items()}
    wrong = []
    for name in sorted(PEOPLE, key=lambda each: each == "candidate"):  # whose own POSTs change the world
        client.sign_in(PEOPLE[name](world))
        for endpoint, (method, _pattern, allowed) in TABLE.items():
            data = {"csrf_token": client._csrf_token()} if method == "POST" else None
            with client.app.app_context():
                response = client.http.open(paths[endpoint], method=method, data=data)
            expected = allowed.get(name, 302 if name == "signed-out" else 404)
            if response.status_code != expected:
                wrong.append(f"{endpoint} answered {name} {response.status_code}, not {expected}")
            if name == "signed-out" and not str(response.location).startswith("/account/sign-in"):
                wrong.append(f"{endpoint} does not ask a stranger to sign in")
    assert wrong == []


def test_the_table_is_complete(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("candidates.")}
    assert ours == set(TABLE)
