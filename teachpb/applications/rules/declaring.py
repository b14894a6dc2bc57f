"""What is said last: support needed, declarations."""

from __future__ import annotations

from teachpb.applications.models import Application
from teachpb.applications.rules.base import EITHER_FORM, Complaints, Section, missing

SUPPORT_WANTED = {
    "needs_support": "Select yes if you need support to take part in an interview",
    "support_needs": "Say what support you need",
}
DECLARATIONS_WANTED = {
    "has_close_relationships": "Select yes if you have a close relationship with somebody at the school",
    "close_relationships": "Say who it is and how you know them",
    "has_safeguarding_issue": "Select yes if there is anything about your work with children to declare",
    "safeguarding_details": "Say what it was, when, and how it ended",
    "agrees_to_checks": "Confirm that you agree to the checks",
    "is_accurate": "Confirm that what you have written is true",
}


def _support(application: Application) -> Complaints:
    if application.needs_support:
        yield from missing(application, SUPPORT_WANTED, "support_needs")


def _declarations(application: Application) -> Complaints:
    if application.has_close_relationships:
        yield from missing(application, DECLARATIONS_WANTED, "close_relationships")
    if application.has_safeguarding_issue:
        yield from missing(application, DECLARATIONS_WANTED, "safeguarding_details")


SUPPORT = Section(
    "support",
    "Support at interview",
    ("needs_support", "support_needs"),
    wanted=("needs_support",),
    sentences=SUPPORT_WANTED,
    more=_support,
)
#: Nobody has to answer any of it, and none of it is stored with the application.
EQUAL_OPPORTUNITIES = Section("equal-opportunities", "Equal opportunities", (), asked_with=EITHER_FORM)
DECLARATIONS = Section(
    "declarations",
    "Declarations",
    tuple(DECLARATIONS_WANTED),
    wanted=("has_close_relationships", "has_safeguarding_issue", "agrees_to_checks", "is_accurate"),
    sentences=DECLARATIONS_WANTED,
    more=_declarations,
)
