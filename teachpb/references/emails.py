"""Mail about references and self-disclosures. Subjects name nobody, and no answer is ever in a message."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb.applications.models import Application
from teachpb.notifications.message import Message
from teachpb.references.models import Disclosure, ReferenceRequest
from teachpb.references.tokens import hash_token


def asked(request: ReferenceRequest, token: str) -> Message:
    """To the referee, with the link that opens the form."""
    return _to_referee(request, token, "Please give a reference", "asked")


def reminder(request: ReferenceRequest, token: str) -> Message:
    return _to_referee(request, token, "Reminder: please give a reference", "reminder")


def matter_of(request_id: int) -> str:
    """What the keys of all messages about one request begin with, so that they can be forgotten with it."""
    return f"reference-{request_id}-"


def _to_referee(request: ReferenceRequest, token: str, subject: str, template: str) -> Message:
    vacancy = request.application.vacancy
    return Message(
        to=request.email,
        to_name=request.name,
        subject=subject,
        template=f"references/{template}",
        context={"asked": request, "application": request.application, "vacancy": vacancy, "token": token},
        reply_to=vacancy.contact_email or None,
        kind=f"references.{template}",
        organisation_id=vacancy.organisation_id,
        dedupe_key=f"{matter_of(request.id)}{hash_token(token)[:16]}",
        secret=True,
    )


def candidate_told(application: Application, requests: Sequence[ReferenceRequest]) -> Message:
    """To the candidate: whom the school asks, and when."""
    return _to_candidate(
        application, "The school is asking for references", "candidate_told", {"requests": list(requests)}
    )


def disclosure_asked(disclosure: Disclosure) -> Message:
    return _to_candidate(disclosure.application, "Something to fill in for the school", "disclosure_asked", {})


def disclosure_reminder(disclosure: Disclosure) -> Message:
    subject = "Reminder: something to fill in for the school"
    return _to_candidate(disclosure.application, subject, "disclosure_reminder", {})


def _to_candidate(application: Application, subject: str, template: str, context: dict[str, object]) -> Message:
    return Message(
        to=application.candidate.email,
        to_name=application.full_name or application.candidate.full_name,
        subject=subject,
        template=f"references/{template}",
        context={"application": application, "vacancy": application.vacancy, **context},
        reply_to=application.vacancy.contact_email or None,
        kind=f"references.{template}",
        user_id=application.candidate_id,
    )


def reference_news(request: ReferenceRequest) -> Message:
    """To the vacancy's contact: a referee has answered. Who, and what, they read after signing in."""
    return _to_school(request.application, "A referee has answered", "reference_news", "list_references")


def file_refused(request: ReferenceRequest) -> Message:
    return _to_school(request.application, "An uploaded reference was removed", "file_refused", "list_references")


def disclosure_received(disclosure: Disclosure) -> Message:
    return _to_school(disclosure.application, "A self-disclosure has arrived", "disclosure_received", "show_disclosure")


def _to_school(application: Application, subject: str, template: str, endpoint: str) -> Message:
    return Message(
        to=application.vacancy.contact_email,
        subject=subject,
        template=f"references/{template}",
        context={
            "vacancy": application.vacancy,
            "application_id": application.id,
            "endpoint": f"references.{endpoint}",
        },
        kind=f"references.{template}",
        organisation_id=application.vacancy.organisation_id,
    )
