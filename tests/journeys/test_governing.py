"""A board looks for a governor, somebody offers, and the board answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.browser import Visitor, link_in

Visit = Callable[..., Visitor]
Mail = Callable[..., Any]
Work = Callable[[str], Any]
TITLE = "Co-opted governor who can read a lighthouse budget"


def post_role(clerk: Visitor) -> None:
    clerk.go("/board/roles")
    clerk.follow("Advertise a role")
    clerk.press("Save")
    assert clerk.page.title().startswith("Error: ")
    clerk.fill("Title of the role", TITLE)
    clerk.select("Type of governor", "Co-opted governor")
    clerk.choose("Appointed by the board")
    clerk.fill("What the role is about", "You look after the money with us, and ask why.")
    clerk.answer("Skills you need", "Finance")
    clerk.fill("Who can people ask?", "Ada Winter")
    clerk.fill("Email address for questions", "ada@board.example")
    clerk.press("Save")
    assert clerk.h1 == TITLE
    clerk.press("Preview")
    assert "This is how people will see it" in clerk.text
    clerk.follow("Back to your board’s page")
    clerk.press("Publish")


def offer(volunteer: Visitor) -> None:
    volunteer.go("/governor-roles")
    volunteer.fill("Skill, school or role", "lighthouse")
    volunteer.press("Find a board")
    volunteer.press(TITLE)
    volunteer.press("Express interest")
    volunteer.press("Send to the board")
    assert volunteer.page.title().startswith("Error: ")
    volunteer.fill("Full name", "Ines Duarte")
    volunteer.fill("Email address", "ines@journey.example")
    volunteer.fill("Why would you like to join this board?", "I kept the books of a harbour for nine years.")
    volunteer.select("Finance", "4 – it is my profession")
    volunteer.choose("I am 18 or over", exact=False)
    volunteer.choose("As far as I know, nothing disqualifies me", exact=False)
    volunteer.choose("The school may keep these answers", exact=False)
    volunteer.press("Send to the board")


def test_a_role_from_post_to_answer(sign_in: Visit, visit: Visit, mail: Mail, work: Work) -> None:
    clerk = sign_in("clerk")
    post_role(clerk)
    work("search.apply_changes")
    volunteer = visit(width=375)
    offer(volunteer)
    assert volunteer.h1 == "Your offer to serve"
    assert "Thank you. The board has your offer" in volunteer.text
    assert "offered to serve" in mail("ada@board.example").subject

    clerk.go("/board/roles")
    clerk.follow(TITLE)
    clerk.follow("Ines Duarte")
    assert "I kept the books of a harbour" in clerk.text
    clerk.choose("Matched")
    clerk.fill("Message to the volunteer", "Come and see us at work on Tuesday.")
    clerk.fill("Note for the board", "Strong on money.")
    clerk.press("Move on")
    assert "Matched" in clerk.text

    page = link_in(mail("ines@journey.example", about="Thank you for offering").text, "/governor-roles/interest/")
    volunteer.go(page)
    assert "Matched" in volunteer.text
    assert "Come and see us at work on Tuesday." in volunteer.text
    assert "Strong on money." not in volunteer.text
    assert "Come and see us at work on Tuesday." in mail("ines@journey.example", about="News about the board").text
