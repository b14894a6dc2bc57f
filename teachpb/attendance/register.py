"""What this room adds to the pages of courses: the register and the door of a date, the ticket of a place, what people
thought of a course; and what a person gets of it in a copy of their data."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from sqlalchemy import select

from teachpb.accounts.exporting import Export, register_export, rows_where
from teachpb.accounts.models import User
from teachpb.attendance import policies, queries
from teachpb.attendance.models import AttendanceMark, AttendanceRecord, Certificate
from teachpb.cpd.models import Course, Place, PlaceState
from teachpb.cpd.registry import (
    CourseFact,
    DateTool,
    PlaceLink,
    register_course_facts,
    register_date_tool,
    register_place_links,
)

KEPT = (AttendanceMark, AttendanceRecord, Certificate)


def register(app: Flask) -> None:
    with app.app_context():
        register_date_tool(DateTool("Register", "register.open_register", policies.can_keep_register, order=10))
        register_date_tool(DateTool("Check people in", "register.open_door", policies.can_keep_register, order=20))
        register_date_tool(
            DateTool("Certificates and evaluations", "results.show_results", policies.can_read_results, order=30)
        )
        register_place_links(place_links)
        register_course_facts(facts_of)
        register_export(Export("attendance", attendance_of))


def place_links(user: User, place: Place) -> list[PlaceLink]:
    """The delegate's own ticket before the course, evaluation and certificate after it."""
    if not policies.is_own(user, place):
        return []
    if place.state is PlaceState.confirmed:
        return [PlaceLink("Your ticket", url_for("tickets.show_ticket", token=place.ticket_token), order=10)]
    kept = queries.record_of_place(place.id)
    if kept is None or not queries.may_evaluate(kept):
        return []
    return [PlaceLink("Your certificate and evaluation", url_for("after.show_after", key=kept.key), order=10)]


def facts_of(course: Course) -> list[CourseFact]:
    """What people thought on the whole, once five have said so."""
    found = queries.rating(course)
    if found is None:
        return []
    text = (
        f"{found.average:g} of 5, and {found.recommend:g} of 10 for recommending it, by {found.answers} who were there"
    )
    return [CourseFact(key="Rated", text=text)]


def attendance_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """Marks, hours and certificates of a person's places."""
    theirs = select(Place.id).where(queries.person_places(user))
    found = {
        kind.__tablename__: rows_where(kind.metadata.tables[kind.__tablename__], kind.place_id.in_(theirs))
        for kind in KEPT
    }
    return {name: rows for name, rows in found.items() if rows}
