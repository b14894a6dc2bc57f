"""What the interface promises about courses and their dates: paths and shapes of the contract."""

from __future__ import annotations

from typing import Any

from teachpb.api.changes import GoneReason
from teachpb.api.course_parameters import COURSE_FILTERS, DATE_FILTERS
from teachpb.api.cursors import SCHOOL_CHANGES_CURSOR
from teachpb.api.parameters import LONGEST
from teachpb.api.pieces import SLUGS, after, facet, get
from teachpb.api.queries import PER_PAGE
from teachpb.api.schemas import NEXT, NEXT_SINCE
from teachpb.cpd.models import Audience, CourseDateState, Level, Mode, Subject, Theme
from teachpb.schools.models import Phase
from teachpb.web.contracts import (
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    URL,
    in_path,
    in_query,
    link,
    list_of,
    one_of,
    or_null,
    record,
    reference,
)

_CURSOR = rf"(^[1-9][0-9]{{0,9}}$)|({SCHOOL_CHANGES_CURSOR})"
_SINCE = in_query(
    "since",
    "Only what has changed since: new or different in `data`, and in `gone` what was withdrawn, is over, or does not "
    "match any more. Send `nextSince` of the answer before.",
    MOMENT,
    example="2026-04-24T10:00:00Z",
)
SCHEMAS: dict[str, Any] = {
    "Course": record(
        {
            "@context": {"const": "https://schema.org"},
            "@type": {"const": "Course"},
            "id": NUMBER,
            "slug": TEXT,
            "self": URL,
            "url": {**URL, "description": "Its page, for people."},
            "dates": {**URL, "description": "Its dates, in this interface."},
            "name": TEXT,
            "description": TEXT,
            "provider": record({"@type": TEXT, "name": TEXT, "url": URL}),
            "providerSlug": TEXT,
            "teaches": list_of(TEXT),
            "timeRequired": {**TEXT, "description": "ISO 8601, such as PT6H."},
            "audiences": list_of(one_of(Audience)),
            "phases": list_of(one_of(Phase)),
            "subjects": list_of(one_of(Subject)),
            "themes": list_of(one_of(Theme)),
            "level": one_of(Level),
            "mode": one_of(Mode),
            "hours": {"type": "number"},
            "validityMonths": {**or_null(NUMBER), "description": "How long it holds; null is for good."},
            "isStatutory": FLAG,
            "applyUrl": {**or_null(URL), "description": "Where one applies, if that is elsewhere."},
            "updatedAt": MOMENT,
        },
        {"courseCode": TEXT},
        "A schema.org Course, and beside it what that has no words for.",
    ),
    "CourseDate": record(
        {
            "@context": {"const": "https://schema.org"},
            "@type": {"const": "CourseInstance"},
            "id": NUMBER,
            "self": URL,
            "url": {**URL, "description": "The page to book on, for people."},
            "course": record({"id": NUMBER, "slug": TEXT, "name": TEXT, "self": URL}),
            "providerSlug": TEXT,
            "state": one_of(CourseDateState),
            "eventStatus": URL,
            "courseMode": {"enum": ["onsite", "online", "blended"]},
            "isOpenForBooking": FLAG,
            "placesLeft": {**NUMBER, "minimum": 0, "description": "Now; not a change that `since` tells of."},
            "prices": {
                "type": "object",
                "additionalProperties": {**NUMBER, "minimum": 0},
                "description": "Pence by price band. A band that is missing cannot book.",
            },
            "sessions": list_of(record({"startDate": MOMENT, "endDate": MOMENT, "isCancelled": FLAG})),
            "updatedAt": MOMENT,
        },
        {"startDate": MOMENT, "endDate": MOMENT, "previousStartDate": MOMENT},
        "A schema.org CourseInstance, and beside it state, places and prices.",
    ),
    "CourseTombstone": record(
        {"id": NUMBER, "reason": one_of(GoneReason), "goneAt": MOMENT},
        {"slug": TEXT},
        "A course or a date to forget, whether you had it or not.",
    ),
    **{
        f"{name}Page": record(
            {"data": list_of(reference(name)), "next": NEXT, "nextSince": NEXT_SINCE},
            {
                "total": {**NUMBER, "minimum": 0, "description": "How many there are in all; not with `since`."},
                "gone": {**list_of(reference("CourseTombstone")), "description": "Only with `since`."},
            },
        )
        for name in ("Course", "CourseDate")
    },
}


def paths() -> dict[str, Any]:
    slug = in_path("slug", "The course’s `slug`.", {**SLUGS, "maxLength": 140})
    number = in_path("course_date_id", "The date’s `id`.", {"type": "integer", "minimum": 0})
    return {
        "/api/v1/courses": _courses(),
        "/api/v1/courses/{slug}": get(
            "showCourse", "Courses", "One course in the catalogue.", "Course", [slug], ["404", "410", "429"]
        ),
        "/api/v1/course-dates": _dates(),
        "/api/v1/course-dates/{course_date_id}": get(
            "showCourseDate", "Courses", "One date of a course.", "CourseDate", [number], ["404", "410", "429"]
        ),
    }


def _courses() -> dict[str, Any]:
    words = {**TEXT, "maxLength": LONGEST}
    return get(
        "listCourses",
        "Courses",
        f"The courses in the catalogue; or, with `since`, those that have changed. {PER_PAGE} a page.",
        "CoursePage",
        [
            in_query("keyword", "Words of the course, with stemming and synonyms.", words, example="maths"),
            *(facet(name, known) for name, known in COURSE_FILTERS.items()),
            _SINCE,
            after(_CURSOR),
        ],
        ["400", "429"],
        {
            "oneOfThem": link("showCourse", slug="$response.body#/data/0/slug"),
            "theDatesOfOne": link("listCourseDates", course="$response.body#/data/0/slug"),
        },
    )


def _dates() -> dict[str, Any]:
    return get(
        "listCourseDates",
        "Courses",
        f"Dates of courses that are not over; or, with `since`, those that have changed. {PER_PAGE} a page.",
        "CourseDatePage",
        [
            *(facet(name, known) for name, known in DATE_FILTERS.items()),
            in_query("from", "Only dates with a session on this day or later.", DAY, example="2026-09-01"),
            in_query("to", "Only dates with a session on this day or earlier.", DAY, example="2027-07-31"),
            _SINCE,
            after(_CURSOR),
        ],
        ["400", "429"],
        {
            "oneOfThem": link("showCourseDate", course_date_id="$response.body#/data/0/id"),
            "theCourseOfOne": link("showCourse", slug="$response.body#/data/0/course/slug"),
        },
    )
