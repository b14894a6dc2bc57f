"""The check “References received”: ticked when those that are needed are in and found satisfactory."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import DomainError, transaction
from teachpb.hiring import operations
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.models import CheckState, PreEmploymentCheck
from teachpb.references import operations as references
from teachpb.references.models import ReferenceRequest, ReferenceState
from teachpb.references.queries import standing_of
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory, RefereeFactory
from tests.factories.references import ReferenceFactory
from tests.factories.schools import member
from tests.support.client import StrictClient

_S = ApplicationState


@pytest.fixture(autouse=True)
def stopped(frozen: Any) -> Any:
    return frozen


def make(
    state: ApplicationState = _S.interviewing, *, second: bool = True
) -> tuple[Application, list[ReferenceRequest]]:
    """Somebody with an employer, perhaps somebody else, who have both answered."""
    application = ApplicationFactory(state=state, only_referee_reason="" if second else "One school only")
    if second:
        RefereeFactory(application=application, name="Berta Mentor", is_latest_employer=False)
    asked = [
        ReferenceFactory(application=application, referee_id=each.id, state=ReferenceState.received)
        for each in sorted(application.referees, key=lambda each: each.id)
    ]
    return application, asked


def actor_of(application: Application) -> Any:
    return member(Role.recruiter, application.vacancy.organisation, full_name="Ruth Recruiter")


def judge(request: ReferenceRequest, *, good: bool = True) -> None:
    with transaction():
        references.mark_checked(
            actor=actor_of(request.application), request=request, is_satisfactory=good, words="Rang them"
        )


def row(session: Session, application: Application) -> PreEmploymentCheck | None:
    session.expire_all()
    return session.scalar(select(PreEmploymentCheck).where(PreEmploymentCheck.application_id == application.id))


def test_the_second_satisfactory_one_ticks_it(session: Session) -> None:
    application, (first, second) = make()
    judge(first)
    assert row(session, application) is None
    judge(second)
    ticked = row(session, application)
    assert ticked is not None and ticked.kind is CheckKind.references
    assert (ticked.state, ticked.seen_by) == (CheckState.done, "Ruth Recruiter")


def test_one_is_enough_for_whoever_has_said_why(session: Session) -> None:
    application, (only,) = make(second=False)
    judge(only, good=False)
    assert row(session, application) is None
    judge(only)
    assert row(session, application) is not None


def test_two_without_the_employer_are_not(session: Session) -> None:
    application, (_employer, second) = make()
    other = RefereeFactory(application=application, is_latest_employer=False)
    third = ReferenceFactory(application=application, referee_id=other.id, state=ReferenceState.received)
    for each in (second, third):
        judge(each)
    found = standing_of(application)
    assert (found.satisfactory, found.needed, found.has_employer, found.is_complete) == (2, 2, False, False)
    assert row(session, application) is None


def test_a_change_of_mind_takes_our_tick_back_and_leaves_theirs(session: Session) -> None:
    application, (first, second) = make()
    judge(first)
    judge(second)
    judge(second, good=False)
    reopened = row(session, application)
    assert reopened is not None and reopened.state is CheckState.requested
    with transaction():
        operations.save_check(
            actor=actor_of(application),
            application=application,
            kind=CheckKind.references,
            state=CheckState.waived,
            reason="They have worked here for years",
        )
    judge(second)
    judge(second, good=False)
    kept = row(session, application)
    assert kept is not None and kept.state is CheckState.waived


def test_what_was_checked_on_the_shortlist_counts_from_the_interview_on(session: Session) -> None:
    application, asked = make(_S.shortlisted)
    for each in asked:
        judge(each)
    assert row(session, application) is None
    with transaction():
        applications.move(actor=actor_of(application), application=application, state=_S.interviewing)
    assert row(session, application) is not None


def test_by_hand_it_wants_a_word_where_they_are(client: StrictClient, session: Session) -> None:
    application, _asked = make()
    done = {"state": "done", "done_on": "2026-04-24", "seen_by": "Olive Owner"}
    client.sign_in(actor_of(application))
    page = f"/hiring/applications/{application.id}/checks"
    assert "0 of 2 satisfactory" in client.get(page).text
    refused = client.submit(f"{page}/references", status=200, **done)
    assert "0 of 2 references here are marked satisfactory" in refused.errors[0]
    client.submit(f"{page}/references", **done, note="Both on paper, in the office")
    assert "Both on paper" in client.get(page).text


def test_nothing_is_checked_that_has_not_come(session: Session) -> None:
    waiting = ReferenceFactory()
    with pytest.raises(DomainError, match="nothing to check"):
        judge(waiting)
