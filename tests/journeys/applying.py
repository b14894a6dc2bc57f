"""What a candidate writes on each page of the form, and how they go through it."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.browser import Visitor


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
    whole = "I play the marimba, and my class plays with me."
    candidate.fill("Personal statement", whole)
    candidate.go("/account/applications")
    for _look in range(5):  # what a page sends when it is left may come after the next page that is asked for
        candidate.go(here)
        if candidate.page.get_by_label("Personal statement").input_value() == whole:
            return
    raise AssertionError("what was typed last is lost")


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


#: What cannot be left empty, and says so.
SENT_EMPTY = {"personal-details", "professional-status", "support", "declarations"}

#: The sections that are lists.
LISTS: dict[str, Callable[[Visitor], None]] = {
    "qualifications": lambda c: c.follow("Continue"),
    "training": lambda c: c.follow("Continue"),
    "memberships": lambda c: c.follow("Continue"),
    "employment": tell_history,
    "referees": name_referee,
}


def apply(candidate: Visitor, title: str) -> None:
    """All sections, the first left unfinished and taken up again."""
    candidate.press("Apply now")
    candidate.press("Start your application")
    if "/form/" not in candidate.path:
        candidate.press("Continue", exact=False)
    candidate.fill("First name", "Jonas")
    candidate.press("Save and come back later")
    candidate.go("/account/applications")
    candidate.follow(title)
    candidate.press("Continue", exact=False)
    assert candidate.page.get_by_label("First name").input_value() == "Jonas"
    go_on(candidate, SECTIONS)


def fill_in(candidate: Visitor, sections: dict[str, Callable[[Visitor], None]]) -> None:
    """From the page that says what will be asked to the application that is sent."""
    candidate.press("Start your application")
    if "/form/" not in candidate.path:
        candidate.press("Continue", exact=False)
    go_on(candidate, sections)


def go_on(candidate: Visitor, sections: dict[str, Callable[[Visitor], None]]) -> None:
    """Every page of the form; those that want something are sent empty once."""
    seen = []
    while not candidate.path.endswith("/check"):
        step = candidate.path.rsplit("/", 1)[-1]
        assert step not in seen, f"the page {step} comes back: {candidate.text}"
        seen.append(step)
        if step in LISTS:
            LISTS[step](candidate)
            continue
        if step in SENT_EMPTY:
            candidate.press("Save and continue")
            assert candidate.page.title().startswith("Error: "), step
        sections[step](candidate)
        candidate.press("Save and continue")
    assert {*SECTIONS, *LISTS} == set(seen)
    assert candidate.h1 == "Check your answers"
    candidate.press("Send application")
    assert "Application sent" in candidate.text
