"""What a school, a referee and a candidate do from the first reading to the answer to an offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from teachpb import clock
from tests.support.browser import Visitor
from tests.support.invitations import invitation_in


def in_days(days: int) -> tuple[int, int, int]:
    day = clock.today() + timedelta(days=days)
    return day.day, day.month, day.year


def move(head: Visitor, step: str, message: str = "") -> None:
    head.choose(step)
    if message:
        head.fill("Message to the candidate", message)
    head.press("Save and email the candidate")


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
            head.fill("Note", "One is here, the other on paper in the office")
        head.press("Save", exact=True)
    assert head.path == f"{at}/checks"


def words(message: Any) -> str:
    return str(message.get_body(("plain",)).get_content())


def ask_for_references(head: Visitor, at: str) -> None:
    head.go(f"{at}/references")
    head.press("Ask the ticked")
    assert head.page.title().startswith("Error: "), "nobody is ticked"
    head.choose("Henry Vale, Harbour Primary School")
    head.press("Ask the ticked")
    assert "1 referee is asked, and the candidate is told." in head.text


def conduct(referee: Visitor) -> None:
    referee.answer("Are they under investigation", "No")
    referee.answer("Do they have a disciplinary warning", "No")


def safeguarding(referee: Visitor) -> None:
    referee.answer("Do you know of any concern or allegation", "No")
    referee.answer("Have they, to your knowledge", "No")
    referee.answer("Do you know of any reason", "No")


def their_work(referee: Visitor) -> None:
    referee.fill("How do you know them, and since when?", "I am her head, since 2020")
    referee.fill("Their job title, or what they studied", "Teacher")
    referee.month("When did they start?", 1, 2020)
    referee.answer("Are they still with you?", "Yes")


def again(referee: Visitor) -> None:
    referee.answer("Would you employ them again in the same job?", "Yes")
    referee.answer("Would you employ them again in any job?", "Yes")
    referee.answer("Are they able and suitable", "Yes")


def how_they_work(referee: Visitor) -> None:
    for label in referee.page.get_by_label("Good", exact=True).all():
        label.check()
    referee.fill("Is there anything else the school should know?", "The marimba will be missed here.")


def about_the_referee(referee: Visitor) -> None:
    referee.fill("Your name", "Henry Vale")
    referee.fill("Your job title", "Headteacher")
    referee.fill("Your school or organisation", "Harbour Primary School")
    referee.fill("Your work email address", "vale@harbour.example")
    referee.fill("Your work phone number", "01733 800800")
    referee.choose("What I have written is accurate", exact=False)


#: The nine pages of a reference.
REFERENCE: dict[str, Callable[[Visitor], None]] = {
    "can-give": lambda referee: referee.choose("Yes"),
    "sharing": lambda referee: referee.choose("Yes, it is open"),
    "the-law": lambda referee: referee.choose("I have read this", exact=False),
    "their-work": their_work,
    "again": again,
    "conduct": conduct,
    "safeguarding": safeguarding,
    "how-they-work": how_they_work,
    "about-you": about_the_referee,
}


def give_reference(referee: Visitor, link: str) -> None:
    """By the link in the mail, without an account; a page of each make is sent empty once."""
    referee.go(link)
    assert "Jonas Vaitkus" in referee.text
    referee.press("Start")
    seen = []
    while "/form/" in referee.path:
        step = referee.path.rsplit("/", 1)[-1]
        assert step not in seen, f"the page {step} comes back: {referee.text}"
        seen.append(step)
        if step in {"their-work", "how-they-work"}:
            referee.press("Save and continue")
            assert referee.page.title().startswith("Error: "), step
        REFERENCE[step](referee)
        referee.press("Save and continue")
    assert seen == list(REFERENCE)
    assert referee.h1 == "Check your answers"
    referee.press("Send")
    assert "Your reference has been sent to the school." in referee.text


def plan_interviews(head: Visitor, vacancy_id: int) -> str:
    """A day with three times, to which Jonas is invited. Returns the path of its page."""
    head.go(f"/hiring/vacancies/{vacancy_id}/interviews")
    head.press("Plan an interview day")
    head.press("Plan this day")
    assert head.page.title().startswith("Error: ")
    head.date("Day", *in_days(12))
    head.fill("The first interview begins at", "9am")
    head.fill("How many, one after the other?", "3")
    head.fill("Where", "The music room", exact=True)
    head.fill("Whom do candidates meet?", "The headteacher and a governor")
    head.date("Last day to choose or change a time", *in_days(10))
    head.press("Plan this day")
    head.press("Invite and email them")
    assert head.page.title().startswith("Error: "), "nobody is ticked"
    head.choose("Jonas Vaitkus")
    head.fill("Message to them", "Bring your mallets.")
    head.press("Invite and email them")
    assert "Invited, without a time" in head.text
    return head.path


def at_hour(hour: int) -> datetime:
    return datetime.combine(clock.today() + timedelta(days=12), time(hour), clock.LONDON)


def choose_interview(candidate: Visitor, head: Visitor, day: str, post: Any) -> None:
    """The candidate takes a time, the school moves the day, the candidate gives the time back and is given another; of
    each a calendar program gets to know, from the mail."""
    who = "volunteer@demo.example"
    assert "Bring your mallets." in words(post.newest(who))
    candidate.go("/account/applications")
    candidate.press("Choose an interview time")
    candidate.press("Take this time")
    assert candidate.page.title().startswith("Error: ")
    candidate.choose("9am to 9:45am", exact=False)
    candidate.press("Take this time")
    assert "This is your time." in candidate.text
    asked = invitation_in(post.newest(who, "time of your interview"))
    assert (asked.method, asked.status, asked.sequence) == ("REQUEST", "CONFIRMED", 0)
    assert (asked.starts, asked.ends - asked.starts) == (at_hour(9), timedelta(minutes=45))
    assert (asked.location, asked.attendee) == ("The music room", f"mailto:{who}")

    head.go(day)
    head.press("Change the day")
    head.fill("The first interview begins at", "half past")
    head.press("Save the day")
    assert head.page.title().startswith("Error: ")
    head.fill("The first interview begins at", "11am")
    head.press("Save the day")
    moved = invitation_in(post.newest(who, "change to your interview"))
    assert (moved.method, moved.uid, moved.sequence) == ("REQUEST", asked.uid, 1)
    assert moved.starts == at_hour(11)

    candidate.page.reload()
    candidate.page.get_by_text("None of these times suits me").first.click()
    candidate.fill("When could you come", "On any afternoon")
    candidate.press("None of these suits me")
    dropped = invitation_in(post.newest(who, "cancelled"))
    assert (dropped.method, dropped.status) == ("CANCEL", "CANCELLED")
    assert (dropped.uid, dropped.sequence) == (asked.uid, 2)
    head.go(day)
    assert "On any afternoon" in head.text
    head.fill("Another time", "3pm")
    head.press("Add this time")
    head.select("Candidate", "Jonas Vaitkus")
    head.select("Time", "3pm to 3:45pm")
    head.press("Give this time and email them")
    given = invitation_in(post.newest(who, "interview"))
    assert (given.method, given.uid, given.starts) == ("REQUEST", asked.uid, at_hour(15))
    assert given.sequence > dropped.sequence
    candidate.page.reload()
    assert "This is your time." in candidate.text


def offer_and_accept(head: Visitor, candidate: Visitor, at: str, mine: str) -> None:
    head.go(at)
    head.follow("Offer the job")  # in writing, on the page of its own that the next step leads to
    head.press("Offer the job")
    assert head.page.title().startswith("Error: ")
    head.fill("Pay", "38000", exact=True)
    head.date("Start date", *in_days(60))
    head.date("Answer by", *in_days(20))
    head.press("Offer the job")
    assert head.path == f"{at}/offer"
    assert "We have emailed the candidate." in head.text
    candidate.go(mine)
    candidate.press("Read and answer the offer")
    assert "£38,000 a year" in candidate.text
    candidate.press("Send your answer")
    assert candidate.page.title().startswith("Error: ")
    candidate.choose("I accept the job")
    candidate.press("Send your answer")
