"""A visitor with a browser: does what people do, by role and label, and looks at each page as axe does."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.support.client import kind_of
from tests.support.html_checker import keep
from tests.support.shapes import is_new_page

AXE = Axe()
SCRIPTS = re.compile(r"<script\b.*?</script>", re.DOTALL)
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # nothing else is read
}


class Visitor:
    """One browser window. Every page it lands on by ``go`` or ``press`` must be free of axe violations and errors."""

    def __init__(self, page: Page, glass: Page | None = None) -> None:
        self.page = page
        self.glass = glass
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", lambda message: self._listen(message.type, message.text))

    def _listen(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.problems.append(f"console: {text}")

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.check()

    def press(self, name: str, exact: bool = True, within: Locator | None = None) -> None:
        """Press a button or follow a link (they may look alike) by the words people read, and look where it leads."""
        place = within or self.page
        named = place.get_by_role("button", name=name, exact=exact).or_(
            place.get_by_role("link", name=name, exact=exact)
        )
        named.first.click()
        self.page.wait_for_load_state("load")
        self.check()

    def follow(self, name: str, exact: bool = False) -> None:
        """Follow a link of the page's own part by some of its words."""
        self.press(name, exact=exact, within=self.page.locator("main").first)

    def fill(self, label: str, text: str, exact: bool = False) -> None:
        self.page.get_by_label(label, exact=exact).first.fill(text)

    def choose(self, label: str, exact: bool = True) -> None:
        """Tick a box or choose a radio."""
        self.page.get_by_label(label, exact=exact).first.check()

    def answer(self, question: str, option: str, exact: bool = True) -> None:
        """Tick a box or choose a radio of one question."""
        self.page.get_by_role("group", name=question).first.get_by_label(option, exact=exact).first.check()

    def select(self, label: str, option: str) -> None:
        lists = self.page.get_by_label(label).and_(self.page.locator("select"))
        lists.first.select_option(label=option)

    def date(self, legend: str, day: int, month: int, year: int) -> None:
        """Fill the three parts of a date."""
        group = self.page.get_by_role("group", name=legend, exact=True)
        for part, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(part).fill(str(value))

    def month(self, legend: str, month: int, year: int) -> None:
        """Fill the two parts of a month."""
        group = self.page.get_by_role("group", name=legend, exact=True)
        for part, value in (("Month", month), ("Year", year)):
            group.get_by_label(part).fill(str(value))

    def upload(self, label: str, path: Any) -> None:
        self.page.get_by_label(label).first.set_input_files(path)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def h1(self) -> str:
        return " ".join(self.page.locator("h1").first.inner_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").first.inner_text().split())

    def check(self) -> None:
        """No axe violation, nothing sticking out sideways, no script error; the page is kept for the HTML checker.

        A page of the same shape as one already looked at, at this width, is not given to axe again.
        """
        content = self.page.content()
        is_html = self.page.evaluate("document.contentType") == "text/html"
        if not is_html or is_new_page(str(self.width), content):
            self.check_axe()
        self.check_width()
        assert self.problems == [], f"{self.page.url}: {self.problems}"
        if is_html:
            keep(f"browser {kind_of(self.page.url)}", content)

    @property
    def width(self) -> int:
        size = self.page.viewport_size
        return size["width"] if size else 0

    def check_axe(self) -> None:
        results = AXE.run(self._under_glass(), options=OPTIONS)
        wrong = [
            f"{v['id']}: {v['help']} at {[n['target'] for n in v['nodes']][:3]}" for v in results.response["violations"]
        ]
        assert wrong == [], f"{self.page.url}: {wrong}"

    def _under_glass(self) -> Page:
        """Where axe can run: the page, or (axe is a script) a copy of it as it looks without scripts."""
        if self.glass is None:
            return self.page
        content = SCRIPTS.sub("", self.page.content())
        base = f'<base href="{self.page.url}">'
        self.glass.set_content(content.replace("<head>", f"<head>{base}", 1))
        return self.glass

    def check_width(self) -> None:
        """Nothing makes the page scroll sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels wider than the window"


def link_in(text: str, containing: str = "/account/") -> str:
    """The path of the first link in a mail that leads to such a page."""
    links: list[str] = [urlsplit(link.group()).path for link in re.finditer(r"https?://\S+", text)]
    return next(path for path in links if containing in path)
