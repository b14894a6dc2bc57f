"""Advertising a role and offering to fill it: what is kept, what is refused, who is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.governors import operations, queries
from teachpb.governors.models import ExpressionOfInterest, GovernorRole, InterestState, RoleState, Skill
from teachpb.governors.signals import interest_expressed, role_published
from tests.factories.governors import GovernorRoleFactory, InterestFactory
from tests.factories.schools import SchoolFactory, member
from tests.support.time import FrozenClock

DRAFT = {"title": "Parent governor", "type": "parent", "route": "elected", "about": "Speak for parents."}
CONTACT = {"contact_name": "Ada Clerk", "contact_email": "clerk@example.org"}
OFFER = {
    "name": "Grace Volunteer",
    "email": "Grace@Example.org",
    "motivation": "I care.",
    "skill_ratings": {"finance": 4},
    "is_adult": True,
    "is_eligible": True,
    "may_share": True,
}


def verbs(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))


class TestAdvertising:
    def test_a_draft_has_an_address_of_its_own(self, session: Session) -> None:
        school = SchoolFactory(name="St. Éloi’s School")
        clerk = member(organisation=school)
        with transaction():
            first = operations.draft_role(actor=clerk, organisation=school, **DRAFT)
            second = operations.draft_role(actor=clerk, organisation=school, **DRAFT)
        assert first.slug == "parent-governor-st-elois-school"
        assert second.slug == "parent-governor-st-elois-school-2"
        assert verbs(session) == ["governor_role_drafted"] * 2

    @pytest.mark.parametrize("missing", ["about", "contact_name", "contact_email"])
    def test_what_is_essential_must_be_there_to_publish(self, session: Session, missing: str) -> None:
        role = GovernorRoleFactory(state=RoleState.draft, published_at=None, **{missing: ""})
        with pytest.raises(DomainError):
            operations.publish_role(actor=member(), role=role)
        assert role.published_at is None

    def test_a_closing_date_in_the_past_is_refused(self, session: Session, frozen: FrozenClock) -> None:
        role = GovernorRoleFactory(state=RoleState.draft, closes_on=date(2026, 4, 23))
        with pytest.raises(DomainError, match="later one") as refusal:
            operations.publish_role(actor=member(), role=role)
        assert refusal.value.field == "closes_on"

    def test_publishing_twice_tells_others_and_dates_it_once(self, session: Session, frozen: FrozenClock) -> None:
        role = GovernorRoleFactory(state=RoleState.draft, published_at=None)
        heard: list[GovernorRole] = []
        with role_published.connected_to(heard.append), transaction():
            operations.publish_role(actor=member(organisation=role.organisation), role=role)
        first = role.published_at
        with transaction():
            operations.close_role(actor=None, role=role)  # type: ignore[arg-type]
            operations.publish_role(actor=None, role=role)  # type: ignore[arg-type]
        assert heard == [role]
        assert role.published_at == first

    @pytest.mark.parametrize(
        ("field", "value", "allowed"),
        [
            ("about", "New words.", True),
            ("closes_on", date(2027, 1, 1), True),
            ("contact_email", "new@example.org", True),
            ("title", "Another title", False),
            ("term_years", 1, False),
            ("skills_essential", [Skill.hr], False),
            ("type", "parent", False),
        ],
    )
    def test_what_was_promised_stays(self, session: Session, field: str, value: Any, allowed: bool) -> None:
        role = GovernorRoleFactory()
        if allowed:
            operations.edit_role(actor=member(), role=role, **{field: value})
            assert getattr(role, field) == value
        else:
            with pytest.raises(DomainError) as refusal:
                operations.edit_role(actor=member(), role=role, **{field: value})
            assert refusal.value.field == field

    def test_saving_the_whole_form_unchanged_is_fine_on_a_live_role(self, session: Session) -> None:
        role = GovernorRoleFactory()
        operations.edit_role(actor=member(), role=role, title=role.title, type=role.type, about=role.about)

    @pytest.mark.parametrize("state", [RoleState.filled, RoleState.removed])
    def test_what_is_over_is_not_edited(self, session: Session, state: RoleState) -> None:
        with pytest.raises(DomainError, match="cannot be edited"):
            operations.edit_role(actor=member(), role=GovernorRoleFactory(state=state), about="x")


class TestOffering:
    def test_the_volunteer_and_the_board_are_told_and_nothing_personal_is_in_a_subject(
        self, session: Session, outbox: Any
    ) -> None:
        role = GovernorRoleFactory()
        with transaction():
            interest, token = operations.express_interest(actor=None, role=role, **OFFER)
        to_volunteer, to_board = outbox()
        assert (
            to_volunteer.recipient if hasattr(to_volunteer, "recipient") else to_volunteer.to
        ) == "grace@example.org"
        assert f"/governor-roles/interest/{token}" in to_volunteer.text
        assert "Grace" not in to_board.text
        for mail in (to_volunteer, to_board):
            assert "Grace" not in mail.subject
            assert role.title not in mail.subject
        assert queries.interest_by_token(token) is interest

    def test_the_secret_is_not_in_the_database(self, session: Session) -> None:
        with transaction():
            interest, token = operations.express_interest(actor=None, role=GovernorRoleFactory(), **OFFER)
        assert token not in {str(getattr(interest, column.key)) for column in ExpressionOfInterest.__table__.columns}

    def test_others_hear_of_it(self, session: Session) -> None:
        heard: list[ExpressionOfInterest] = []
        with interest_expressed.connected_to(heard.append), transaction():
            operations.express_interest(actor=None, role=GovernorRoleFactory(), **OFFER)
        assert len(heard) == 1

    def test_twice_is_refused_with_a_sentence_beside_the_address(self, session: Session) -> None:
        role = GovernorRoleFactory()
        with transaction():
            operations.express_interest(actor=None, role=role, **OFFER)
        with pytest.raises(DomainError, match="already expressed interest") as refusal, transaction():
            operations.express_interest(actor=None, role=role, **{**OFFER, "email": "GRACE@example.org"})
        assert refusal.value.field == "email"

    def test_the_database_holds_that_too(self, session: Session) -> None:
        first = InterestFactory()
        with pytest.raises((IntegrityError, DomainError)):
            InterestFactory(role=first.role, email=first.email)
        session.rollback()

    @pytest.mark.parametrize("state", [InterestState.withdrawn, InterestState.declined])
    def test_who_is_out_may_offer_again(self, session: Session, state: InterestState) -> None:
        before = InterestFactory(state=state, email="grace@example.org")
        with transaction():
            again, _ = operations.express_interest(actor=None, role=before.role, **OFFER)
        assert again.id != before.id

    @pytest.mark.parametrize("state", [RoleState.draft, RoleState.closed, RoleState.filled, RoleState.removed])
    def test_only_an_open_role_takes_offers(self, session: Session, state: RoleState) -> None:
        with pytest.raises(DomainError, match="has closed"):
            operations.express_interest(actor=None, role=GovernorRoleFactory(state=state), **OFFER)

    def test_moving_on_tells_the_volunteer_in_the_boards_words(self, session: Session, outbox: Any) -> None:
        interest = InterestFactory()
        with transaction():
            operations.move_interest(
                actor=member(organisation=interest.role.organisation),
                interest=interest,
                state=InterestState.meeting,
                message="Come on Tuesday.",
                note="Seems keen.",
            )
        mail = outbox()[-1]
        assert "Come on Tuesday." in mail.text
        assert "Seems keen." not in mail.text + mail.html

    def test_withdrawing_twice_is_withdrawing_once(self, session: Session, outbox: Any) -> None:
        interest = InterestFactory()
        for _ in range(2):
            with transaction():
                operations.withdraw_interest(interest=interest)
        assert len(outbox()) == 1
        assert [step.state for step in interest.steps] == [InterestState.new, InterestState.withdrawn]
