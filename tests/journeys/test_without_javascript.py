"""The ways that matter most, on a phone without JavaScript, and from the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from teachpb import clock
from teachpb.cpd.bands import PriceBand
from teachpb.cpd.models import Course, CourseDate
from teachpb.cpd.queries import public_dates
from teachpb.db import db
from teachpb.demo.build.people import PASSWORD
from teachpb.vacancies.models import ApplicationMethod, Vacancy
from teachpb.vacancies.queries.public import select_open
from tests.factories.vacancies import VacancyFactory
from tests.journeys.applying import SECTIONS, fill_in
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]


def type_in(visitor: Visitor, who: str) -> None:
    visitor.fill("Email address", f"{who}@demo.example")
    visitor.fill("Password", PASSWORD, exact=True)
    visitor.press("Sign in", within=visitor.page.locator("main"))


def bookable() -> CourseDate:
    """A date with room, that somebody can pay for themselves."""
    now = clock.now()
    for course in db.session.scalars(select(Course).order_by(Course.id)):
        for run in public_dates(course, now=now):
            if (
                course.is_public
                and run.takes_bookings(now)
                and run.capacity > 10
                and run.price_for(PriceBand.individual)
            ):
                return run
    raise AssertionError("the city has no course with room")


def test_from_search_to_the_application_form(visit: Visit, world: Flask) -> None:
    vacancy = db.session.scalars(
        select_open().where(Vacancy.application_method == ApplicationMethod.native).limit(1)
    ).one()
    phone = visit(width=375, javascript=False)
    phone.go("/")
    phone.fill("What job, subject, skill, course or school", vacancy.title)
    phone.press("Search", within=phone.page.locator("main"))
    phone.page.locator(f"main a[href='/jobs/{vacancy.slug}']").first.click()
    phone.check()
    assert phone.h1 == vacancy.title
    phone.press("Apply now")
    phone.press("Sign in to apply")
    type_in(phone, "viewer")
    assert phone.h1 == f"Apply for {vacancy.title}"
    phone.press("Start your application")
    assert f"/jobs/{vacancy.slug}" not in phone.path
    assert phone.path.startswith("/account/applications/")


def test_a_whole_application_on_the_smallest_phone(visit: Visit, world: Flask) -> None:
    """320 pixels, no script: every page of the form, its lists and their pages, until it is sent."""
    vacancy = VacancyFactory(title="Teacher of small things")
    slug = vacancy.slug
    db.session.commit()
    phone = visit(width=320, javascript=False)
    phone.go(f"/jobs/{slug}")
    phone.press("Apply now")
    phone.press("Sign in to apply")
    type_in(phone, "facilitator")  # who has never applied before
    fill_in(
        phone, {**SECTIONS, "personal-statement": lambda it: it.fill("Personal statement", "I teach small things.")}
    )
    assert "Application sent" in phone.text
    assert phone.page.evaluate("document.documentElement.clientWidth") == 320


def test_a_course_is_booked(visit: Visit, world: Flask) -> None:
    run = bookable()
    phone = visit(width=375, javascript=False)
    phone.go("/courses")
    phone.go(f"/courses/{run.course.slug}")
    button = phone.page.locator(f"#date-{run.id}").get_by_role("button", name="Book a place")
    button.click()
    phone.check()
    type_in(phone, "volunteer")
    phone.press("Hold a place and continue")
    assert phone.h1 == "Your place"
    phone.press("Continue")
    assert phone.h1 == "Check your answers"
    phone.press("Confirm the booking")
    assert phone.h1 == "The place is confirmed"


def tab_to(page: Page, selector: str, at_most: int = 150) -> None:
    """Press Tab until something like ``selector`` has the focus."""
    for _turn in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{at_most} times Tab does not lead to {selector} on {page.url}")


def test_from_the_keyboard_alone(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/")
    tab_to(page, "#search-keyword", at_most=20)
    page.keyboard.type("teacher")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    visitor.check()

    tab_to(page, ".govuk-skip-link", at_most=1)
    assert page.locator(".govuk-skip-link").bounding_box()["x"] >= 0, "the skip link shows when it has the focus"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'main'")
    tab_to(page, "main .tp-card__link")
    title = page.evaluate("document.activeElement.textContent.trim()")
    outline = page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow; })()"
    )
    assert outline != "nonenone", "the focus can be seen"
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*")
    visitor.check()
    assert visitor.h1 == title


def test_a_form_sent_empty_leads_to_what_is_wrong(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go("/account/register")
    tab_to(page, "main button[type=submit]", at_most=40)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.classList.contains('govuk-error-summary')")
    visitor.check()
    tab_to(page, ".govuk-error-summary a", at_most=1)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.name === 'full_name'")
