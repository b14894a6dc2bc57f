"""Answers from several tabs: nothing typed is lost, the newest wins, and who was overtaken is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.merging import Sent, mark_of, marks_of, merge, read_marks, read_sent, renewed
from teachpb.db import db, transaction
from tests.factories.applications import EmptyDraftFactory

FIELDS = ("first_name", "town")
TAB, NAME = st.integers(0, 1), st.sampled_from(FIELDS)
WORDS = st.sampled_from(["", "a", "b", "ab"])


class TestMarks:
    @given(st.text() | st.none() | st.booleans() | st.integers())
    def test_an_answer_keeps_its_mark_on_the_way(self, value: Any) -> None:
        assert read_marks(marks_of({"name": value})) == {"name": mark_of(value)}

    def test_nothing_is_nothing_and_no_is_an_answer(self) -> None:
        assert mark_of(None) == mark_of("")
        assert len({mark_of(each) for each in ("", False, True, 0, "no", "0")}) == 6

    @pytest.mark.parametrize("junk", ["", "x", "a:b", "a:0123456", "A:01234567", ":", "a" * 70 + ":01234567"])
    def test_what_is_no_mark_is_left_out(self, junk: str) -> None:
        assert read_marks(f"{junk} town:0123abcd") == {"town": "0123abcd"}

    @pytest.mark.parametrize(
        ("posted", "expected"),
        [
            ({}, Sent()),
            ({"tab": "short", "number": "-1", "marks": "<script>"}, Sent()),
            ({"tab": "x" * 41, "number": "9" * 10}, Sent()),
            ({"tab": "a tab of mine", "number": "١"}, Sent()),
            ({"tab": "abcd-1234", "number": "7", "autosave": ""}, Sent({}, "abcd-1234", 7, by_itself=True)),
        ],
    )
    def test_junk_is_no_error(self, posted: dict[str, str], expected: Sent) -> None:
        assert read_sent(posted) == expected

    def test_marks_are_renewed_for_what_is_stored_as_it_stands(self) -> None:
        old = {"kept": mark_of("as drawn"), "sent": mark_of("")}
        fresh = read_marks(renewed(old, {"kept": "as drawn", "sent": "new"}, {"kept": "from elsewhere", "sent": "new"}))
        assert fresh == {"kept": mark_of("as drawn"), "sent": mark_of("new")}


@pytest.mark.parametrize(
    ("stored", "given_value", "drawn", "expected", "overtook"),
    [
        ("a", "a", "x", "a", False),  # twice the same
        ("a", "b", "a", "b", False),  # changed here only
        ("a", "x", "x", "a", False),  # changed elsewhere only
        ("a", "b", "x", "b", True),  # changed in both
        ("a", "", "a", "", False),  # emptied here
        ("a", "", "", "a", False),  # empty on an old page, filled in elsewhere
        ("a", "b", None, "b", False),  # a page without marks
    ],
)
def test_every_case_of_one_answer(
    stored: str, given_value: str, drawn: str | None, expected: str, overtook: bool
) -> None:
    marks = {} if drawn is None else {"name": mark_of(drawn)}
    found = merge({"name": stored}, {"name": given_value, "state": "appointed"}, marks)
    assert ({"name": stored} | found.changed, found.overtook) == ({"name": expected}, overtook)


class Tab:
    """A page as a browser holds it. ``known`` is what it believes is stored of each answer."""

    def __init__(self, name: str, stored: dict[str, str]) -> None:
        self.name, self.number = name, 0
        self.shown, self.known = dict(stored), dict(stored)
        self.marks = marks_of(stored)

    def message(self, *, by_itself: bool) -> tuple[Sent, dict[str, str], dict[str, str]]:
        self.number += 1
        sent = Sent(read_marks(self.marks), self.name, self.number, by_itself=by_itself)
        return sent, dict(self.shown), dict(self.known)


class TwoTabs(RuleBasedStateMachine):
    """Two browser tabs with the same page: typing, saving by itself and with the button, messages that arrive late or
    twice, going back, opening anew."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = EmptyDraftFactory()
        self.model = dict.fromkeys(FIELDS, "")
        self.opened = 0
        self.tabs = [self.new_tab(), self.new_tab()]
        self.under_way: list[Any] = []
        self.newest: dict[str, int] = {}

    def new_tab(self) -> Tab:
        self.opened += 1
        return Tab(f"drawn-page-{self.opened}", self.model)

    @rule(tab=TAB, name=NAME, words=WORDS)
    def save_by_itself(self, tab: int, name: str, words: str) -> None:
        page = self.tabs[tab]
        page.shown[name] = words
        message = page.message(by_itself=True)
        self.arrive(message)
        stored = self.stored()
        page.marks = renewed(message[0].marks, message[1], stored)
        page.known.update({name: page.shown[name] for name in FIELDS if stored[name] == page.shown[name]})

    @rule(tab=TAB, name=NAME, words=WORDS)
    def send_and_hear_nothing(self, tab: int, name: str, words: str) -> None:
        self.tabs[tab].shown[name] = words
        self.under_way.append(self.tabs[tab].message(by_itself=True))

    @precondition(lambda self: self.under_way)
    @rule(at=st.integers(0, 9))
    def deliver_late(self, at: int) -> None:
        self.arrive(self.under_way.pop(at % len(self.under_way)))

    @rule(tab=TAB, name=NAME, words=WORDS)
    def press_the_button_and_come_back(self, tab: int, name: str, words: str) -> None:
        self.tabs[tab].shown[name] = words
        self.arrive(self.tabs[tab].message(by_itself=False))

    @rule(tab=TAB)
    def open_anew(self, tab: int) -> None:
        self.tabs[tab] = self.new_tab()

    def arrive(self, message: tuple[Sent, dict[str, str], dict[str, str]]) -> None:
        """What should become of it, said in values instead of marks; then what does."""
        sent, shown, known = message
        late = sent.by_itself and sent.number < self.newest.get(sent.tab, 0)
        touched = [] if late else [name for name in FIELDS if shown[name] != known[name]]
        told = any(self.model[name] not in {known[name], shown[name]} for name in touched)
        if not late:
            self.newest[sent.tab] = sent.number
        with transaction():
            overtook = operations.save_section(
                actor=self.draft.candidate,
                application=self.draft,
                section="personal-details",
                values=shown,
                sent=sent,
            )
        self.model.update({name: shown[name] for name in touched})
        assert overtook is told

    def stored(self) -> dict[str, str]:
        return {name: getattr(self.draft, name) for name in FIELDS}

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        db.session.expire_all()
        assert self.stored() == self.model


def test_what_was_sent_before_the_button_and_comes_after_it_is_ignored(session: Session) -> None:
    machine = TwoTabs()
    machine.send_and_hear_nothing(tab=0, name="town", words="a")
    machine.press_the_button_and_come_back(tab=0, name="town", words="ab")
    machine.press_the_button_and_come_back(tab=1, name="first_name", words="b")
    machine.deliver_late(at=0)
    assert machine.stored() == {"town": "ab", "first_name": "b"}


def test_two_tabs_in_any_order(session: Session) -> None:
    run_state_machine_as_test(TwoTabs, settings=settings(max_examples=20, stateful_step_count=12, deadline=None))
