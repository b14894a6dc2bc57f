"""Passing on what a reader says about an advert."""

from __future__ import annotations

import hashlib

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.notifications.operations import queue_mail
from teachpb.schools.queries.people import officers_of
from teachpb.vacancies import emails
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.models.reporting import ReportReason


def report_vacancy(
    *, actor: User | None, vacancy: Vacancy, reason: ReportReason, words: str, email: str, fallback: str
) -> int:
    """Write to the council’s officers who look after the school, or to the address ``fallback`` where there are none;
    returns how many letters. The same words about the same advert on one day are one letter to each. The trail says
    that it was reported and why, never what was written or by whom."""
    addresses = [officer.email for officer in officers_of(vacancy.organisation)] or [fallback]
    same = hashlib.sha256(f"{vacancy.id}{clock.today()}{reason.value}{words}".encode()).hexdigest()[:32]
    for address in addresses:
        letter = emails.vacancy_reported(vacancy, to=address, reason=reason, words=words, answer_to=email, same=same)
        queue_mail(letter)
    record(
        actor=None,
        verb="vacancy_reported",
        subject=vacancy,
        organisation_id=vacancy.organisation_id,
        note=reason.label,
    )
    return len(addresses)
