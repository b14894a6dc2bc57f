"""Entering training attended elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from teachpb.accounts.models import User
from teachpb.attendance.expiry import expires_on
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.files import operations as files
from teachpb.files.models import DOCUMENT_KINDS, FileKind
from teachpb.files.operations import Upload
from teachpb.training.models import AbsenceFeed, TeamMember, TrainingEntry, TrainingKind

PURPOSE = "training.evidence"
EVIDENCE = DOCUMENT_KINDS | {FileKind.image}


@dataclass(frozen=True, kw_only=True)
class EntryDetails:
    """What was attended. Without ``expires_on`` the period of the kind counts from ``completed_on``."""

    title: str
    completed_on: date
    provider: str = ""
    hours: float = 0.0
    kind: TrainingKind | None = None
    expires_on: date | None = None
    note: str = ""
    is_shared: bool = True


def add_entry(
    *,
    actor: User,
    details: EntryDetails,
    member: TeamMember | None = None,
    evidence: Upload | None = None,
) -> TrainingEntry:
    """A new entry: on the actor's own record, or on that of a member of the team they keep. Raises UploadRefused."""
    entry = TrainingEntry(member=member) if member else TrainingEntry(user=actor)
    _write(entry, details)
    _keep(entry, actor, evidence)
    db.session.add(entry)
    db.session.flush()
    _note(entry, actor, "training_entered")
    return entry


def edit_entry(*, actor: User, entry: TrainingEntry, details: EntryDetails, evidence: Upload | None = None) -> None:
    """Change an entry; a new file replaces the old one. Raises UploadRefused."""
    _write(entry, details)
    _keep(entry, actor, evidence)
    db.session.flush()
    _note(entry, actor, "training_edited")


def remove_entry(*, actor: User, entry: TrainingEntry) -> None:
    _note(entry, actor, "training_removed")
    _drop_file(entry)
    db.session.delete(entry)
    db.session.flush()


def forget_person(*, user: User) -> None:
    """The account is closing: what the person entered goes, with its evidence. What a school keeps stays with it."""
    for entry in db.session.scalars(select(TrainingEntry).where(TrainingEntry.user_id == user.id)):
        _drop_file(entry)
        db.session.delete(entry)
    db.session.execute(delete(AbsenceFeed).where(AbsenceFeed.user_id == user.id))
    db.session.flush()


def _write(entry: TrainingEntry, details: EntryDetails) -> None:
    entry.title, entry.provider = details.title, details.provider
    entry.completed_on, entry.hours = details.completed_on, details.hours
    entry.kind, entry.note, entry.is_shared = details.kind, details.note, details.is_shared
    usual = expires_on(details.completed_on, details.kind.months) if details.kind else None
    entry.expires_on = details.expires_on or usual


def _keep(entry: TrainingEntry, actor: User, evidence: Upload | None) -> None:
    if evidence is None or not evidence.filename:
        return
    organisation_id = entry.member.organisation_id if entry.member else None
    stored = files.store_upload(
        actor=actor, upload=evidence, purpose=PURPOSE, kinds=EVIDENCE, organisation_id=organisation_id
    )
    _drop_file(entry)
    entry.file = stored


def _drop_file(entry: TrainingEntry) -> None:
    if entry.file is not None:
        files.remove(entry.file)


def _note(entry: TrainingEntry, actor: User, verb: str) -> None:
    record(
        actor=actor, verb=verb, subject=entry, organisation_id=entry.member.organisation_id if entry.member else None
    )
