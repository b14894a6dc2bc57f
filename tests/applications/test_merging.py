"""Answers from several tabs: nothing typed is lost, the newest wins, and who was overtaken is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.merging import Merge, Sent, mark_of, marks_of, merge, read_marks, read_sent, renewed
from teachpb.applications.models import FormPage
from teachpb.applications.operations.keeping import receive
from teachpb.db import db, transaction
from tests.factories.applications import EmptyDraftFactory

FIELDS = ("first_name", "town")
TAB, NAME = st.integers(0, 1), st.sampled_from(FIELDS)
WORDS = st.sampled_from(["", "a", "b"])
#: How it was sent, what the page showed, and what it believed to be stored.
Message = tuple[Sent, dict[str, str], dict[str, str]]


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
            ({"tab": "short", "turn": "-1", "marks": "<script>"}, Sent()),
            ({"tab": "x" * 41, "turn": "9" * 10}, Sent()),
            ({"tab": "a tab of mine", "turn": "١"}, Sent()),
            ({"tab": "abcd-1234", "turn": "7", "autosave": ""}, Sent({}, "abcd-1234", 7, by_itself=True)),
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

    def message(self, *, by_itself: bool) -> Message:
        self.number += 1
        sent = Sent(read_marks(self.marks), self.name, self.number, by_itself=by_itself)
        return sent, dict(self.shown), dict(self.known)


class TwoTabs(RuleBasedStateMachine):
    """Two browser tabs with the same page: typing, saving by itself and with the button, messages that arrive late or
    twice, going back, opening anew; and what goes wrong most easily, in one step.

    What it catches is proved below, one broken rule at a time. At first it missed that late messages were stored; since
    it sends some twice it has found that an old answer came back over a newer one, and was made an error.
    """

    def __init__(self) -> None:
        super().__init__()
        self.draft = EmptyDraftFactory()
        self.model = dict.fromkeys(FIELDS, "")
        self.opened = 0
        self.tabs = [self.new_tab(), self.new_tab()]
        self.under_way: list[Message] = []
        self.arrived: list[Message] = []
        self.newest: dict[str, int] = {}

    def new_tab(self) -> Tab:
        self.opened += 1
        return Tab(f"drawn-page-{self.opened}", self.model)

    @rule(tab=TAB, name=NAME, words=WORDS)
    def save_by_itself(self, tab: int, name: str, words: str) -> None:
        self.tabs[tab].shown[name] = words
        self.save(self.tabs[tab])

    @rule(tab=TAB)
    def save_again(self, tab: int) -> None:
        """Nothing was typed since, as when the window is hidden or the page is gone back to."""
        self.save(self.tabs[tab])

    @rule(tab=TAB, name=NAME, words=WORDS)
    def send_and_hear_nothing(self, tab: int, name: str, words: str) -> None:
        self.tabs[tab].shown[name] = words
        self.under_way.append(self.tabs[tab].message(by_itself=True))

    @precondition(lambda self: self.under_way)
    @rule(at=st.integers(0, 9))
    def deliver_late(self, at: int) -> None:
        self.arrive(self.under_way.pop(at % len(self.under_way)))

    @precondition(lambda self: self.arrived)
    @rule(at=st.integers(0, 3))
    def deliver_twice(self, at: int) -> None:
        """A browser that loses a connection may send the same once more; whoever reloads a page that was sent with the
        button sends it again, and means it."""
        self.arrive(self.arrived[-1 - at % len(self.arrived)])

    @rule(tab=TAB, name=NAME, words=WORDS)
    def press_the_button_and_come_back(self, tab: int, name: str, words: str) -> None:
        self.tabs[tab].shown[name] = words
        self.arrive(self.tabs[tab].message(by_itself=False))

    @rule(tab=TAB, name=NAME, words=WORDS, others=WORDS)
    def write_in_both(self, tab: int, name: str, words: str, others: str) -> None:
        self.save_by_itself(tab, name, words)
        self.save_by_itself(1 - tab, name, others)

    @rule(tab=TAB, name=NAME, words=WORDS, newer=WORDS, button=st.booleans())
    def be_overtaken_by_oneself(self, tab: int, name: str, words: str, newer: str, *, button: bool) -> None:
        self.send_and_hear_nothing(tab, name, words)
        (self.press_the_button_and_come_back if button else self.save_by_itself)(tab, name, newer)
        self.deliver_late(-1)

    @rule(tab=TAB, name=NAME, words=WORDS, newer=WORDS, button=st.booleans())
    def be_repeated_after_the_other(self, tab: int, name: str, words: str, newer: str, *, button: bool) -> None:
        (self.press_the_button_and_come_back if button else self.save_by_itself)(tab, name, words)
        self.save_by_itself(1 - tab, name, newer)
        self.deliver_twice(1)

    @rule(tab=TAB)
    def open_anew(self, tab: int) -> None:
        self.tabs[tab] = self.new_tab()

    def save(self, page: Tab) -> None:
        """Send, and hear what became of it."""
        message = page.message(by_itself=True)
        self.arrive(message)
        stored = self.stored()
        page.marks = renewed(message[0].marks, message[1], stored)
        page.known.update({name: page.shown[name] for name in FIELDS if stored[name] == page.shown[name]})

    def arrive(self, message: Message) -> None:
        """What should become of it, said in values instead of marks; then what does."""
        sent, shown, known = message
        late = sent.by_itself and sent.number <= self.newest.get(sent.tab, 0)
        touched = [] if late else [name for name in FIELDS if shown[name] != known[name]]
        told = any(self.model[name] not in {known[name], shown[name]} for name in touched)
        if not late:
            self.newest[sent.tab] = max(sent.number, self.newest.get(sent.tab, 0))
            self.arrived.append(message)
        with transaction():
            overtook = operations.save_section(
                actor=self.draft.candidate,
                application=self.draft,
                section="personal-details",
                values=shown,
                sent=sent,
            )
        self.model.update({name: shown[name] for name in touched})
        assert overtook is told, "whoever replaces what was written elsewhere is told, and nobody else"

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


def test_what_comes_a_second_time_does_not_bring_back_what_was_overtaken(session: Session) -> None:
    machine = TwoTabs()
    machine.save_by_itself(tab=0, name="town", words="a")
    machine.save_by_itself(tab=1, name="town", words="b")
    machine.deliver_twice(at=1)
    assert machine.stored()["town"] == "b"


def test_two_tabs_in_any_order(session: Session) -> None:
    run_state_machine_as_test(TwoTabs, settings=settings(max_examples=25, stateful_step_count=10, deadline=None))


def merging(*, overwrites: Callable[[Any, str | None], bool], tells: Callable[[bool], bool]) -> Callable[..., Merge]:
    """``merge`` with rules of its own: whether an answer replaces what is stored (by itself and its mark), and what is
    said where it replaced something newer."""

    def merge_otherwise(stored: Any, given: Any, marks: Any) -> Merge:
        changed, overtook = {}, False
        for name, value in given.items():
            mark = marks.get(name)
            if name in stored and stored[name] != value and overwrites(value, mark):
                changed[name] = value
                overtook = overtook or (mark is not None and mark != mark_of(stored[name]))
        return Merge(changed, tells(overtook))

    return merge_otherwise


def touched(value: Any, mark: str | None) -> bool:
    return mark != mark_of(value)


def receiving(**forgets: Any) -> Callable[..., bool]:
    """``receive`` that is blind for something of what arrives."""
    return lambda application, page, sent, typed: receive(application, page, replace(sent, **forgets), typed)


def receive_again(application: Any, page: str, sent: Sent, typed: Any) -> bool:
    """Like ``receive``, but only what is older than the newest is late."""
    question = select(FormPage).where(FormPage.application_id == application.id, FormPage.page == page)
    row = db.session.scalar(question)
    known = row.numbers.get(sent.tab) if row is not None else None
    return receive(application, page, sent, typed) or sent.number == known


WRITING = "teachpb.applications.operations.writing"
#: What is broken -> where, and by what.
BROKEN: dict[str, tuple[str, Any]] = {
    "an older tab’s blank replaces newer text": (
        f"{WRITING}.merge",
        merging(overwrites=lambda value, mark: touched(value, mark) or value == "", tells=bool),
    ),
    "whatever an older tab shows replaces what is newer": (
        f"{WRITING}.merge",
        merging(overwrites=lambda value, mark: True, tells=bool),
    ),
    "the newer wins without saying so": (
        f"{WRITING}.merge",
        merging(overwrites=touched, tells=lambda overtook: False),
    ),
    "it is always said": (f"{WRITING}.merge", merging(overwrites=touched, tells=lambda overtook: True)),
    "a blank never replaces text": (
        f"{WRITING}.merge",
        merging(overwrites=lambda value, mark: touched(value, mark) and value != "", tells=bool),
    ),
    "the older stays": (f"{WRITING}.merge", merging(overwrites=lambda value, mark: False, tells=bool)),
    "what comes late is stored": (f"{WRITING}.receive", lambda *_: True),
    "the button can come late": (f"{WRITING}.receive", receiving(by_itself=True)),
    "what comes twice is stored twice": (f"{WRITING}.receive", receive_again),
    "one page’s numbers count for the other": (f"{WRITING}.receive", receiving(tab="the-only-one")),
    "marks are not renewed": (f"{__name__}.renewed", lambda marks, given, stored: marks_of_marks(marks)),
    "marks are renewed of what the page does not show": (
        f"{__name__}.renewed",
        lambda marks, given, stored: marks_of(stored),
    ),
}


def marks_of_marks(marks: Any) -> str:
    return " ".join(f"{name}:{mark}" for name, mark in marks.items())


@pytest.mark.parametrize("broken", BROKEN)
def test_it_would_notice(session: Session, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Every rule of merging, broken by itself, is found by the two tabs above."""
    place, instead = BROKEN[broken]
    monkeypatch.setattr(place, instead)
    found = settings(max_examples=25, stateful_step_count=10, deadline=None, phases=[Phase.generate], database=None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(TwoTabs, settings=found)
