"""The factories make what they say."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.db import DomainError
from tests.factories.applications import ApplicationFactory, EmptyDraftFactory, PanelMemberFactory


@pytest.mark.parametrize("state", [state for state in ApplicationState if state is not ApplicationState.draft])
def test_every_state(session: Session, state: ApplicationState) -> None:
    application = ApplicationFactory(state=state)
    assert application.events[-1].state is state
    assert len(application.referees) == 1


def test_a_second_open_application_is_refused_and_a_withdrawn_one_is_not_in_the_way(session: Session) -> None:
    first = ApplicationFactory(state=ApplicationState.withdrawn)
    EmptyDraftFactory(vacancy=first.vacancy, candidate=first.candidate)
    with pytest.raises((IntegrityError, DomainError)):
        EmptyDraftFactory(vacancy=first.vacancy, candidate=first.candidate)
    session.rollback()


def test_a_panel_member_works_at_the_vacancys_school(session: Session) -> None:
    member = PanelMemberFactory()
    assert member.user.memberships[0].organisation_id == member.vacancy.organisation_id
