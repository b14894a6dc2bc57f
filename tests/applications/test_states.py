"""The transition table: every pair of states by everybody who might try."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.models import (
    BACK_STEPS,
    ENDED,
    RUNNING,
    ApplicationState,
    Mover,
    WithdrawalReason,
    possible_moves,
    require_move,
)
from teachpb.applications.wording import NEWS, STEPS, candidate_label, step_label
from teachpb.db import DomainError, InvalidTransition, transaction
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import OfferFactory, settle
from tests.factories.schools import member

_S = ApplicationState
#: Written out, so that a slip in the model's table is not repeated here.
STAFF = {
    ("submitted", "shortlisted"),
    ("submitted", "unsuccessful"),
    ("shortlisted", "interviewing"),
    ("shortlisted", "unsuccessful"),
    ("shortlisted", "submitted"),
    ("interviewing", "offered"),
    ("interviewing", "interview_unsuccessful"),
    ("interviewing", "shortlisted"),
    ("offered", "offer_withdrawn"),
    ("accepted", "appointed"),
    ("accepted", "offer_withdrawn"),
    ("unsuccessful", "submitted"),
}
CANDIDATE = {
    ("draft", "submitted"),
    ("submitted", "withdrawn"),
    ("shortlisted", "withdrawn"),
    ("interviewing", "withdrawn"),
    ("offered", "accepted"),
    ("offered", "declined"),
    ("offered", "withdrawn"),
    ("accepted", "withdrawn"),
}
PAIRS = list(product(ApplicationState, ApplicationState))


@pytest.mark.parametrize(("mover", "allowed"), [(Mover.staff, STAFF), (Mover.candidate, CANDIDATE)])
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_pair(before: _S, after: _S, mover: Mover, allowed: set[tuple[str, str]]) -> None:
    if (before.value, after.value) in allowed:
        require_move(before, after, mover)
        assert after in possible_moves(before, mover)
    else:
        with pytest.raises(InvalidTransition):
            require_move(before, after, mover)
        assert after not in possible_moves(before, mover)


def test_no_step_belongs_to_both_sides() -> None:
    assert not STAFF & CANDIDATE


def test_steps_back_are_the_schools_and_come_last() -> None:
    assert {(before.value, after.value) for before, after in BACK_STEPS} <= STAFF
    assert possible_moves(_S.shortlisted, Mover.staff)[-1] is _S.submitted
    assert possible_moves(_S.interviewing, Mover.staff)[0] is _S.offered


def test_every_state_is_a_draft_runs_or_has_ended_and_has_words() -> None:
    for state in ApplicationState:
        if state not in {_S.draft, _S.appointed}:
            assert (state in RUNNING) != (state in ENDED)
        assert NEWS[state].heading
        assert candidate_label(state)
    for before, after in STAFF:
        assert step_label(_S(before), _S(after))
    assert {after for _, after in STAFF} == {state.value for state in STEPS}


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair[0] is not _S.draft])
def test_operations_keep_to_the_table(session: Session, before: _S, after: _S) -> None:
    """Staff moving any sent application anywhere: what is not in the table changes nothing."""
    application = ApplicationFactory(state=before)
    actor = member(organisation=application.vacancy.organisation)
    events = len(application.events)
    if before is after:
        with transaction():
            assert operations.move(actor=actor, application=application, state=after) is False
        assert len(application.events) == events
    elif (before.value, after.value) in STAFF:
        settle(application)  # nobody is appointed before that
        if after is _S.offered:
            OfferFactory(application=application)  # nothing is offered but in writing
        with transaction():
            assert operations.move(actor=actor, application=application, state=after, reason="A slip")
        assert application.state is after
        assert application.events[-1].state is after
    else:
        with pytest.raises(InvalidTransition), transaction():
            operations.move(actor=actor, application=application, state=after, reason="A slip")
        assert application.state is before


@pytest.mark.parametrize("state", [state for state in ApplicationState if state is not _S.draft])
def test_withdrawing_and_answering_from_every_state(session: Session, state: _S) -> None:
    application = ApplicationFactory(state=state)
    actor = application.candidate
    may_withdraw = (state.value, "withdrawn") in CANDIDATE or state is _S.withdrawn
    if may_withdraw:
        with transaction():
            operations.withdraw(actor=actor, application=application, reason=WithdrawalReason.changed_mind)
        assert application.state is _S.withdrawn
    else:
        with pytest.raises(InvalidTransition), transaction():
            operations.withdraw(actor=actor, application=application, reason=WithdrawalReason.changed_mind)
        assert application.withdrawal_reason is None
        assert application.state is state


@pytest.mark.parametrize("accepts", [True, False])
@pytest.mark.parametrize("state", [state for state in ApplicationState if state is not _S.draft])
def test_only_an_offer_can_be_answered(session: Session, state: _S, accepts: bool) -> None:
    application = ApplicationFactory(state=state)
    answer = _S.accepted if accepts else _S.declined
    if state in {_S.offered, answer}:
        with transaction():
            operations.answer_offer(actor=application.candidate, application=application, accepts=accepts)
        assert application.state is answer
    else:
        with pytest.raises(InvalidTransition), transaction():
            operations.answer_offer(actor=application.candidate, application=application, accepts=accepts)


@pytest.mark.parametrize(("before", "after"), sorted(BACK_STEPS))
def test_a_step_back_wants_a_reason(session: Session, before: _S, after: _S) -> None:
    application = ApplicationFactory(state=before)
    actor = member(organisation=application.vacancy.organisation)
    with pytest.raises(DomainError, match="Say why") as refusal, transaction():
        operations.move(actor=actor, application=application, state=after)
    assert refusal.value.field == "reason"
    with transaction():
        operations.move(actor=actor, application=application, state=after, reason="Wrong person")
    assert application.events[-1].reason == "Wrong person"
