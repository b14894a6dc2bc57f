"""The day of a course, and after it: a register on a phone, a door without a connection, a certificate verified by a
stranger."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from teachpb.accounts.models import User
from teachpb.attendance.models import AttendanceMark, Certificate, Mark
from teachpb.cpd.models import CourseDate, CourseDateState, Place, PlaceState
from teachpb.db import db
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]


def today_places() -> tuple[CourseDate, list[Place]]:
    """The course that is on today, and who is expected and has no mark yet."""
    run = db.session.scalars(
        select(CourseDate).join(Place).join(AttendanceMark).where(CourseDate.state == CourseDateState.closed)
    ).first()
    assert run is not None
    marked = select(AttendanceMark.place_id)
    waiting = select(Place).where(
        Place.course_date_id == run.id, Place.state == PlaceState.confirmed, Place.id.not_in(marked)
    )
    return run, list(db.session.scalars(waiting.order_by(Place.delegate_name)))


def mark_of(place: Place) -> Mark | None:
    db.session.rollback()
    return db.session.scalar(select(AttendanceMark.mark).where(AttendanceMark.place_id == place.id))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_register_on_a_phone(world: Flask, sign_in: Visit, javascript: bool) -> None:
    run, people = today_places()
    who = people[0]
    visitor = sign_in("facilitator", width=375, javascript=javascript)
    visitor.go(f"/training/dates/{run.id}")
    visitor.follow("Register", exact=True)
    row = visitor.page.locator("li", has=visitor.page.get_by_role("group", name=re.compile(who.delegate_name)))
    target = row.get_by_role("radio", name="Late")
    box = target.bounding_box()
    assert box is not None and box["height"] >= 44 and box["width"] >= 44
    target.check()
    if javascript:
        expect(row.get_by_role("status")).to_have_text(re.compile("Saved at"))
    else:
        visitor.press("Save the register")
        assert "Saved: 1 mark." in visitor.text
    assert mark_of(who) is Mark.late


def test_the_door_works_without_a_connection(world: Flask, sign_in: Visit) -> None:
    run, people = today_places()
    first, second = people[0], people[1]
    visitor = sign_in("facilitator", width=375)
    visitor.go(f"/training/dates/{run.id}/check-in")
    page = visitor.page
    page.context.set_offline(True)
    page.get_by_label("Code on the ticket").fill(first.ticket_code.lower())
    page.locator("main").get_by_role("button", name="Check in", exact=True).click()
    expect(page.get_by_text(f"{first.delegate_name} is kept on this phone", exact=False)).to_be_visible()
    page.get_by_label("Find a name").fill(second.delegate_name)
    page.get_by_role("button", name=f"Check in {second.delegate_name}").click()
    expect(page.get_by_text("2 check-ins wait on this phone", exact=False)).to_be_visible()
    assert mark_of(first) is None
    page.context.set_offline(False)
    expect(page.get_by_text(f"{second.delegate_name} is checked in", exact=False)).to_be_visible()
    expect(page.get_by_text("wait on this phone", exact=False)).to_be_hidden()
    assert mark_of(first) is not None and mark_of(second) is not None
    page.get_by_label("Code on the ticket").fill(first.ticket_token)
    page.locator("main").get_by_role("button", name="Check in", exact=True).click()
    expect(page.get_by_text(f"{first.delegate_name} was already checked in", exact=False)).to_be_visible()
    visitor.problems.clear()  # that the connection was gone is in the console
    visitor.check()


def test_a_certificate_is_verified_by_a_stranger(world: Flask, sign_in: Visit, visit: Visit) -> None:
    number = db.session.scalar(
        select(Certificate.number)
        .join(Certificate.place)
        .join(User, User.id == Place.delegate_id)
        .where(User.email == "teacher@demo.example")
        .order_by(Certificate.id)
        .limit(1)
    )
    assert number is not None
    teacher = sign_in("teacher")
    teacher.go("/training/record")
    teacher.follow(number)
    assert "Get the certificate (PDF)" in teacher.text
    stranger = visit(width=375, javascript=False)
    stranger.go("/")
    stranger.press("Verify a certificate")
    stranger.fill("Number of the certificate", number.replace("-", " ").lower())
    stranger.press("Verify")
    assert stranger.h1 == "This certificate is valid"
    assert "E.F." in stranger.text
    assert "Fernandes" not in stranger.text
    stranger.go("/certificates?number=K7QM-2XPR-9HCD")
    assert "We know no certificate" in stranger.text
