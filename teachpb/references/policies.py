"""Who may do what with references and self-disclosures. Pure: it looks at what the person and the papers carry.

References are read by those who handle the vacancy, and by its panel where the school allows it (which the loader
asks). Self-disclosures are read by those who handle the vacancy, and by nobody else.
"""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.policies import can_handle, can_move, can_read, is_own
from teachpb.references.models import Disclosure, ReferenceRequest

_S = ApplicationState
#: In these nobody may be asked any more, but what came in is read until it is not kept any longer.
OVER = frozenset({_S.interview_unsuccessful, _S.declined, _S.offer_withdrawn})
#: Only here may anybody be asked.
ASKING = frozenset({_S.shortlisted, _S.interviewing, _S.offered, _S.accepted, _S.appointed})

__all__ = [
    "ASKING",
    "OVER",
    "can_handle",
    "can_handle_disclosure",
    "can_handle_papers",
    "can_handle_reference",
    "can_read_reference",
    "has_papers",
    "is_own",
    "may_be_asked",
]


def may_be_asked(application: Application) -> bool:
    """Is the candidate on the shortlist or further, and still hoping?"""
    return application.state in ASKING and application.scrubbed_at is None


def has_papers(application: Application) -> bool:
    """May staff see references and disclosures at all? Never before the name is known, nor once withdrawn."""
    return may_be_asked(application) or (application.state in OVER and application.scrubbed_at is None)


def can_handle_papers(user: User | None, application: Application) -> bool:
    return can_move(user, application) and has_papers(application)


def can_handle_reference(user: User | None, request: ReferenceRequest) -> bool:
    return can_handle_papers(user, request.application)


def can_read_reference(user: User | None, request: ReferenceRequest) -> bool:
    return can_read(user, request.application) and has_papers(request.application)


def can_handle_disclosure(user: User | None, disclosure: Disclosure) -> bool:
    return can_handle_papers(user, disclosure.application)
