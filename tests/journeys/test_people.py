"""Getting in, and belonging somewhere: accounts, mailed links, invitations, claims and switching."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.browser import Visitor, link_in

Visit = Callable[..., Visitor]
Mail = Callable[..., Any]
PASSWORD = "three marigolds sing"


def sign_out(visitor: Visitor) -> None:
    visitor.go("/account")
    visitor.press("Sign out")


def type_in(visitor: Visitor, email: str, password: str) -> None:
    visitor.go("/account/sign-in")
    visitor.fill("Email address", email)
    visitor.fill("Password", password, exact=True)
    visitor.press("Sign in", within=visitor.page.locator("main"))


def test_somebody_new_comes_in_by_each_door(visit: Visit, mail: Mail) -> None:
    """Register, confirm, sign in; then by a mailed link; then with a new password after forgetting the old one."""
    ewa = visit(width=375)
    ewa.go("/")
    ewa.page.get_by_text("Menu", exact=True).click()
    ewa.press("Sign in", exact=False, within=ewa.page.get_by_role("navigation", name="Menu"))
    ewa.follow("Create an account")
    ewa.press("Create account")
    assert ewa.page.title().startswith("Error: ")
    ewa.fill("Full name", "Ewa Lis")
    ewa.fill("Email address", "ewa@journey.example")
    ewa.fill("Password", PASSWORD, exact=True)
    ewa.choose("I agree to the terms of use")
    ewa.press("Create account")
    assert ewa.h1 == "Look into your mailbox"
    ewa.go(link_in(mail("ewa@journey.example").text))
    ewa.press("Confirm and sign in")
    ewa.go("/account")
    assert "ewa@journey.example" in ewa.text

    sign_out(ewa)
    type_in(ewa, "ewa@journey.example", "not the password")
    assert ewa.h1 == "Sign in"
    assert ewa.page.title().startswith("Error: ")
    type_in(ewa, "ewa@journey.example", PASSWORD)
    assert ewa.path != "/account/sign-in"

    sign_out(ewa)
    ewa.go("/account/sign-in")
    ewa.follow("Get a link to sign in by email")
    ewa.fill("Email address", "ewa@journey.example")
    ewa.press("Send the link")
    link = link_in(mail("ewa@journey.example", about="sign-in link").text)
    ewa.go(link)
    ewa.press("Sign in", within=ewa.page.locator("main"))
    ewa.go("/account")
    assert "Ewa Lis" in ewa.text

    sign_out(ewa)
    ewa.page.goto(link)
    assert ewa.h1 != "Sign in to TeachPeterborough", "a link works once"
    ewa.go("/account/sign-in")
    ewa.follow("Forgotten password")
    ewa.fill("Email address", "ewa@journey.example")
    ewa.press("Send the link")
    ewa.go(link_in(mail("ewa@journey.example", about="new password").text))
    ewa.fill("New password", "a quite different one")
    ewa.press("Set the password and sign in")
    sign_out(ewa)
    type_in(ewa, "ewa@journey.example", PASSWORD)
    assert ewa.h1 == "Sign in", "the old password is gone"
    type_in(ewa, "ewa@journey.example", "a quite different one")
    assert ewa.path != "/account/sign-in"


def test_an_owner_invites_a_colleague(sign_in: Visit, visit: Visit, mail: Mail) -> None:
    head = sign_in("head")
    head.go("/hiring/people")
    head.follow("Invite a colleague")
    head.press("Send the invitation")
    assert head.page.title().startswith("Error: ")
    head.fill("Email address", "kofi@journey.example")
    head.choose("Recruiter")
    head.press("Send the invitation")
    assert "kofi@journey.example" in head.text

    kofi = visit()
    kofi.go(link_in(mail("kofi@journey.example").text))
    kofi.fill("Full name", "Kofi Mensah")
    kofi.fill("Password", PASSWORD, exact=True)
    kofi.choose("I agree to the terms of use")
    kofi.press("Create account and join")
    assert kofi.h1 == "People"
    assert "Kofi Mensah (you)" in kofi.text

    head.go("/hiring/people")
    row = head.page.get_by_role("row", name="Kofi Mensah")
    assert "Recruiter" in row.inner_text()
    kofi.go("/hiring/vacancies")
    assert kofi.h1 == "Vacancies"


def test_an_officer_approves_who_claims_a_school(sign_in: Visit, mail: Mail) -> None:
    """The school is one that somebody owns already; a claim of an unowned one goes the same way."""
    teacher = sign_in("candidate7")
    teacher.go("/account/organisations")
    teacher.follow("Ask to manage a school")
    teacher.fill("Name, town or postcode of the school", "Primary")
    teacher.press("Search", within=teacher.page.locator("main"))
    links = teacher.page.locator("main ul.govuk-list").get_by_role("link")
    school = links.last.inner_text()
    teacher.follow(school, exact=True)
    teacher.fill("Your job at this school", "School business manager")
    teacher.fill("How can we check", "Ring the office and ask for the head, Mrs Dhillon.")
    teacher.press("Send the request")
    assert "Waiting for an answer" in teacher.text

    officer = sign_in("officer")
    officer.go("/office/requests")
    officer.page.locator("main").get_by_role("link", name=school).first.click()
    officer.page.wait_for_url("**/office/requests/*")
    officer.check()
    officer.choose("Approve: make them an owner")
    officer.press("Decide")

    mail("candidate7@demo.example", about="")
    teacher.go("/account/organisations")
    assert "Waiting for an answer" not in teacher.text
    row = teacher.page.get_by_role("row", name=school)
    assert "Owner" in row.inner_text()
    teacher.go("/hiring/profile")
    assert school in teacher.text


def test_a_trust_owner_works_for_one_school_after_another(sign_in: Visit) -> None:
    trust = sign_in("trust")
    trust.go("/hiring")
    before = trust.page.locator(".tp-work-bar__who").inner_text()
    trust.page.get_by_text("Switch organisation").click()
    options = trust.page.get_by_label("Work for").locator("option").all_inner_texts()
    other = next(name for name in options if name != before)
    trust.select("Work for", other)
    trust.press("Switch")
    assert trust.page.locator(".tp-work-bar__who").inner_text() == other
    assert f"You are now working for {other}" in trust.text
    trust.go("/hiring/vacancies")
    assert trust.page.locator(".tp-work-bar__who").inner_text() == other
