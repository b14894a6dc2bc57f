"""Who gets what, for every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd.models import Audience
from teachpb.schools.models import Role
from teachpb.training import policies
from teachpb.training.models import Side
from teachpb.training.policies import Team
from teachpb.web.access import access_of
from tests.factories.accounts import UserFactory
from tests.factories.schools import (
    LocalAuthorityFactory,
    MembershipFactory,
    ProviderFactory,
    SchoolFactory,
    TrustFactory,
    member,
)
from tests.factories.training import EntryFactory, KindFactory, TeamMemberFactory
from tests.support.client import StrictClient
from tests.support.database import undone
from tests.support.time import FrozenClock


def world() -> SimpleNamespace:
    school = SchoolFactory(trust=TrustFactory())
    staff = TeamMemberFactory(organisation=school, role=Audience.dsl)
    governor = TeamMemberFactory(organisation=school, role=Audience.governor)
    teacher = UserFactory()
    return SimpleNamespace(
        school=school,
        staff=staff,
        governor=governor,
        teacher=teacher,
        own=EntryFactory(user=teacher),
        entered=EntryFactory(user=None, member=staff),
        kind=KindFactory(),
    )


PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda w: None,
    "teacher": lambda w: w.teacher,
    "colleague": lambda w: UserFactory(email=w.staff.email),
    "lead": lambda w: member(Role.cpd_lead, w.school),
    "clerk": lambda w: member(Role.governance_lead, w.school),
    "owner": lambda w: member(Role.owner, w.school),
    "trust lead": lambda w: member(Role.cpd_lead, w.school.trust),
    "recruiter": lambda w: member(Role.recruiter, w.school),
    "other school’s lead": lambda w: member(Role.cpd_lead, SchoolFactory()),
    "former lead": lambda w: MembershipFactory(organisation=w.school, role=Role.cpd_lead, ended_at=clock.now()).user,
    "provider": lambda w: member(Role.provider_admin, ProviderFactory()),
    "officer": lambda w: member(Role.cpd_officer, LocalAuthorityFactory()),
    "recruitment officer": lambda w: member(Role.recruitment_officer, LocalAuthorityFactory()),
}
EVERYBODY = frozenset(PEOPLE) - {"nobody"}
STAFF = frozenset({"lead", "owner", "trust lead"})
BOARD = frozenset({"clerk", "owner"})
LEADS = STAFF | {"other school’s lead"}
OFFICER = frozenset({"officer"})
NONE: frozenset[str] = frozenset()
TEAM = "/training/teams/{w.school.id}/staff"
MEMBER = "/training/team-members/{w.staff.id}"
OWN = "/training/record/entries/{w.own.id}"
KINDS = "/office/training-kinds"

#: endpoint -> (method, path, who gets a page or a redirect, who gets 403); everyone else who is signed in gets 404
TABLE: dict[str, tuple[str, str, frozenset[str], frozenset[str]]] = {
    "record.show_record": ("GET", "/training/record", EVERYBODY, NONE),
    "record.download_record": ("GET", "/training/record/record.pdf", EVERYBODY, NONE),
    "record.download_table": ("GET", "/training/record/record.csv", EVERYBODY, NONE),
    "record.add_entry": ("GET", "/training/record/entries/new", EVERYBODY, NONE),
    "record.edit_entry": ("GET", OWN, frozenset({"teacher"}), NONE),
    "record.remove_entry": ("GET", f"{OWN}/remove", frozenset({"teacher"}), NONE),
    "record.download_evidence": ("GET", f"{OWN}/evidence", NONE, NONE),
    "teams.open_staff": ("GET", "/training/teams", LEADS, NONE),
    "teams.open_board": ("GET", "/board/training", BOARD, NONE),
    "teams.show_team": ("GET", TEAM, STAFF, frozenset({"clerk"})),
    "teams.download_team": ("GET", f"{TEAM}/training.xlsx", STAFF, frozenset({"clerk"})),
    "teams.add_member": ("GET", f"{TEAM}/new", STAFF, frozenset({"clerk"})),
    "teams.add_booked": ("POST", f"{TEAM}/booked", STAFF, frozenset({"clerk"})),
    "teams.edit_required": ("GET", f"{TEAM}/required", STAFF, frozenset({"clerk"})),
    "teams.show_member": ("GET", MEMBER, STAFF, frozenset({"clerk"})),
    "teams.edit_member": ("GET", f"{MEMBER}/edit", STAFF, frozenset({"clerk"})),
    "teams.end_member": ("GET", f"{MEMBER}/left", STAFF, frozenset({"clerk"})),
    "teams.add_training": ("GET", f"{MEMBER}/entries/new", STAFF, frozenset({"clerk"})),
    "absences.show_absences": ("GET", f"{TEAM}/absences", STAFF, frozenset({"clerk"})),
    "absences.make_feed": ("POST", f"{TEAM}/absences/make", STAFF, frozenset({"clerk"})),
    "absences.revoke_feed": ("POST", f"{TEAM}/absences/revoke", STAFF, frozenset({"clerk"})),
    "kinds.list_kinds": ("GET", KINDS, OFFICER, NONE),
    "kinds.add_usual": ("POST", f"{KINDS}/usual", OFFICER, NONE),
    "kinds.add_kind": ("GET", f"{KINDS}/new", OFFICER, NONE),
    "kinds.edit_kind": ("GET", f"{KINDS}/{{w.kind.id}}", OFFICER, NONE),
}
#: The same pages for the board: who keeps the staff may not open them, and the other way round.
OTHER_SIDE: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "/training/teams/{w.school.id}/board": (BOARD, frozenset({"lead", "trust lead"})),
    "/training/team-members/{w.governor.id}": (BOARD, frozenset({"lead", "trust lead"})),
    "/training/record/entries/{w.entered.id}": (STAFF, NONE),
}
PUBLIC = {"absences.show_feed"}
BLUEPRINTS = {"record", "teams", "absences", "kinds"}


def check(app: Flask, client: StrictClient, w: Any, method: str, url: str, allowed: Any, forbidden: Any) -> None:
    for person, user in {name: make(w) for name, make in PEOPLE.items()}.items():
        with undone():
            client.sign_in(user)
            data = {"csrf_token": client._csrf_token()} if method == "POST" else None
            with app.app_context():
                response = client.http.open(url, method=method, data=data)
        status = response.status_code
        if person == "nobody":
            assert status == 302 and "/account/sign-in" in response.headers["Location"], person
        elif person in allowed:
            assert status in (200, 302), (person, status)
            assert "/account/sign-in" not in response.headers.get("Location", ""), person
        else:
            assert status == (403 if person in forbidden else 404), (person, status)


@pytest.mark.parametrize("endpoint", TABLE)
def test_table(app: Flask, client: StrictClient, session: Session, frozen: FrozenClock, endpoint: str) -> None:
    method, path, allowed, forbidden = TABLE[endpoint]
    w = world()
    check(app, client, w, method, path.format(w=w), allowed, forbidden)


@pytest.mark.parametrize("path", OTHER_SIDE)
def test_the_other_side(app: Flask, client: StrictClient, session: Session, frozen: FrozenClock, path: str) -> None:
    allowed, forbidden = OTHER_SIDE[path]
    w = world()
    check(app, client, w, "GET", path.format(w=w), allowed, forbidden)


def test_the_table_names_every_address(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in BLUEPRINTS}
    assert ours == {*TABLE, *PUBLIC}
    kinds = {endpoint: access_of(app, endpoint) for endpoint in PUBLIC}
    assert all(access is not None and access.kind == "public" for access in kinds.values())


def test_nobody_may_do_nothing(session: Session, frozen: FrozenClock) -> None:
    w = world()
    assert not policies.can_keep(None, Team(w.school, Side.staff))
    assert not policies.can_keep_member(None, w.staff)
    assert not policies.can_edit_entry(None, w.own)
    assert not policies.keeps_staff(None) and not policies.keeps_board(None) and not policies.looks_after_kinds(None)
