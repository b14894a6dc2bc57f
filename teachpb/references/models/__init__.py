"""Requests for references, self-disclosures, and what was done with each."""

from teachpb.references.models.disclosure import Disclosure, DisclosureState
from teachpb.references.models.event import ONE_READING, PaperAction, PaperEvent
from teachpb.references.models.request import (
    ANSWERED,
    TOKEN_LASTS,
    UNDER_WAY,
    ReferenceLink,
    ReferenceRequest,
    ReferenceState,
    VacancyPapers,
)

__all__ = [
    "ANSWERED",
    "ONE_READING",
    "TOKEN_LASTS",
    "UNDER_WAY",
    "Disclosure",
    "DisclosureState",
    "PaperAction",
    "PaperEvent",
    "ReferenceLink",
    "ReferenceRequest",
    "ReferenceState",
    "VacancyPapers",
]
