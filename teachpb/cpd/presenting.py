"""A course in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd.models import Course, CourseDate
from teachpb.pictures.layout import Card
from teachpb.web.templating import format_date, format_datetime


def share_card(course: Course, dates: Sequence[CourseDate]) -> Card:
    """The picture of a course for shared links; ``dates`` are those to come, the next first."""
    starts = next((run.starts_at for run in dates if run.starts_at is not None), None)
    return Card(
        kicker=course.provider.name,
        title=course.title,
        strong=format_date(clock.to_london(starts)) if starts else course.mode.label,
        facts=(course.summary,),
        badge="Book a place" if starts else "See the course",
        theme="grow",
    )


#: What was done to a place, in words.
DEEDS = {
    "place_confirmed": "Confirmed",
    "place_cancelled": "Cancelled",
    "place_substituted": "Given to a substitute",
    "place_transferred": "Moved to another date",
    "place_restored": "Restored",
    "waiting_list_joined": "Joined the waiting list",
    "left_list": "Left the waiting list",
    "offer_declined": "Turned the offer down",
    "priority_given": "Moved up in the line",
    "priority_taken": "Put back in the line",
}


def told_of_place(entry: AuditEntry) -> dict[str, str]:
    """One entry of the trail for the timeline of a place."""
    words = DEEDS.get(entry.verb, entry.verb.replace("_", " ").capitalize())
    return {
        "title": f"{words} by {entry.actor_label}",
        "when": format_datetime(clock.to_london(entry.at)),
        "iso": entry.at.isoformat(),
        "text": entry.note,
    }
