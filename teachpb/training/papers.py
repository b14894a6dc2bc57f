"""The record as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.training.queries import RecordLine, YearOfRecord
from teachpb.web.pdf import Answer, Paper, PaperSection, render_paper
from teachpb.web.templating import format_date, format_short_date


def record_pdf(user: User, years: Sequence[YearOfRecord]) -> bytes:
    """Everything on the record, by academic year, with the hours of each."""
    sections = tuple(
        PaperSection(
            f"{year.name}: {_hours(year.hours)}", tuple(Answer(_what(line), _more(line)) for line in year.lines)
        )
        for year in years
    )
    total = sum(year.hours for year in years)
    facts = (user.full_name, f"As of {format_date(clock.today())}", f"{_hours(total)} in all")
    return render_paper(Paper("Record of professional development", facts, sections))


def _what(line: RecordLine) -> str:
    return f"{format_short_date(line.on)}, {line.title}"


def _more(line: RecordLine) -> str:
    parts = [line.provider, _hours(line.hours)]
    if line.in_part:
        parts.append("attended in part")
    if line.expires_on:
        parts.append(f"valid until {format_short_date(line.expires_on)}")
    if line.certificate:
        parts.append(f"certificate {line.certificate.number}")
    if line.entry:
        parts.append("entered by the holder")
    return ", ".join(part for part in parts if part)


def _hours(hours: float) -> str:
    return f"{hours:g} {'hour' if hours == 1 else 'hours'}"
