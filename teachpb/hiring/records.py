"""What leaves the house as a file: the single central record, and the applications of a vacancy. Pure: rows and bytes
from what was loaded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from teachpb.applications.documents import application_pdf, pdf_name
from teachpb.applications.models import Application
from teachpb.applications.presenting import shown_content
from teachpb.applications.wording import QTS_WORDS, staff_label
from teachpb.hiring.checklist import CheckKind, needed
from teachpb.hiring.models import CheckState, Offer, PreEmploymentCheck
from teachpb.hiring.queries.offers import Appointed

RECORD_HEADER = (
    "Name",
    "Job",
    "School",
    "Appointed on",
    "Start date",
    *(f"{kind.label}{part}" for kind in CheckKind for part in ("", ": checked by")),
)
LIST_HEADER = (
    *("Candidate", "State", "Since", "Sent", "Right to work in the UK", "QTS", "Year of QTS"),
    *("Email address", "Phone number", "Town", "Postcode", "Teacher reference number"),
)


def record_rows(people: Iterable[Appointed]) -> list[list[Any]]:
    """A row for each person: of every check the day and who made it, or why there is none."""
    return [_record_row(*person) for person in people]


def _record_row(
    application: Application, offer: Offer | None, checks: dict[CheckKind, PreEmploymentCheck]
) -> list[Any]:
    vacancy, wanted = application.vacancy, needed(application.vacancy)
    row: list[Any] = [
        application.full_name,
        vacancy.title,
        vacancy.place_name,
        application.state_entered_at,
        offer.start_on if offer is not None else None,
    ]
    for kind in CheckKind:
        row += _cells(checks.get(kind), is_needed=kind in wanted)
    return row


def _cells(check: PreEmploymentCheck | None, *, is_needed: bool) -> tuple[Any, str]:
    if check is not None and check.state is CheckState.done:
        return check.done_on, check.seen_by
    if check is not None and check.state is CheckState.waived:
        return f"Not needed: {check.reason}", ""
    return ("Open" if is_needed else "Does not apply"), ""


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
