"""The single central record: put on it, brought up to date, noted as left, taken off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.audit.operations import record
from teachpb.db import DomainError, db
from teachpb.hiring import emails
from teachpb.hiring.models import RecordEntry
from teachpb.hiring.queries.record import (
    entries_to_forget,
    entries_to_warn,
    entry_of,
    owners_of,
    unrecorded,
    with_checks,
)
from teachpb.hiring.records import entry_fields
from teachpb.notifications.operations import queue_mail
from teachpb.vacancies.models import Vacancy


def keep_on_record(*, application: Application) -> None:
    """Put somebody who has been appointed on the record, or bring their entry up to date. Nobody else is on it."""
    if application.state is not ApplicationState.appointed:
        return
    entry = entry_of(application) or RecordEntry(application_id=application.id)
    ((_same, offer, checks),) = with_checks([application])
    for name, value in entry_fields(application, offer, checks).items():
        setattr(entry, name, value)
    db.session.add(entry)
    db.session.flush()


def record_appointed(*, application_ids: Collection[int] | None = None) -> int:
    """Whoever was appointed and stands on no record is put there, before anything of them is deleted. Returns how
    many."""
    found = unrecorded(application_ids)
    for application in found:
        keep_on_record(application=application)
    return len(found)


def note_leaving(*, actor: User, entry: RecordEntry, left_on: date | None) -> None:
    """Write down somebody's last day, or that they have not left after all. Raises DomainError for a day before they
    were appointed."""
    db.session.refresh(entry, with_for_update={"of": RecordEntry})
    if left_on is not None and left_on < entry.appointed_on:
        raise DomainError("Enter a day after they were appointed", "left_on")
    if entry.left_on == left_on:
        return
    entry.left_on, entry.warned_at = left_on, None
    _note(actor, "central_record_left", entry)


def remove_from_record(*, actor: User, entry: RecordEntry) -> None:
    """Take somebody off the record now. It cannot be undone."""
    _note(actor, "central_record_removed", entry)
    db.session.delete(entry)
    db.session.flush()


def warn_of_leavers() -> int:
    """Tell the owners, once, that entries of people who have left go in two weeks. Returns how many entries."""
    found = entries_to_warn(clock.today())
    for organisation_id in sorted({entry.organisation_id for entry in found}):
        theirs = [entry for entry in found if entry.organisation_id == organisation_id]
        for owner in owners_of(organisation_id, clock.now()):
            queue_mail(emails.record_warning(owner, theirs[0].organisation, theirs))
    for entry in found:
        entry.warned_at = clock.now()
    db.session.flush()
    return len(found)


def forget_leavers() -> int:
    """Delete the entries of people who left six months ago. Returns how many."""
    found = entries_to_forget(clock.today())
    for entry in found:
        _note(None, "central_record_forgotten", entry)
        db.session.delete(entry)
    db.session.flush()
    return len(found)


def _note(actor: User | None, verb: str, entry: RecordEntry) -> None:
    """In the trail, without the name."""
    vacancy = db.session.get(Vacancy, entry.vacancy_id) if entry.vacancy_id else None
    subject = vacancy or entry.organisation
    record(actor=actor, verb=verb, subject=subject, organisation_id=entry.organisation_id)
    db.session.flush()
