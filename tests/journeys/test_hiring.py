"""The main job: a school posts a vacancy, somebody applies, and the two come together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from teachpb.db import db, transaction
from teachpb.vacancies.models import ApplicationMethod, Vacancy
from teachpb.vacancies.queries import public
from tests.journeys.applying import apply
from tests.journeys.deciding import (
    ask_for_references,
    choose_interview,
    give_reference,
    in_days,
    make_checks,
    move,
    offer_and_accept,
    plan_interviews,
    words,
)
from tests.support.browser import Visitor, link_in

Visit = Callable[..., Visitor]
Work = Callable[[str], Any]
TITLE = "Year 4 class teacher with a marimba"


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


@pytest.mark.timeout(600)
def test_from_advert_to_appointment(sign_in: Visit, visit: Visit, post: Any, work: Work) -> None:
    head = sign_in("head")
    write_vacancy(head)
    advert = publish(head)
    work("search.apply_changes")
    vacancy = db.session.scalars(select(Vacancy).where(Vacancy.title == TITLE)).one()
    postcode, vacancy_id = vacancy.schools[0].postcode, vacancy.id

    candidate = sign_in("volunteer", width=375)  # who has never applied before
    find(candidate, postcode)
    assert candidate.path == advert
    apply(candidate, TITLE)
    mine = candidate.path
    assert "arrived" in post.newest("volunteer@demo.example")["Subject"]
    assert "Vaitkus" not in str(post.newest("jobs@school.example"))

    head.go("/hiring/applications?only=new")
    head.follow("Jonas Vaitkus")
    at = head.path
    assert "I play the marimba" in head.text
    move(head, "Shortlist", "We would love to hear you play.")
    candidate.go(mine)
    assert "You have been shortlisted" in candidate.text
    assert "We would love to hear you play." in candidate.text
    assert "We would love to hear you play." in words(post.newest("volunteer@demo.example"))

    ask_for_references(head, at)
    letter = post.newest("vale@harbour.example")
    assert "Vaitkus" not in letter["Subject"]
    referee = visit(width=375)
    give_reference(referee, link_in(words(letter), "/references/"))
    head.page.reload()
    head.press("Read the reference", exact=False)
    assert "The marimba will be missed here." in head.text

    choose_interview(candidate, head, plan_interviews(head, vacancy_id), post)
    offer_and_accept(head, candidate, at, mine)
    head.go(at)
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
