"""The states of roles and offers, by every pair; closing by the clock; how well somebody fits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.db import InvalidTransition
from teachpb.governors import operations
from teachpb.governors.models import (
    INTEREST_TRANSITIONS,
    ROLE_TRANSITIONS,
    InterestState,
    RoleState,
    Skill,
)
from tests.factories.governors import GovernorRoleFactory, InterestFactory
from tests.factories.schools import member
from tests.support.time import FrozenClock

I = InterestState  # noqa: E741
FORWARD = {
    (I.new, I.matched), (I.new, I.introduced), (I.new, I.meeting),
    (I.matched, I.introduced), (I.matched, I.meeting),
    (I.introduced, I.meeting), (I.introduced, I.nominated),
    (I.meeting, I.nominated), (I.meeting, I.checks),
    (I.nominated, I.checks), (I.nominated, I.appointed),
    (I.checks, I.appointed), (I.appointed, I.inducted),
    (I.on_hold, I.matched), (I.on_hold, I.introduced), (I.on_hold, I.meeting),
}  # fmt: skip
BEFORE_APPOINTMENT = {I.new, I.matched, I.introduced, I.meeting, I.nominated, I.checks, I.on_hold}
ALLOWED = (
    FORWARD
    | {(state, I.declined) for state in BEFORE_APPOINTMENT}
    | {(state, I.on_hold) for state in BEFORE_APPOINTMENT - {I.on_hold}}
)


@pytest.mark.parametrize("before", list(InterestState))
@pytest.mark.parametrize("after", [state for state in InterestState if state is not I.withdrawn])
def test_an_offer_moves_by_the_table(session: Session, before: InterestState, after: InterestState) -> None:
    interest = InterestFactory(state=before)
    clerk = member(organisation=interest.role.organisation)
    if (before, after) in ALLOWED:
        operations.move_interest(actor=clerk, interest=interest, state=after)
        assert interest.state is after
        assert [step.state for step in interest.steps][-1] is after
    else:
        with pytest.raises(InvalidTransition):
            operations.move_interest(actor=clerk, interest=interest, state=after)
        assert interest.state is before


def test_only_the_volunteer_withdraws(session: Session) -> None:
    interest = InterestFactory()
    with pytest.raises(InvalidTransition, match="Only the volunteer"):
        operations.move_interest(actor=member(), interest=interest, state=I.withdrawn)


@pytest.mark.parametrize(
    "state", [s for s in InterestState if I.withdrawn not in INTEREST_TRANSITIONS[s] and s is not I.withdrawn]
)
def test_what_is_over_cannot_be_withdrawn(session: Session, state: InterestState) -> None:
    with pytest.raises(InvalidTransition):
        operations.withdraw_interest(interest=InterestFactory(state=state))


@pytest.mark.parametrize("before", list(RoleState))
@pytest.mark.parametrize(
    ("operation", "after"),
    [
        (operations.publish_role, RoleState.live),
        (operations.close_role, RoleState.closed),
        (operations.fill_role, RoleState.filled),
        (operations.remove_role, RoleState.removed),
    ],
)
def test_a_role_moves_by_the_table(session: Session, before: RoleState, operation: Any, after: RoleState) -> None:
    role = GovernorRoleFactory(state=before)
    clerk = member(organisation=role.organisation)
    if after in ROLE_TRANSITIONS[before] or before is after:
        operation(actor=clerk, role=role)
        assert role.state is after
    else:
        with pytest.raises(InvalidTransition):
            operation(actor=clerk, role=role)


def test_a_role_is_open_through_its_closing_day_and_not_a_second_longer(session: Session, frozen: FrozenClock) -> None:
    role = operations.draft_role(
        actor=member(),
        organisation=GovernorRoleFactory().organisation,
        title="Trustee",
        type="trustee",
        route="appointed",
        about="…",
        contact_name="C",
        contact_email="c@example.org",
        closes_on=date(2026, 6, 30),
    )
    session.flush()
    role.state = RoleState.live
    end = clock.at_london(date(2026, 7, 1))
    assert role.is_open(end - timedelta(seconds=1))
    assert not role.is_open(end)
    assert role.state_at(end) is RoleState.closed


def test_the_clock_closes_what_is_due_and_nothing_else(session: Session, frozen: FrozenClock) -> None:
    due = GovernorRoleFactory(closes_at=clock.now() - timedelta(minutes=1))
    later = GovernorRoleFactory(closes_at=clock.now() + timedelta(minutes=1))
    rolling = GovernorRoleFactory()
    assert operations.close_by_the_clock() == 1
    assert [role.state for role in (due, later, rolling)] == [RoleState.closed, RoleState.live, RoleState.live]


@pytest.mark.parametrize(
    ("ratings", "fit"),
    [
        ({}, (0, 0)),
        ({"finance": 4}, (1, 0)),
        ({"finance": 2, "property": 3}, (0, 1)),
        ({"finance": 3, "property": 4, "languages": 4}, (1, 1)),
    ],
)
def test_a_skill_counts_from_three_up(session: Session, ratings: dict[str, int], fit: tuple[int, int]) -> None:
    assert InterestFactory(skill_ratings=ratings).fit() == fit


def test_skills_are_shown_strongest_first_and_unknown_ones_not_at_all(session: Session) -> None:
    interest = InterestFactory(skill_ratings={"it": 2, "finance": 4, "retired_skill": 4, "hr": 2})
    assert interest.rated_skills == [(Skill.finance, 4), (Skill.hr, 2), (Skill.it, 2)]
