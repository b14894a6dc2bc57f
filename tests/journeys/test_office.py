"""What an officer sees first, and what everybody may see of it. It runs before other journeys add to the figures."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.browser import Visitor

Visit = Callable[..., Visitor]


def test_the_ratio_since_launch(sign_in: Visit, visit: Visit) -> None:
    officer = sign_in("recruitment")
    assert officer.path == "/office"
    assert officer.h1 == "Today"
    for figure in ("872", "4,287", "4.9 : 1"):
        assert figure in officer.text
    officer.follow("other years", exact=False)
    assert officer.path == "/office/figures"

    citizen = visit(width=320)
    citizen.go("/figures")
    for figure in ("872", "4,287", "4.9 : 1"):
        assert figure in citizen.text
    assert citizen.page.locator("main svg").count() >= 1
    citizen.page.locator("main summary").first.click()
    assert citizen.page.locator("main table").first.is_visible(), "a table says what the chart shows"
    citizen.page.goto("/office")
    assert citizen.path == "/account/sign-in"
