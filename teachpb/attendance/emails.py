"""What delegates are told after a course. Subjects name the course and nobody."""

from __future__ import annotations

from typing import Any

from teachpb.attendance.models import AttendanceRecord, Certificate
from teachpb.cpd.models import Place
from teachpb.notifications.message import Message


def certificate_ready(certificate: Certificate, kept: AttendanceRecord) -> Message:
    return _to_delegate(
        certificate.place,
        f"Your certificate: {certificate.course_title}",
        "attendance/certificate_ready",
        certificate=certificate,
        kept=kept,
    )


def please_evaluate(kept: AttendanceRecord, *, again: bool = False) -> Message:
    """The question the day after, and the one reminder."""
    title = kept.place.course_date.course.title
    subject = f"A reminder: what did you think of {title}?" if again else f"What did you think of {title}?"
    return _to_delegate(kept.place, subject, "attendance/please_evaluate", kept=kept, again=again)


def please_follow_up(kept: AttendanceRecord) -> Message:
    title = kept.place.course_date.course.title
    return _to_delegate(kept.place, f"What has come of {title}?", "attendance/please_follow_up", kept=kept)


def _to_delegate(place: Place, subject: str, template: str, **more: Any) -> Message:
    run = place.course_date
    return Message(
        to=place.delegate_email or "",
        to_name=place.delegate_name,
        from_name=run.course.provider.name,
        reply_to=run.contact_email or None,
        subject=subject[:200],
        template=template,
        context={"place": place, "run": run, "course": run.course, "to_name": place.delegate_name, **more},
        kind="attendance",
        user_id=place.delegate_id,
    )
