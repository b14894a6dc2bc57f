"""A provider writes to the people on a date."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.cpd import emails, queries
from teachpb.cpd.errors import NobodyToTell, PersonalSubject
from teachpb.cpd.models import CourseDate, Place
from teachpb.cpd.queries import Group
from teachpb.notifications.operations import queue_mail


def require_fit_subject(*, subject: str, places: list[Place]) -> None:
    """Subjects name nobody: they stand on locked telephones. Raises PersonalSubject."""
    said = subject.casefold()
    for place in places:
        names = [place.delegate_name, place.delegate_email or ""]
        if any(name and name.casefold() in said for name in names) or "@" in subject:
            raise PersonalSubject


def write_to_delegates(
    *, actor: User, run: CourseDate, groups: frozenset[Group], subject: str, body: str, key: str
) -> int:
    """Queue one message to each address in these groups of people. ``key`` is of the page it was written on: sent
    twice, it goes out once. Returns how many were written to. Raises NobodyToTell, PersonalSubject."""
    places = queries.addressees(run, groups)
    if not places:
        raise NobodyToTell
    require_fit_subject(subject=subject, places=places)
    for place in places:
        queue_mail(emails.from_provider(place, subject=subject, body=body, key=f"cpd-mail:{run.id}:{key}:{place.id}"))
    record(
        actor=actor,
        verb="delegates_written_to",
        subject=run,
        organisation_id=run.course.provider_id,
        changes={"groups": (None, sorted(group.value for group in groups)), "recipients": (None, len(places))},
        note=subject,
    )
    return len(places)
