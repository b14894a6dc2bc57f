"""What search engines are told about a course: schema.org Course and CourseInstance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from teachpb import clock
from teachpb.cpd.capacity import Availability
from teachpb.cpd.models import Course, CourseDate, CourseDateState, Mode, PriceBand

_MODES = {Mode.in_person: "onsite", Mode.in_school: "onsite", Mode.blended: "blended"}
_EVENT_STATUS = {
    CourseDateState.cancelled: "https://schema.org/EventCancelled",
    CourseDateState.postponed: "https://schema.org/EventPostponed",
}


def course_data(
    course: Course, dates: Sequence[CourseDate], left: Mapping[int, Availability], *, url: str, provider_url: str
) -> dict[str, Any]:
    """The page as linked data. Prices are those anybody pays who has no school: others stand in the page's text."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title,
        "description": course.summary,
        "url": url,
        "inLanguage": "en-GB",
        "educationalLevel": course.level.label,
        "timeRequired": _duration(course.hours),
        "teaches": list(course.outcomes),
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": audience.label} for audience in course.audiences
        ],
        "provider": {"@type": "Organization", "name": course.provider.name, "url": provider_url},
    }
    instances = [_instance(course, run, left[run.id], url) for run in dates if run.starts_at and run.ends_at]
    if instances:
        data["hasCourseInstance"] = instances
    return data


def _instance(course: Course, run: CourseDate, left: Availability, url: str) -> dict[str, Any]:
    assert run.starts_at is not None and run.ends_at is not None  # noqa: S101 - the caller has looked
    instance: dict[str, Any] = {
        "@type": "CourseInstance",
        "name": course.title,
        "courseMode": _MODES.get(course.mode, "online"),
        "courseWorkload": _duration(course.hours),
        "startDate": clock.to_london(run.starts_at).isoformat(timespec="minutes"),
        "endDate": clock.to_london(run.ends_at).isoformat(timespec="minutes"),
        "eventStatus": _EVENT_STATUS.get(run.state, "https://schema.org/EventScheduled"),
        "location": _location(run, url),
        "maximumAttendeeCapacity": run.capacity,
        "instructor": {"@type": "Organization", "name": course.provider.name},
    }
    before = run.previous_starts_at
    if before is not None and before != run.starts_at and run.state is not CourseDateState.cancelled:
        instance["previousStartDate"] = clock.to_london(before).isoformat(timespec="minutes")
        if run.state is not CourseDateState.postponed:
            instance["eventStatus"] = "https://schema.org/EventRescheduled"
    price = run.price_for(PriceBand.individual)
    if price is not None and run.state is CourseDateState.published:
        instance["offers"] = {
            "@type": "Offer",
            "price": f"{price / 100:.2f}",
            "priceCurrency": "GBP",
            "category": "Free" if price == 0 else "Paid",
            "availability": "https://schema.org/" + ("SoldOut" if left.is_full else "InStock"),
            "url": url,
        }
    return instance


def _location(run: CourseDate, url: str) -> dict[str, Any]:
    """Where it is held; an online course is found on our page, never by its joining link."""
    if run.venue is None:
        return {"@type": "VirtualLocation", "url": url}
    return {
        "@type": "Place",
        "name": run.venue.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(run.venue.address.splitlines()),
            "postalCode": run.venue.postcode,
            "addressCountry": "GB",
        },
    }


def _duration(hours: float) -> str:
    """ISO 8601: 6 is PT6H, 2.5 is PT2H30M."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H" + (f"{minutes}M" if minutes else "")
