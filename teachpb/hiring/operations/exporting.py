"""Who took what out of the house: every file is written down before it is made."""

from __future__ import annotations

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import LabelledEnum, Model
from teachpb.schools.models import Organisation
from teachpb.vacancies.models import Vacancy


class ExportKind(LabelledEnum):
    spreadsheet = "spreadsheet", "Spreadsheet of applications"
    papers = "papers", "Applications as PDF"
    central_record = "central_record", "Single central record"


def note_export(*, actor: User, subject: Vacancy | Organisation, kind: ExportKind, number: int) -> None:
    """In the trail: who, what, of how many people. Names stay out of it."""
    place: Model = subject
    record(
        actor=actor,
        verb=f"{kind.value}_downloaded",
        subject=place,
        changes={"applications": (None, number)},
        organisation_id=subject.organisation_id if isinstance(subject, Vacancy) else subject.id,
    )
