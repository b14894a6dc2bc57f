"""A course in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from teachpb import clock
from teachpb.cpd.models import Course, CourseDate
from teachpb.pictures.layout import Card
from teachpb.web.templating import format_date


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
