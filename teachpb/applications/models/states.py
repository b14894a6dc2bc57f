"""The states of an application: which may follow which, and whose move it is."""

from __future__ import annotations

from teachpb.db import InvalidTransition, LabelledEnum


class ApplicationState(LabelledEnum):
    draft = "draft", "Draft"
    submitted = "submitted", "Submitted"
    shortlisted = "shortlisted", "Shortlisted"
    interviewing = "interviewing", "Interviewing"
    offered = "offered", "Job offered"
    accepted = "accepted", "Offer accepted"
    appointed = "appointed", "Appointed"
    unsuccessful = "unsuccessful", "Unsuccessful"
    interview_unsuccessful = "interview_unsuccessful", "Unsuccessful after interview"
    declined = "declined", "Offer declined"
    withdrawn = "withdrawn", "Withdrawn"
    offer_withdrawn = "offer_withdrawn", "Offer withdrawn"


class Mover(LabelledEnum):
    """Whose move it is: nobody makes the other side's decisions."""

    candidate = "candidate", "The candidate"
    staff = "staff", "The school"


class WithdrawalReason(LabelledEnum):
    another_role = "another_role", "I have accepted another job"
    changed_mind = "changed_mind", "I have changed my mind about this job"
    circumstances = "circumstances", "My circumstances have changed"
    pay_or_hours = "pay_or_hours", "The pay or the hours do not suit me"
    too_far = "too_far", "It is too far to travel"
    other = "other", "Another reason"
    account_closed = "account_closed", "I closed my account"


_S, _C = Mover.staff, Mover.candidate
_A = ApplicationState

#: state -> the states it may become, and whose move that is. Nothing else is a transition.
TRANSITIONS: dict[ApplicationState, dict[ApplicationState, Mover]] = {
    _A.draft: {_A.submitted: _C},
    _A.submitted: {_A.shortlisted: _S, _A.unsuccessful: _S, _A.withdrawn: _C},
    _A.shortlisted: {_A.interviewing: _S, _A.unsuccessful: _S, _A.submitted: _S, _A.withdrawn: _C},
    _A.interviewing: {_A.offered: _S, _A.interview_unsuccessful: _S, _A.shortlisted: _S, _A.withdrawn: _C},
    _A.offered: {_A.accepted: _C, _A.declined: _C, _A.offer_withdrawn: _S, _A.withdrawn: _C},
    _A.accepted: {_A.appointed: _S, _A.offer_withdrawn: _S, _A.withdrawn: _C},
    _A.appointed: {},
    _A.unsuccessful: {_A.submitted: _S},
    _A.interview_unsuccessful: {},
    _A.declined: {},
    _A.withdrawn: {},
    _A.offer_withdrawn: {},
}

#: Moves that take something back: the school says why, for its own record.
BACK_STEPS = frozenset(
    {(_A.shortlisted, _A.submitted), (_A.interviewing, _A.shortlisted), (_A.unsuccessful, _A.submitted)}
)

#: States in which the candidate still has something to hope for.
RUNNING = frozenset({_A.submitted, _A.shortlisted, _A.interviewing, _A.offered, _A.accepted})

#: What came of it, when nothing more will.
ENDED = frozenset(state for state, following in TRANSITIONS.items() if not following) | {_A.unsuccessful}


def possible_moves(state: ApplicationState, mover: Mover) -> list[ApplicationState]:
    """What ``mover`` may make of an application in ``state``: ahead first, then the side exits, then back."""
    found = [after for after, whose in TRANSITIONS[state].items() if whose is mover]
    return sorted(found, key=lambda after: (is_back_step(state, after), list(ApplicationState).index(after)))


def is_back_step(before: ApplicationState, after: ApplicationState) -> bool:
    return (before, after) in BACK_STEPS


def require_move(before: ApplicationState, after: ApplicationState, mover: Mover) -> None:
    """Raises InvalidTransition unless the table allows ``mover`` to take ``before`` to ``after``."""
    if TRANSITIONS[before].get(after) is not mover:
        raise InvalidTransition(
            f"An application that is “{before.label.lower()}” cannot become “{after.label.lower()}” this way."
            " Look at it again: it may have changed in the meantime",
            "state",
        )
