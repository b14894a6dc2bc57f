"""A candidate's whole form, and a school's way from the first reading to the offer, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from teachpb import clock
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import db
from teachpb.demo.build.people import PASSWORD
from teachpb.schools.models import Membership
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import CriterionFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.browser import Visitor
from tests.support.keyboard import Keyboard

Visit = Callable[..., Visitor]


def sign_in(keys: Keyboard, who: str) -> None:
    keys.type("Email address", f"{who}@demo.example")
    keys.type("Password", PASSWORD)
    keys.key("Enter")
    keys.page.wait_for_url(lambda url: "/account/sign-in" not in url)
    keys.visitor.check()


def personal_details(keys: Keyboard) -> None:
    for label, text in (
        ("First name", "Ola"),
        ("Last name", "Tastowska"),
        ("Address", "1 Cathedral Square"),
        ("Town or city", "Peterborough"),
        ("Postcode", "PE1 1AA"),
        ("Phone number", "01733 747474"),
    ):
        keys.type(label, text)
    keys.choose("Yes", "Do you have the right to work in the UK?")
    keys.choose("No", "Do you have a National Insurance number?")
    keys.tick("Full time")


def professional_status(keys: Keyboard) -> None:
    keys.choose("Yes", "Do you have qualified teacher status")
    keys.type("Year you were awarded QTS", "2019")
    keys.type("Teacher reference number", "1234567")
    keys.choose("Yes", "Have you completed your statutory induction?")


def employment(keys: Keyboard) -> None:
    keys.press("Add a job")
    keys.type("School or organisation", "Harbour Primary School")
    keys.type("Job title", "Teacher")
    keys.date("When did you start?", 9, 2019)
    keys.choose("Yes", "Do you still work there?")
    keys.type("What were your main duties?", "Music, and more music")
    keys.press("Save")
    keys.date("When did you leave full-time education for the first time?", 7, 2019)


def referees(keys: Keyboard) -> None:
    keys.press("Add a referee")
    for label, text in (
        ("Full name", "Henry Vale"),
        ("Job title", "Headteacher"),
        ("School or organisation", "Harbour Primary School"),
        ("How do they know you?", "My head since 2019"),
        ("Email address", "vale@harbour.example"),
    ):
        keys.type(label, text)
    keys.choose("Yes", "Is this referee from your present or last job?")
    keys.choose("Yes", "May the school ask this referee before the interview?")
    keys.press("Save")
    keys.choose("No", "Do you want to be told before the school asks your referees?")
    keys.type("If you can name only one referee, say why", "I have worked at one school only")


def declarations(keys: Keyboard) -> None:
    keys.choose("No", "Do you have a close relationship")
    keys.choose("No", "Has a concern about your behaviour towards children")
    keys.tick("I understand that the school will check")
    keys.tick("What I have written is true and complete")


#: What is written on each page of the form; ``None``: go on.
PAGES: dict[str, Callable[[Keyboard], None] | None] = {
    "personal-details": personal_details,
    "professional-status": professional_status,
    "qualifications": None,
    "training": None,
    "memberships": None,
    "employment": employment,
    "personal-statement": lambda keys: keys.type("Personal statement", "Every child can make music."),
    "referees": referees,
    "equal-opportunities": lambda keys: keys.choose("30 to 39", "How old are you?"),
    "support": lambda keys: keys.choose("No", "Do you need any support"),
    "declarations": declarations,
}


def test_a_whole_application_is_written_and_sent(visit: Visit, world: Flask) -> None:
    vacancy = VacancyFactory(title="Teacher of music, by hand")
    slug = vacancy.slug
    db.session.commit()
    keys = Keyboard(visit())
    keys.visitor.go(f"/jobs/{slug}")  # the one thing that is no key: an address typed into the browser's own line
    keys.skip()
    keys.press("Apply now")
    keys.press("Sign in to apply")
    sign_in(keys, "clerk")  # who has never applied before
    keys.press("Start your application")
    if "/form/" not in keys.visitor.path:
        keys.press("Continue")
    seen: list[str] = []
    while not keys.visitor.path.endswith("/check"):
        page = keys.visitor.path.rsplit("/", 1)[-1]
        assert page not in seen, f"{page} comes back: {keys.visitor.text}"
        seen.append(page)
        keys.skip()
        fill = PAGES[page]
        if fill is not None:
            fill(keys)
        keys.press("Save and continue" if fill is not None else "Continue")
    assert seen == list(PAGES)
    assert keys.visitor.h1 == "Check your answers"
    keys.press("Send application")
    assert "Application sent" in keys.visitor.text
    sent = db.session.query(Application).filter_by(last_name="Tastowska").one()
    assert (sent.state, sent.statement) == (ApplicationState.submitted, "Every child can make music.")


def school_of(who: str) -> object:
    return db.session.query(Membership).filter(Membership.user.has(email=f"{who}@demo.example")).first().organisation


def test_a_school_shortlists_marks_invites_and_offers(visit: Visit, world: Flask) -> None:
    vacancy = VacancyFactory(title="Teacher of drawing, by hand", organisation=school_of("head"))
    ann, ben = (ApplicationFactory(vacancy=vacancy, first_name=name, last_name="Handy") for name in ("Ann", "Ben"))
    CriterionFactory(vacancy=vacancy, text="Draws with children")
    list_of, one = f"/hiring/vacancies/{vacancy.id}/applications", f"/hiring/applications/{ann.id}"
    db.session.commit()
    keys = Keyboard(visit())
    head = keys.visitor
    head.go(list_of)
    sign_in(keys, "head")

    keys.skip()
    keys.press("Ann Handy")
    keys.press("Scores")
    keys.choose("4", "Draws with children")
    keys.type("Why?", "She draws in every lesson")
    keys.press("Give these marks")
    assert "have been given" in head.text or "You gave your marks" in head.text

    head.go(list_of)
    keys.skip()
    keys.tick("Ann Handy")
    keys.tick("Ben Handy")
    keys.choose("Shortlist", "With the ticked")
    keys.press("Move the ticked and email them")
    assert "2 candidates have been moved" in head.text

    head.go(f"/hiring/vacancies/{vacancy.id}/interviews")
    keys.skip()
    keys.press("Plan an interview day")
    day, last = clock.today() + timedelta(days=9), clock.today() + timedelta(days=7)
    keys.date("Day", day.day, day.month, day.year)
    keys.type("The first interview begins at", "9am")
    keys.type("Where", "The studio")
    keys.date("Last day to choose or change a time", last.day, last.month, last.year)
    keys.press("Plan this day")
    keys.tick("Ann Handy")
    keys.press("Invite and email them")
    keys.select("Candidate", "Ann Handy")
    keys.select("Time", "9am")
    keys.press("Give this time")
    assert "They have been told" in head.text

    head.go(f"{one}/offer")
    keys.skip()
    keys.type("Pay", "38000")
    start = clock.today() + timedelta(days=60)
    keys.date("Start date", start.day, start.month, start.year)
    keys.date("Answer by", day.day, day.month, day.year)
    keys.press("Offer the job")
    db.session.rollback()
    assert (ann.state, ben.state) == (ApplicationState.offered, ApplicationState.shortlisted)
