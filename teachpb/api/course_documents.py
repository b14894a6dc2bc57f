"""Courses and their dates as machines read them. Nobody who teaches or comes is named, and no joining link is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from teachpb.api.courses import Stone
from teachpb.api.documents import moment_text
from teachpb.cpd.capacity import Availability
from teachpb.cpd.models import Course, CourseDate, PriceBand
from teachpb.cpd.structured import course_data, instance_data, previous_start
from teachpb.web.templating import absolute_url


def course_document(course: Course) -> dict[str, Any]:
    """The schema.org Course, and beside it what that has no words for, in the site's own vocabulary."""
    url = absolute_url("cpd.show_course", slug=course.slug)
    provider_url = absolute_url("cpd.show_provider", slug=course.provider.slug)
    return {
        **course_data(course, [], {}, url=url, provider_url=provider_url),
        "id": course.id,
        "slug": course.slug,
        "self": absolute_url("api.show_course", slug=course.slug),
        "dates": absolute_url("api.list_course_dates", course=course.slug),
        "providerSlug": course.provider.slug,
        "audiences": [member.value for member in course.audiences],
        "phases": [member.value for member in course.phases],
        "subjects": [member.value for member in course.subjects],
        "themes": [member.value for member in course.themes],
        "level": course.level.value,
        "mode": course.mode.value,
        "hours": course.hours,
        "validityMonths": course.validity_months or None,
        "isStatutory": course.is_statutory,
        "applyUrl": (course.external_url or None) if course.is_external else None,
        "updatedAt": moment_text(course.updated_at),
    }


def date_document(run: CourseDate, left: Availability, moment: datetime) -> dict[str, Any]:
    """The schema.org CourseInstance, and beside it state, places and every price in pence."""
    course = run.course
    url = absolute_url("cpd.show_course", slug=course.slug)
    return {
        "@context": "https://schema.org",
        **instance_data(course, run, left, url),
        **{name: moment_text(at) for name, at in _moments(run)},
        "id": run.id,
        "self": absolute_url("api.show_course_date", course_date_id=run.id),
        "url": f"{url}#date-{run.id}",
        "course": {
            "id": course.id,
            "slug": course.slug,
            "name": course.title,
            "self": absolute_url("api.show_course", slug=course.slug),
        },
        "providerSlug": course.provider.slug,
        "state": run.state.value,
        "isOpenForBooking": run.takes_bookings(moment),
        "placesLeft": left.for_public,
        "prices": {band.value: run.price_for(band) for band in PriceBand if run.price_for(band) is not None},
        "sessions": [
            {
                "startDate": moment_text(session.starts_at),
                "endDate": moment_text(session.ends_at),
                "isCancelled": session.cancelled_at is not None,
            }
            for session in run.sessions
        ],
        "updatedAt": moment_text(run.updated_at),
    }


def _moments(run: CourseDate) -> Iterator[tuple[str, datetime]]:
    """The moments of a date as RFC 3339 wants them, to the second."""
    for name, at in (("startDate", run.starts_at), ("endDate", run.ends_at)):
        if at is not None:
            yield name, at
    was = previous_start(run)
    if was is not None:
        yield "previousStartDate", was


def stone_document(stone: Stone) -> dict[str, Any]:
    """What is left of a course or a date that is gone."""
    named = {"slug": stone.slug} if stone.slug else {}
    return {"id": stone.id, **named, "reason": stone.reason.value, "goneAt": moment_text(stone.gone_at)}
