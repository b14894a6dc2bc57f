"""Every message about who belongs where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.db import transaction
from teachpb.notifications.models import MessageRow
from teachpb.notifications.operations import queue_mail
from teachpb.schools import emails
from teachpb.schools.models import Invitation, Membership, OwnershipRequest, RequestState, Role
from teachpb.schools.roles import MEANINGS, ROLES_OF
from tests.factories.accounts import UserFactory
from tests.factories.schools import LocalAuthorityFactory, MembershipFactory, SchoolFactory

TOKEN = "t" * 43


@dataclass
class Cast:
    owner: User
    officer: User
    member: Membership
    invitation: Invitation
    request: OwnershipRequest


@pytest.fixture
def cast(session: Session) -> Cast:
    council = LocalAuthorityFactory()
    school = SchoolFactory(name="St Mary’s <Primary> & Nursery", local_authority_id=council.id)
    officer = MembershipFactory(
        user=UserFactory(full_name="Ossie Officer"), organisation=council, role=Role.administrator
    ).user
    owner = MembershipFactory(user=UserFactory(full_name="Olga Owner"), organisation=school, role=Role.owner).user
    member = MembershipFactory(user=UserFactory(full_name="Mo <i>Member</i>"), organisation=school, role=Role.recruiter)
    invitation = Invitation(
        organisation=school, email="new@example.org", role=Role.viewer, token_hash="x", expires_at=clock.now()
    )
    request = OwnershipRequest(
        user=UserFactory(full_name="Hetty Head"), organisation=school, job_title="Head <b>teacher</b>", message="Ask"
    )
    session.add_all([invitation, request])
    session.commit()
    return Cast(owner, officer, member, invitation, request)


Compose = Callable[[Cast], Any]
ALL: dict[str, Compose] = {
    "invitation": lambda c: emails.invitation(c.invitation, c.owner, TOKEN),
    "invitation by the council": lambda c: emails.invitation(c.invitation, None, TOKEN),
    "role": lambda c: emails.role_changed(c.member, c.owner),
    "ended": lambda c: emails.membership_ended(c.member, c.owner),
    "left": lambda c: emails.membership_ended(c.member, None),
    "requested of officers": lambda c: emails.ownership_requested(c.request, c.officer, for_officers=True),
    "requested of owners": lambda c: emails.ownership_requested(c.request, c.owner, for_officers=False),
    "received": lambda c: emails.ownership_received(c.request, for_officers=True),
    "approved": lambda c: emails.ownership_approved(c.request),
    "declined": lambda c: emails.ownership_declined(c.request),
    "decided": lambda c: emails.ownership_decided(c.request, c.owner, c.officer),
}


def queued(cast: Cast, name: str) -> MessageRow:
    with transaction():
        return queue_mail(ALL[name](cast))


def words_of(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select("style, .foot, .head"):
        part.decompose()
    return " ".join(soup.get_text(" ").split())


@pytest.mark.parametrize("name", ALL)
class TestEveryMessage:
    def test_says_nothing_personal_in_the_subject(self, cast: Cast, name: str) -> None:
        subject = queued(cast, name).subject
        for word in ("Hetty", "Mo", "Olga", "St Mary", "@"):
            assert word not in subject.split()

    def test_escapes_what_people_typed(self, cast: Cast, name: str) -> None:
        html = queued(cast, name).html
        for raw in ("<Primary>", "<i>Member", "<b>teacher"):
            assert raw not in html
        assert "St Mary’s &lt;Primary&gt; &amp; Nursery" in html

    def test_says_the_same_as_text_and_as_html(self, cast: Cast, name: str) -> None:
        row = queued(cast, name)
        shown = words_of(row.html).replace(" .", ".").replace(" ,", ",")
        for line in row.text.split("\n--\n")[0].splitlines():
            sentence = " ".join(line.split()).rstrip(":")
            if sentence and not sentence.startswith("http"):
                assert sentence in shown, f"“{sentence}” is missing from the HTML"

    def test_leads_to_pages_that_are_there(self, app: Flask, cast: Cast, name: str) -> None:
        row = queued(cast, name)
        adapter = app.url_map.bind("localhost")
        for tag in BeautifulSoup(row.html, "html.parser").select("a.button"):
            href = str(tag["href"])
            assert href.startswith("http://localhost/")
            assert adapter.test(href.removeprefix("http://localhost"), "GET")
            assert href in row.text

    def test_is_kept_with_the_school(self, cast: Cast, name: str) -> None:
        assert queued(cast, name).organisation_id == cast.request.organisation_id

    def test_only_an_invitation_is_secret(self, cast: Cast, name: str) -> None:
        assert queued(cast, name).secret is name.startswith("invitation")


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_says_what_the_role_is_for(session: Session, cast: Cast, role: Role) -> None:
    cast.invitation.role = role
    session.commit()
    row = queued(cast, "invitation")
    assert f"as {role.label}. Somebody with that role {MEANINGS[role]}." in row.text
    assert any(role in roles for roles in ROLES_OF.values())


@pytest.mark.parametrize(
    ("name", "path"), [("requested of officers", "/office/requests/"), ("requested of owners", "/account/requests/")]
)
def test_whoever_decides_is_led_to_their_own_desk(cast: Cast, name: str, path: str) -> None:
    assert f"http://localhost{path}{cast.request.id}" in queued(cast, name).text


@pytest.mark.parametrize(
    ("reason", "words"), [("Unknown to the office", "Unknown to the office"), ("", "No reason was given.")]
)
def test_a_refusal_gives_its_reason(session: Session, cast: Cast, reason: str, words: str) -> None:
    cast.request.reason = reason
    session.commit()
    assert words in queued(cast, "declined").text


@pytest.mark.parametrize(
    ("state", "words"), [(RequestState.approved, "was approved by"), (RequestState.declined, "was not approved by")]
)
def test_the_others_hear_how_it_ended(session: Session, cast: Cast, state: RequestState, words: str) -> None:
    cast.request.state, cast.request.decided_at = state, clock.now()
    session.commit()
    assert f"{words} Ossie Officer" in queued(cast, "decided").text


def test_leaving_and_being_let_go_read_differently(cast: Cast) -> None:
    assert "You made this change yourself" in queued(cast, "left").text
    assert "Olga Owner made this change" in queued(cast, "ended").text


def test_answers_to_an_invitation_go_to_whoever_invited(cast: Cast) -> None:
    assert queued(cast, "invitation").reply_to == cast.owner.email
    assert queued(cast, "invitation by the council").reply_to == ""
