"""The register on paper and the certificate, as tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from teachpb.attendance.models import Certificate
from teachpb.attendance.pictures import qr_file
from teachpb.attendance.queries import Row
from teachpb.cpd.models import CourseSession
from teachpb.web.templating import absolute_url, format_date, format_time

FOLDER = Path(__file__).parent / "paper"
#: Empty lines at the end of a paper register, for those who come without a place.
SPARE_LINES = 4


def sheet_pdf(session: CourseSession, rows: Sequence[Row]) -> bytes:
    """The register of a session to print and sign: who is expected, by name, and some empty lines."""
    run = session.course_date
    people = [
        [row.place.delegate_name, row.place.booking.payer.name if row.place.booking.payer else ""] for row in rows
    ]
    return _compile(
        "sheet.typ",
        {
            "title": f"Register: {run.course.title}",
            "facts": [
                f"{format_date(session.day)}, {format_time(session.starts)} to {format_time(session.ends)}",
                run.venue.one_line if run.venue else run.course.mode.label,
                run.course.provider.name,
            ],
            "people": people,
            "spare": SPARE_LINES,
        },
    )


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate, with a code that leads to the page that verifies it."""
    place = certificate.place
    run = place.course_date
    address = absolute_url("certificates.show_certificate", number=certificate.number.lower())
    sessions = [
        f"{format_date(session.day)}, {format_time(session.starts)} to {format_time(session.ends)}"
        for session in run.live_sessions
    ]
    return _compile(
        "certificate.typ",
        {
            "title": certificate.kind.label,
            "name": place.delegate_name,
            "course": certificate.course_title,
            "provider": certificate.provider_name,
            "sessions": sessions,
            "hours": f"{certificate.hours:g} {'hour' if certificate.hours == 1 else 'hours'}",
            "basis": certificate.statutory_basis,
            "expires": _until(certificate),
            "issued": format_date(certificate.issued_at),
            "number": certificate.number,
            "address": address,
            "qr": qr_file(address),
        },
    )


def _until(certificate: Certificate) -> str:
    """“Thursday 28 February 2030, 24 calendar months after the last session”; nothing where it holds for good."""
    first, last = certificate.completed_on, certificate.expires_on
    if last is None:
        return ""
    months = (last.year * 12 + last.month) - (first.year * 12 + first.month)
    return f"{format_date(last)}, {months} calendar months after the last session"


def _compile(template: str, data: dict[str, Any]) -> bytes:
    """Whatever stands in ``data`` is text: nothing in it is read as a command.

    A name in a script that the compiler's own fonts cannot write is written with those of the system, and without the
    mark of PDF/UA, which allows no missing letter.
    """
    try:
        return _typeset(template, data, ignore_system_fonts=True, pdf_standards=["ua-1"])
    except typst.TypstError:
        return _typeset(template, data, ignore_system_fonts=False, pdf_standards=[])


def _typeset(template: str, data: dict[str, Any], **how: Any) -> bytes:
    content: bytes = typst.compile(
        str(FOLDER / template),
        root=str(FOLDER),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **how,
    )
    return content
