"""From a page to arrive on to a list of one’s own: looking round, saving, noting, and what the device remembers."""

from __future__ import annotations

from collections.abc import Callable

from teachpb.demo.build.people import PASSWORD
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]
REMEMBERED = "#recent li a"


def test_a_job_is_found_saved_and_noted_on_a_phone(visit: Visit) -> None:
    ola = visit(width=375)
    ola.go("/browse-jobs")
    ola.follow("Teacher", exact=True)
    assert ola.h1 == "Teacher jobs in Peterborough"
    titles = ola.page.locator(".tp-card__link")
    first, second = titles.nth(0).get_attribute("href"), titles.nth(1).get_attribute("href")
    ola.go(str(first))
    assert ola.page.locator("#recent").is_hidden()
    ola.go(str(second))
    assert ola.page.locator(REMEMBERED).get_attribute("href") == str(first).split("?")[0]

    job = ola.h1
    ola.page.locator(".tp-save__button").first.click()
    ola.fill("Email address", "volunteer@demo.example")
    ola.fill("Password", PASSWORD, exact=True)
    ola.press("Sign in", within=ola.page.locator("main"))
    assert ola.h1 == job
    assert "is on your list" in ola.text

    button = ola.page.locator(".tp-save__button")
    address = ola.page.url
    kept = ola.page.locator(".tp-save__button--kept")
    for state in ("detached", "attached"):  # off and on again, on the page, the focus staying where it was
        button.click()
        kept.wait_for(state=state)  # type: ignore[arg-type]
        ola.page.wait_for_function("() => document.activeElement.id.startsWith('save-')")
        assert ola.page.url == address
    ola.check()

    ola.go("/account/saved-jobs")
    ola.follow("Add a note")
    ola.fill("Note to yourself", "Ask about the choir")
    ola.press("Save your note")
    assert "Ask about the choir" in ola.text

    ola.go(str(first))
    ola.page.get_by_role("button", name="Forget it").click()
    ola.page.reload()
    assert ola.page.locator(REMEMBERED).count() == 0
