"""Issuing certificates, and taking them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.attendance import emails
from teachpb.attendance.errors import NoCertificate
from teachpb.attendance.expiry import expires_on
from teachpb.attendance.models import AttendanceRecord, Certificate
from teachpb.audit.operations import record
from teachpb.cpd.models import CertificateKind, Place, PlaceState
from teachpb.db import db
from teachpb.notifications.operations import queue_mail

#: Why a certificate goes when the register says that its holder was not there after all.
CORRECTED = "The register was corrected"


def settle_certificate(place: Place, kept: AttendanceRecord, *, actor: User | None, now: datetime) -> None:
    """Issue, put right or take back the certificate as the state of the place has it. One for whoever attended every
    session, and has said what they thought where the course asks that first."""
    certificate = certificate_of(place.id)
    course = place.course_date.course
    earned = place.state is PlaceState.attended and course.certificate_kind is not CertificateKind.none
    if not earned:
        if certificate is not None and certificate.is_valid and place.state is not PlaceState.confirmed:
            _withdraw(certificate, actor, CORRECTED, now)
        return
    if certificate is None:
        if kept.answered_at is not None or not course.evaluation_required:
            issue_certificate(place=place, kept=kept, actor=actor)
        return
    certificate.hours = kept.hours_counted
    if certificate.withdrawn_reason == CORRECTED:
        certificate.withdrawn_at, certificate.withdrawn_reason = None, ""
        _note(certificate, actor, "certificate_reinstated")


def issue_certificate(*, place: Place, kept: AttendanceRecord, actor: User | None) -> Certificate:
    """The certificate of somebody who has earned it, and the mail that says so."""
    run = place.course_date
    completed = max(session.day for session in run.live_sessions)
    certificate = Certificate(
        place=place,
        kind=run.course.certificate_kind,
        course_title=run.course.title,
        provider_name=run.course.provider.name,
        statutory_basis=run.course.statutory_basis,
        hours=kept.hours_counted,
        completed_on=completed,
        expires_on=expires_on(completed, run.course.validity_months),
        issued_at=clock.now(),
    )
    db.session.add(certificate)
    db.session.flush()
    _note(certificate, actor, "certificate_issued")
    queue_mail(emails.certificate_ready(certificate, kept))
    return certificate


def withdraw_certificate(*, actor: User, certificate: Certificate, reason: str) -> None:
    """Declare a certificate void, with the reason; it stays to be found so. Raises NoCertificate when it is already."""
    if not certificate.is_valid:
        raise NoCertificate
    _withdraw(certificate, actor, reason, clock.now())


def certificate_of(place_id: int) -> Certificate | None:
    return db.session.scalar(select(Certificate).where(Certificate.place_id == place_id))


def _withdraw(certificate: Certificate, actor: User | None, reason: str, now: datetime) -> None:
    certificate.withdrawn_at, certificate.withdrawn_reason = now, reason
    _note(certificate, actor, "certificate_withdrawn")


def _note(certificate: Certificate, actor: User | None, verb: str) -> None:
    organisation_id = certificate.place.course_date.course.provider_id
    record(actor=actor, verb=verb, subject=certificate, organisation_id=organisation_id)
