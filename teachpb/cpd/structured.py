"""What search engines are told about courses: schema.org Course and CourseInstance, lists and breadcrumbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from teachpb import clock
from teachpb.cpd.capacity import Availability
from teachpb.cpd.models import Course, CourseDate, CourseDateState, Mode, PriceBand

_MODES = {Mode.in_person: "onsite", Mode.in_school: "onsite", Mode.blended: "blended"}
_EVENT_STATUS = {
    CourseDateState.cancelled: "https://schema.org/EventCancelled",
    CourseDateState.postponed: "https://schema.org/EventPostponed",
}
_MOVED = "https://schema.org/EventRescheduled"
#: Words of a description that search engines show.
_MOST_WORDS = 60


def course_data(
    course: Course, dates: Sequence[CourseDate], left: Mapping[int, Availability], *, url: str, provider_url: str
) -> dict[str, Any]:
    """The page as linked data. Prices are those anybody pays who has no school: others stand in the page's text."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title,
        "description": " ".join(course.summary.split()[:_MOST_WORDS]),
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
    if course.code:
        data["courseCode"] = course.code
    if course.accreditation:
        data["educationalCredentialAwarded"] = course.accreditation
    instances = [instance_data(course, run, left[run.id], url) for run in dates if run.starts_at and run.ends_at]
    if instances:
        data["hasCourseInstance"] = instances
        offers = [instance["offers"] for instance in instances if "offers" in instance]
        data |= {"offers": offers} if offers else {}
    return data


def instance_data(course: Course, run: CourseDate, left: Availability, url: str) -> dict[str, Any]:
    """One date. One that was put off, or moved, says when it was to be."""
    instance: dict[str, Any] = {
        "@type": "CourseInstance",
        "name": course.title,
        "courseMode": _MODES.get(course.mode, "online"),
        "courseWorkload": _duration(course.hours),
        "eventStatus": _event_status(run),
        "location": _location(run, url),
        "maximumAttendeeCapacity": run.capacity,
        "instructor": {"@type": "Organization", "name": course.provider.name},
    }
    for name, at in (
        ("startDate", run.starts_at),
        ("endDate", run.ends_at),
        ("previousStartDate", previous_start(run)),
    ):
        if at is not None:
            instance[name] = clock.to_london(at).isoformat(timespec="minutes")
    sessions = run.live_sessions
    if len(sessions) > 1:
        instance["subEvent"] = [
            {
                "@type": "Event",
                "name": course.title,
                "startDate": clock.to_london(session.starts_at).isoformat(timespec="minutes"),
                "endDate": clock.to_london(session.ends_at).isoformat(timespec="minutes"),
                "location": instance["location"],
            }
            for session in sessions
        ]
    price = run.price_for(PriceBand.individual)
    if price is not None and run.state is CourseDateState.published:
        instance["offers"] = _offer(run, left, price, url)
    return instance


def list_data(courses: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A list of (title, address), in order."""
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "url": url}
            for number, (title, url) in enumerate(courses, start=1)
        ],
    }


def breadcrumb_data(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """From the catalogue to the page: (name, address)."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(trail, start=1)
        ],
    }


def _event_status(run: CourseDate) -> str:
    if run.state in _EVENT_STATUS:
        return _EVENT_STATUS[run.state]
    return _MOVED if previous_start(run) is not None else "https://schema.org/EventScheduled"


def previous_start(run: CourseDate) -> datetime | None:
    """When it was to start, where that has changed; of one that is put off without a new day, the day it had."""
    was = run.previous_starts_at
    if was is None or was == run.starts_at:
        return run.starts_at if run.state is CourseDateState.postponed else None
    return was


def _offer(run: CourseDate, left: Availability, price: int, url: str) -> dict[str, Any]:
    offer: dict[str, Any] = {
        "@type": "Offer",
        "price": f"{price / 100:.2f}",
        "priceCurrency": "GBP",
        "category": "Free" if price == 0 else "Paid",
        "availability": "https://schema.org/" + ("SoldOut" if left.is_full else "InStock"),
        "url": url,
    }
    closes = run.booking_closes_at or run.starts_at
    if closes is not None:
        offer["validThrough"] = clock.to_london(closes).isoformat(timespec="minutes")
    return offer


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
