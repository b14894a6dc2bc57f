"""Answers about courses as they look, for the contract. Tests hold them against the schemas."""

from __future__ import annotations

from typing import Any

_SITE = "https://www.example.org"
_PROVIDER: dict[str, Any] = {
    "@type": "Organization",
    "name": "Riverside Hub",
    "url": f"{_SITE}/providers/riverside-hub",
}
COURSE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "Questioning that makes pupils think",
    "description": "Plan and ask questions that show you what every pupil has understood.",
    "url": f"{_SITE}/courses/questioning",
    "inLanguage": "en-GB",
    "educationalLevel": "Developing",
    "timeRequired": "PT6H",
    "teaches": ["plan hinge questions"],
    "audience": [{"@type": "EducationalAudience", "educationalRole": "Early career teachers"}],
    "provider": _PROVIDER,
    "id": 31,
    "slug": "questioning",
    "self": f"{_SITE}/api/v1/courses/questioning",
    "dates": f"{_SITE}/api/v1/course-dates?course=questioning",
    "providerSlug": "riverside-hub",
    "audiences": ["ect"],
    "phases": ["primary"],
    "subjects": [],
    "themes": ["pedagogy"],
    "level": "developing",
    "mode": "in_person",
    "hours": 6.0,
    "validityMonths": None,
    "isStatutory": False,
    "applyUrl": None,
    "updatedAt": "2026-04-20T09:00:00+01:00",
}
DATE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "CourseInstance",
    "name": "Questioning that makes pupils think",
    "courseMode": "onsite",
    "courseWorkload": "PT6H",
    "startDate": "2026-05-20T09:30+01:00",
    "endDate": "2026-05-20T15:30+01:00",
    "eventStatus": "https://schema.org/EventScheduled",
    "location": {"@type": "VirtualLocation", "url": f"{_SITE}/courses/questioning"},
    "maximumAttendeeCapacity": 20,
    "instructor": _PROVIDER,
    "id": 77,
    "self": f"{_SITE}/api/v1/course-dates/77",
    "url": f"{_SITE}/courses/questioning#date-77",
    "course": {
        "id": 31,
        "slug": "questioning",
        "name": "Questioning that makes pupils think",
        "self": f"{_SITE}/api/v1/courses/questioning",
    },
    "providerSlug": "riverside-hub",
    "state": "published",
    "isOpenForBooking": True,
    "placesLeft": 4,
    "prices": {"maintained_city": 9000, "individual": 12000},
    "sessions": [
        {"startDate": "2026-05-20T09:30:00+01:00", "endDate": "2026-05-20T15:30:00+01:00", "isCancelled": False}
    ],
    "updatedAt": "2026-04-20T09:00:00+01:00",
}
_PAGE: dict[str, Any] = {"total": 1, "next": None, "nextSince": "2026-04-24T09:58:00+01:00"}
COURSE_EXAMPLES: dict[str, Any] = {
    "Course": COURSE,
    "CoursePage": {"data": [COURSE], **_PAGE},
    "CourseDate": DATE,
    "CourseDatePage": {"data": [DATE], **_PAGE},
}
