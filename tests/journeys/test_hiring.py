"""The main job: a school posts a vacancy, somebody applies, and the two come together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.vacancies.models import ApplicationMethod, Vacancy
from teachpb.vacancies.queries import public
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]
Mail = Callable[..., Any]
Work = Callable[[str], Any]
TITLE = "Year 4 class teacher with a marimba"


def in_days(days: int) -> tuple[int, int, int]:
    day = clock.today() + timedelta(days=days)
    return day.day, day.month, day.year


def contract(head: Visitor) -> None:
    head.choose("Permanent")
    head.choose("Full time")
    head.answer("Can two people share the job?", "Yes")


def pay(head: Visitor) -> None:
    head.choose("Main pay range")
    head.fill("Lowest point", "M1")
    head.fill("Highest point", "M6")
    head.answer("The pay is for", "A year")
    head.fill("Lowest pay", "32916")
    head.fill("Highest pay", "45352")


def dates(head: Visitor) -> None:
    head.choose("Today, as soon as I publish it")
    head.date("Closing date", *in_days(21))
    head.answer("Closing time", "Midday")


def about(head: Visitor) -> None:
    head.answer("Is it suitable for an early career teacher?", "Yes")
    head.fill("What skills and experience are you looking for?", "- You teach with music\n- You laugh easily")
    head.fill("What does the school offer its staff?", "A music room with a marimba, and a garden.")


def visits(head: Visitor) -> None:
    head.answer("Can candidates visit before they apply?", "Yes")


def visa(head: Visitor) -> None:
    head.answer("Can you sponsor a Skilled Worker visa?", "No")


def contact(head: Visitor) -> None:
    head.choose("Another address")
    head.fill("Email address for questions", "jobs@school.example")


#: What the head answers on each page of the wizard.
ANSWERS: dict[str, Callable[[Visitor], None]] = {
    "title": lambda head: head.fill("What is the job title?", TITLE),
    "role": lambda head: head.choose("Teacher"),
    "phases": lambda head: head.choose("Primary"),
    "key-stages": lambda head: head.choose("Key stage 2"),
    "subjects": lambda head: head.choose("No particular subject"),
    "contract": contract,
    "start": lambda head: head.choose("As soon as possible"),
    "pay": pay,
    "dates": dates,
    "about": about,
    "visits": visits,
    "visa": visa,
    "applying": lambda head: head.choose("On this site"),
    "anonymity": lambda head: head.answer("Hide who candidates are until you shortlist?", "No"),
    "documents": lambda head: head.answer("Are there documents to go with the advert?", "No"),
    "contact": contact,
    "confirm-contact": lambda head: head.choose("Yes, this address is right"),
}


def write_vacancy(head: Visitor) -> None:
    """Every page of the wizard; the first is sent empty once."""
    head.go("/hiring")
    head.follow("Post a vacancy")
    head.press("Start")
    if "/edit/" not in head.path:
        head.press("Continue", exact=False)
    head.press("Save and continue")
    assert head.page.title().startswith("Error: ")
    seen = []
    while "/edit/" in head.path:
        step = head.path.rsplit("/", 1)[-1]
        assert step not in seen, f"the step {step} comes back: {head.text}"
        seen.append(step)
        ANSWERS[step](head)
        head.press("Save and continue")
    assert set(ANSWERS) - {"phases", "subjects"} <= set(seen)


def publish(head: Visitor) -> str:
    """From the answers to the public page, whose path it returns."""
    assert head.h1 == "Check your answers"
    head.follow("Preview it as candidates will see it")
    assert head.h1 == TITLE
    head.page.go_back()
    head.press("Publish vacancy")
    assert head.h1 == "Your vacancy is live"
    head.page.locator("main").get_by_role("link", name="/jobs/").first.click()
    head.page.wait_for_url("**/jobs/*")
    head.check()
    assert head.h1 == TITLE
    return head.path


def find(candidate: Visitor, postcode: str) -> None:
    """By word, then by place."""
    candidate.go("/jobs")
    candidate.fill("What job, subject or school", "marimba")
    candidate.press("Search", within=candidate.page.locator("main"))
    assert TITLE in candidate.text
    candidate.go("/jobs")
    candidate.fill("Where postcode, town or village", postcode)
    candidate.press("Search", within=candidate.page.locator("main"))
    assert "within" in candidate.page.locator("#results").inner_text()
    candidate.press(TITLE)


def personal_details(candidate: Visitor) -> None:
    candidate.fill("First name", "Jonas")
    candidate.fill("Last name", "Vaitkus")
    candidate.fill("Address", "1 Cathedral Square", exact=True)
    candidate.fill("Town or city", "Peterborough")
    candidate.fill("Postcode", "PE1 1AA")
    candidate.fill("Phone number", "01733 747474")
    candidate.fill("Email address", "jonas@journey.example")
    candidate.answer("Do you have the right to work in the UK?", "Yes")
    candidate.answer("Do you have a National Insurance number?", "No")
    candidate.choose("Full time")


def professional_status(candidate: Visitor) -> None:
    candidate.answer("Do you have qualified teacher status", "Yes", exact=False)
    candidate.fill("Year you were awarded QTS", "2019")
    candidate.fill("Teacher reference number", "1234567")
    candidate.answer("Have you completed your statutory induction?", "Yes")


def declarations(candidate: Visitor) -> None:
    candidate.answer("Do you have a close relationship", "No")
    candidate.answer("Has a concern about your behaviour towards children", "No", exact=False)
    candidate.choose("I understand that the school will check", exact=False)
    candidate.choose("What I have written is true and complete", exact=False)


def personal_statement(candidate: Visitor) -> None:
    """Nobody presses a button: it is saved when the typing stops, and when the page is left."""
    here = candidate.path
    candidate.fill("Personal statement", "I play the marimba")
    candidate.page.get_by_role("status").get_by_text("Saved ").wait_for()
    candidate.fill("Personal statement", "I play the marimba, and my class plays with me.")
    candidate.go("/account/applications")
    for _on_a_busy_machine in range(8):  # what is sent on leaving may arrive after the next page was asked for
        candidate.go(here)
        statement = candidate.page.get_by_label("Personal statement").input_value()
        if statement.endswith("with me."):
            break
    assert statement == "I play the marimba, and my class plays with me."


SECTIONS: dict[str, Callable[[Visitor], None]] = {
    "personal-details": personal_details,
    "professional-status": professional_status,
    "personal-statement": personal_statement,
    "equal-opportunities": lambda c: c.answer("How old are you?", "30 to 39"),
    "support": lambda c: c.answer("Do you need any support", "No"),
    "declarations": declarations,
}


def name_referee(candidate: Visitor) -> None:
    candidate.follow("Add a referee")
    candidate.fill("Full name", "Henry Vale")
    candidate.fill("Job title", "Headteacher")
    candidate.fill("School or organisation", "Harbour Primary School")
    candidate.fill("How do they know you?", "My head since 2021")
    candidate.fill("Email address", "vale@harbour.example")
    candidate.answer("Is this referee from your present or last job?", "Yes")
    candidate.answer("May the school ask this referee before the interview?", "Yes")
    candidate.press("Save")
    candidate.answer("Do you want to be told before the school asks your referees?", "No")
    candidate.press("Save and continue")
    assert "Add a second referee, or say why you can name only one" in candidate.text
    candidate.fill("If you can name only one referee, say why", "I have worked at one school only")
    candidate.press("Save and continue")


def tell_history(candidate: Visitor) -> None:
    """One job, half a year after education ended; the page asks about the months between."""
    candidate.follow("Add a job")
    candidate.fill("School or organisation", "Harbour Primary School")
    candidate.fill("Job title", "Teacher")
    candidate.month("When did you start?", 1, 2020)
    candidate.answer("Do you still work there?", "Yes")
    candidate.fill("What were your main duties?", "Music, and more music")
    candidate.press("Save")
    candidate.month("When did you leave full-time education for the first time?", 7, 2019)
    candidate.press("Save and continue")
    assert "5 months not accounted for" in candidate.text
    candidate.press("Say what you did", exact=False)
    candidate.fill("What did you do?", "Building marimbas")
    candidate.press("Save")
    candidate.press("Save and continue")


#: The sections that are lists.
LISTS: dict[str, Callable[[Visitor], None]] = {
    "qualifications": lambda c: c.follow("Continue"),
    "training": lambda c: c.follow("Continue"),
    "memberships": lambda c: c.follow("Continue"),
    "employment": tell_history,
    "referees": name_referee,
}


def apply(candidate: Visitor) -> None:
    """All sections, the first left unfinished and taken up again."""
    candidate.press("Apply now")
    candidate.press("Start your application")
    if "/form/" not in candidate.path:
        candidate.press("Continue", exact=False)
    candidate.fill("First name", "Jonas")
    candidate.press("Save and come back later")
    candidate.go("/account/applications")
    candidate.follow(TITLE)
    candidate.press("Continue", exact=False)
    assert candidate.page.get_by_label("First name").input_value() == "Jonas"
    for _turn in range(14):
        step = candidate.path.rsplit("/", 1)[-1]
        if step == "check":
            break
        if step in LISTS:
            LISTS[step](candidate)
            continue
        SECTIONS[step](candidate)
        candidate.press("Save and continue")
    assert candidate.h1 == "Check your answers"
    candidate.press("Send application")
    assert "Application sent" in candidate.text


def move(head: Visitor, step: str, message: str = "") -> None:
    head.choose(step)
    if message:
        head.fill("Message to the candidate", message)
    head.press("Save and email the candidate")


def offer(head: Visitor) -> None:
    """In writing, on the page of its own that the next step leads to; and back to the application."""
    at = head.path
    head.follow("Offer the job")
    head.fill("Pay", "36413", exact=True)
    head.date("Start date", *in_days(60))
    head.date("Answer by", *in_days(7))
    head.press("Offer the job")
    assert head.path == f"{at}/offer"
    assert "We have emailed the candidate." in head.text
    head.go(at)
    assert "job offered" in head.text.lower()


def make_checks(head: Visitor, at: str) -> None:
    """Write down every check that is still open, the last of them as not needed."""
    head.go(f"{at}/checks")
    kinds = [row.inner_text().split("\n")[0] for row in head.page.locator("tbody th").all()]
    for kind in kinds:
        head.press(f"Change {kind}")
        if kind == kinds[-1]:
            head.choose("Not needed")
            head.fill("Why is it not needed?", "It does not apply to this job.")
        else:
            head.choose("Done")
            head.date("Day of the check", *in_days(0))
            head.fill("Who made it", "Maria Kowalska")
        if kind == "References received":
            head.fill("Note", "Both are on paper, in the office")
        head.press("Save", exact=True)
    assert head.path == f"{at}/checks"


def test_from_advert_to_appointment(sign_in: Visit, mail: Mail, work: Work) -> None:
    head = sign_in("head")
    write_vacancy(head)
    advert = publish(head)
    work("search.apply_changes")
    vacancy = db.session.scalars(select(Vacancy).where(Vacancy.title == TITLE)).one()
    postcode = vacancy.schools[0].postcode

    candidate = sign_in("volunteer", width=375)  # who has never applied before
    find(candidate, postcode)
    assert candidate.path == advert
    apply(candidate)
    mine = candidate.path
    assert mail("volunteer@demo.example").subject
    assert mail("jobs@school.example").subject

    head.go("/hiring/applications?only=new")
    head.follow("Jonas Vaitkus")
    assert "I play the marimba" in head.text
    move(head, "Shortlist", "We would love to hear you play.")
    candidate.go(mine)
    assert "You have been shortlisted" in candidate.text
    assert "We would love to hear you play." in candidate.text
    assert "We would love to hear you play." in mail("volunteer@demo.example").text

    move(head, "Invite to interview")
    assert "The school would like to meet you" in mail("volunteer@demo.example").text
    offer(head)
    candidate.go(mine)
    candidate.press("Read and answer the offer")
    assert "£36,413 a year" in candidate.text
    candidate.press("Send your answer")
    assert candidate.page.title().startswith("Error: ")
    candidate.choose("I accept the job")
    candidate.press("Send your answer")

    head.page.reload()
    at = head.path
    move(head, "Appoint: all checks are done")
    assert head.page.title().startswith("Error: "), "not before the checks are made"
    make_checks(head, at)
    head.go(at)
    move(head, "Appoint: all checks are done")
    assert "Nothing more can happen here." in head.text
    candidate.go(mine)
    assert "You have been appointed" in candidate.text


def initiated(officer: Visitor) -> int:
    officer.go("/office")
    stat = officer.page.locator(".tp-stat", has_text="applications initiated since launch")
    return int(stat.locator(".tp-stat__value").inner_text().replace(",", ""))


def test_a_click_to_the_schools_own_form_is_an_application_initiated(
    sign_in: Visit, visit: Visit, world: Flask
) -> None:
    vacancy = db.session.scalars(
        public.select_open().where(Vacancy.application_method == ApplicationMethod.website).limit(1)
    ).one()
    link = f"{world.config['SETTINGS'].base_url}/accessibility"  # stands for the school's own page
    slug = vacancy.slug
    db.session.commit()
    with transaction():
        db.session.get_one(Vacancy, vacancy.id).application_link = link
    officer = sign_in("recruitment")
    before = initiated(officer)
    visitor = visit()
    visitor.go(f"/jobs/{slug}")
    visitor.press("Apply on the school’s website")
    assert visitor.page.url == link
    assert initiated(officer) == before + 1
