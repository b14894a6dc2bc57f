"""A provider puts on a course, a teacher books and cancels, and both calendars hear of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from icalendar import Calendar

from teachpb import clock
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]
Mail = Callable[..., Any]
TITLE = "Teaching fractions with bread"


def put_on_course(provider: Visitor) -> None:
    provider.go("/training/courses")
    provider.follow("Add a course")
    provider.press("Save")
    assert provider.page.title().startswith("Error: ")
    provider.fill("Title", TITLE, exact=True)
    provider.fill("Summary", "Cut, share and compare: fractions that can be eaten.", exact=True)
    provider.fill("By the end, people will be able to", "compare fractions with unlike denominators")
    provider.answer("Level", "Introductory")
    provider.answer("How is it taught?", "In person")
    provider.fill("Hours of learning", "2")
    provider.fill("Cancelling is free up to", "5")
    provider.press("Save")
    assert provider.h1 == TITLE


def add_date(provider: Visitor) -> None:
    day = clock.today() + timedelta(days=40)
    provider.follow("Add a date")
    provider.date("Day", day.day, day.month, day.year)
    provider.fill("Starts at", "4pm")
    provider.fill("Ends at", "6pm")
    provider.fill("How many places?", "2")
    provider.page.get_by_label("Venue", exact=True).select_option(index=1)
    for band in ("Maintained schools in the city", "Academies in the city"):
        provider.fill(band, "45")
    provider.fill("People who pay for themselves", "30")
    provider.press("Save")
    assert "of 2 places taken" in provider.text


def publish(provider: Visitor) -> None:
    """The course, which first lacks something, then its date."""
    provider.press(TITLE)
    provider.press("Publish the course")
    assert "Select who the course is for" in provider.text
    provider.press("Edit the course")
    provider.answer("Who is it for?", "Trainee teachers")
    provider.press("Save")
    provider.press("Publish the course")
    day = clock.today() + timedelta(days=40)
    provider.follow(f"{day:%A} {day.day} {day:%B %Y}")
    provider.press("Open for booking")
    provider.press(TITLE)


def event_of(message: Any) -> tuple[str, Any]:
    assert message.calendar, "the message has no calendar part"
    calendar = Calendar.from_ical(message.calendar)
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def test_a_place_is_booked_and_cancelled(sign_in: Visit, visit: Visit, mail: Mail) -> None:
    provider = sign_in("provider")
    put_on_course(provider)
    add_date(provider)
    publish(provider)
    provider.press("See it as others do")
    course = provider.path

    teacher = sign_in("candidate9", width=375)
    teacher.go(course)
    assert "2 places left" in teacher.text
    teacher.press("Book a place", exact=False)
    assert teacher.h1 == "Your place"
    teacher.fill("Access needs", "A chair with arms")
    teacher.press("Continue")
    assert teacher.h1 == "Check your answers"
    assert "A chair with arms" in teacher.text
    assert "£30" in teacher.text
    teacher.press("Confirm the booking")
    assert teacher.h1 == "The place is confirmed"

    method, event = event_of(mail("candidate9@demo.example"))
    starts = clock.to_london(event["DTSTART"].dt)
    assert method == "REQUEST"
    assert (starts.date(), starts.hour) == (clock.today() + timedelta(days=40), 16)
    assert "candidate9@demo.example" in str(event["ATTENDEE"])
    passer_by = visit()
    passer_by.go(course)
    assert "1 place left" in passer_by.text

    teacher.press("Cancel this place")
    assert "There is nothing to pay." in teacher.text
    teacher.press("Cancel the place")
    gone, cancelled = event_of(mail("candidate9@demo.example", about="cancelled"))
    assert gone == "CANCEL"
    assert cancelled["UID"] == event["UID"]
    assert int(cancelled["SEQUENCE"]) > int(event["SEQUENCE"])
    assert str(cancelled["STATUS"]) == "CANCELLED"
    passer_by.go(course)
    assert "2 places left" in passer_by.text
