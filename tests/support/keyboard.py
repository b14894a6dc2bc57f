"""A visitor who has a keyboard and nothing else: Tab, Shift and Tab, Enter, Space, the arrows between the radios of one
question (there is no other way to them), and typing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.support.browser import Visitor

#: What has the focus: what it is called, the questions it belongs to, and whether one can see that it has it.
LOOK = """() => {
  const it = document.activeElement;
  const plain = text => (text || "").replace(/\\s+/g, " ").trim();
  const named = it.labels && it.labels.length ? [...it.labels].map(label => label.textContent).join(" ")
    : it.getAttribute("aria-label") || it.textContent;
  const groups = [];
  for (let group = it.closest("fieldset"); group; group = group.parentElement.closest("fieldset"))
    groups.push(plain(group.querySelector("legend")?.textContent));
  const drawn = it.type === "radio" || it.type === "checkbox" ? getComputedStyle(it.labels[0], "::before")
    : getComputedStyle(it);
  const box = it.getBoundingClientRect();
  return {
    name: plain(named), groups, tag: it.tagName, kind: it.type || "", checked: it.checked === true,
    shows: (drawn.outlineStyle !== "none" || drawn.boxShadow !== "none") && box.bottom > 0 && box.top < innerHeight,
  };
}"""
MOST = 220


@dataclass(frozen=True)
class Focus:
    name: str
    groups: list[str]
    tag: str
    kind: str
    checked: bool
    shows: bool

    def is_called(self, name: str, group: str) -> bool:
        return self.name.startswith(name) and (not group or any(each.startswith(group) for each in self.groups))


class Keyboard:
    """Drives a visitor's page. Things are found by the words people read, in the order in which Tab comes to them, and
    each must show that it has the focus."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def focus(self) -> Focus:
        found: dict[str, Any] = self.page.evaluate(LOOK)
        return Focus(**found)

    def to(self, name: str, group: str = "", kinds: str = "") -> Focus:
        """Tab to what is called so."""
        for _turn in range(MOST):
            focus = self.focus
            if focus.is_called(name, group) and focus.tag not in {"BODY", "MAIN"} and re.match(kinds, focus.kind):
                assert focus.shows, f"nobody sees that “{name}” has the focus on {self.page.url}"
                return focus
            self.key("Tab")
        raise AssertionError(f"Tab does not lead to “{name}” ({group}) on {self.page.url}: {self.visitor.text[:400]}")

    def type(self, label: str, text: str, group: str = "") -> None:
        """Write into a field, in place of what stands there."""
        self.to(label, group, kinds="(?!submit|radio|checkbox)")
        self.key("Control+a", "Delete")
        self.page.keyboard.type(text)

    def date(self, legend: str, *parts: int) -> None:
        """Day, month and year, or month and year."""
        names = ("Day", "Month", "Year")[-len(parts) :]
        for name, part in zip(names, parts, strict=True):
            self.type(name, str(part), group=legend)

    def choose(self, option: str, question: str = "") -> None:
        """A radio: Tab leads to the first or the chosen one of the question, the arrows on from there."""
        self.to_question(question, option)
        first = self.focus.name
        while not self.focus.name.startswith(option):
            self.key("ArrowDown")
            assert self.focus.name != first, f"{question} has no answer “{option}”"
        if not self.focus.checked:
            self.key("Space")
        assert self.focus.checked

    def to_question(self, question: str, option: str) -> None:
        """Tab to the radios of a question; without a question, to the ones of which the first is called so."""
        for _turn in range(MOST):
            focus = self.focus
            names = focus.groups if question else [focus.name]
            asked = any(each.startswith(question or option) for each in names)
            if focus.kind == "radio" and asked:
                assert focus.shows, f"nobody sees that “{question}” has the focus on {self.page.url}"
                return
            self.key("Tab")
        raise AssertionError(f"Tab does not lead to “{question}” on {self.page.url}: {self.visitor.text[:400]}")

    def tick(self, option: str, question: str = "") -> None:
        if not self.to(option, question, kinds="checkbox").checked:
            self.key("Space")
        assert self.focus.checked

    def select(self, label: str, option: str) -> None:
        """Of a list of choices: its first letters choose."""
        self.to(label, kinds="select")
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("() => document.activeElement.selectedOptions[0].textContent.trim()")
        assert chosen.startswith(option)

    def press(self, name: str) -> None:
        """A button or a link, which leads to another page."""
        self.to(name, kinds="(submit|button|)$")
        with self.page.expect_navigation():
            self.key("Enter")
        self.page.wait_for_load_state("load")
        self.visitor.check()

    def skip(self) -> None:
        """Over the frame to the page's own part, by the link that every page begins with. Where the page has put the
        focus on something to be read first (a notice, what is wrong), that is past the frame already."""
        if self.focus.tag == "BODY":
            self.key("Tab")
            assert self.focus.name == "Skip to main content", self.focus
            self.key("Enter")
