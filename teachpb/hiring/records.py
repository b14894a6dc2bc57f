"""What leaves the house as a file: the single central record, and the applications of a vacancy. Pure: rows and bytes
from what was loaded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from teachpb import clock
from teachpb.applications.documents import application_pdf, pdf_name
from teachpb.applications.models import Application
from teachpb.applications.presenting import shown_content
from teachpb.applications.wording import QTS_WORDS, staff_label
from teachpb.hiring.checklist import CheckKind, needed
from teachpb.hiring.models import CheckState, Offer, PreEmploymentCheck, RecordEntry
from teachpb.web.templating import format_short_date

RECORD_HEADER = (
    "Name",
    "Job",
    "School",
    "Appointed on",
    "Start date",
    "Left on",
    *(f"{kind.label}{part}" for kind in CheckKind for part in ("", ": checked by")),
)
LIST_HEADER = (
    *("Candidate", "State", "Since", "Sent", "Right to work in the UK", "QTS", "Year of QTS"),
    *("Email address", "Phone number", "Town", "Postcode", "Teacher reference number"),
)


def entry_fields(
    application: Application, offer: Offer | None, checks: Mapping[CheckKind, PreEmploymentCheck]
) -> dict[str, Any]:
    """What the single central record holds of somebody who has been appointed: the columns of ``RecordEntry``."""
    vacancy = application.vacancy
    wanted = set(needed(vacancy)) | set(checks)
    return {
        "organisation_id": vacancy.organisation_id,
        "vacancy_id": vacancy.id,
        "candidate_id": application.candidate_id,
        "name": application.full_name or f"Candidate {application.code}",
        "job": vacancy.title,
        "place": vacancy.place_name,
        "appointed_on": clock.london_day(application.state_entered_at),
        "start_on": offer.start_on if offer is not None else None,
        "checks": {kind.value: _checked(checks.get(kind)) for kind in CheckKind if kind in wanted},
    }


def _checked(check: PreEmploymentCheck | None) -> dict[str, str]:
    if check is None:
        return {"state": CheckState.open.value}
    on = check.done_on.isoformat() if check.done_on else ""
    return {"state": check.state.value, "on": on, "by": check.seen_by, "reason": check.reason}


def record_rows(people: Iterable[RecordEntry]) -> list[list[Any]]:
    """A row for each person: of every check the day and who made it, or why there is none."""
    return [_record_row(person) for person in people]


def _record_row(person: RecordEntry) -> list[Any]:
    row: list[Any] = [person.name, person.job, person.place, person.appointed_on, person.start_on, person.left_on]
    for kind in CheckKind:
        row += _cells(person.checks.get(kind.value))
    return row


def _cells(check: Mapping[str, str] | None) -> tuple[Any, str]:
    if check is None:
        return "Does not apply", ""
    if check["state"] == CheckState.done:
        return date.fromisoformat(check["on"]), check["by"]
    if check["state"] == CheckState.waived:
        return f"Not needed: {check['reason']}", ""
    return "Open", ""


def lines_of(person: RecordEntry) -> list[tuple[CheckKind, str]]:
    """Each check with its day and who made it, in words."""
    found = []
    for kind in CheckKind:
        if kind.value in person.checks:
            what, by = _cells(person.checks[kind.value])
            day = format_short_date(what) if isinstance(what, date) else what
            found.append((kind, f"{day}, {by}" if by else day))
    return found


def list_rows(applications: Iterable[Application]) -> list[list[Any]]:
    """What staff may read of each at this moment: a code, and nothing that tells more, while names are hidden."""
    return [_list_row(application) for application in applications]


def _list_row(application: Application) -> list[Any]:
    row: list[Any] = [
        application.name_for_staff,
        staff_label(application.state),
        application.state_entered_at,
        application.submitted_at,
    ]
    if not shown_content(application):
        return row
    row += [
        application.has_right_to_work,
        QTS_WORDS[application.qts_status] if application.qts_status else "",
        application.qts_year,
    ]
    if application.is_hidden:
        return row
    return [
        *row,
        *(application.email, application.phone, application.town, application.postcode, application.trn),
    ]


def papers(applications: Sequence[Application]) -> bytes:
    """A ZIP with one PDF for each; two people of one name are told apart by their codes."""
    buffer = io.BytesIO()
    used: set[str] = set()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for application in applications:
            name = pdf_name(application, for_staff=True)
            if name.casefold() in used:
                name = f"{name.removesuffix('.pdf')}-{application.code}.pdf"
            used.add(name.casefold())
            archive.writestr(name, application_pdf(application, for_staff=True))
    return buffer.getvalue()
