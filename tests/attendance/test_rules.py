"""The rules that need no database: state and hours from marks, until when training holds, tickets, initials."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.attendance.deriving import GRACE, hours_of, mark_on_arrival, place_state
from teachpb.attendance.expiry import expires_on, months_later
from teachpb.attendance.forms import read_cells
from teachpb.attendance.models import Mark
from teachpb.attendance.models.certificate import new_number
from teachpb.attendance.operations import Cell
from teachpb.attendance.presenting import initials_of
from teachpb.cpd.models import PlaceState
from teachpb.cpd.models.transitions import AFTER_REGISTER
from teachpb.cpd.tickets import ALPHABET, code_of, new_ticket, read_code, read_token, ticket_picture

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(0, 240)
MARKS = st.lists(st.sampled_from(Mark), min_size=1, max_size=30)
P, L, E, A, X = Mark.present, Mark.late, Mark.left_early, Mark.absent, Mark.excused


class TestUntilWhen:
    @pytest.mark.parametrize(
        ("attended", "months", "expected"),
        [
            (date(2028, 2, 29), 24, date(2030, 2, 28)),
            (date(2028, 2, 29), 48, date(2032, 2, 29)),
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2026, 12, 31), 2, date(2027, 2, 28)),
            (date(2026, 4, 24), 36, date(2029, 4, 24)),
            (date(2026, 4, 24), 0, None),
        ],
    )
    def test_the_same_day_so_many_months_later(self, attended: date, months: int, expected: date | None) -> None:
        assert expires_on(attended, months) == expected

    def test_never_before_it_was_attended(self) -> None:
        with pytest.raises(ValueError, match="before"):
            expires_on(date(2026, 1, 1), -1)

    @given(DAYS, MONTHS)
    def test_the_month_is_exact_and_the_day_as_near_as_can_be(self, day: date, months: int) -> None:
        later = months_later(day, months)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
        assert later.day == min(day.day, monthrange(later.year, later.month)[1])

    @given(DAYS, DAYS, MONTHS)
    def test_who_attends_later_is_never_out_earlier(self, one: date, other: date, months: int) -> None:
        first, second = sorted([one, other])
        assert months_later(first, months) <= months_later(second, months)

    @given(DAYS, st.integers(1, 120))
    def test_a_longer_time_is_longer(self, day: date, months: int) -> None:
        assert day < months_later(day, months) < months_later(day, months + 1)


class TestStateFromMarks:
    @pytest.mark.parametrize(
        ("marks", "expected"),
        [
            ([P], PlaceState.attended),
            ([L, E], PlaceState.attended),
            ([P, A], PlaceState.part_attended),
            ([X, P], PlaceState.part_attended),
            ([A, A], PlaceState.no_show),
            ([X, A], PlaceState.no_show),
            ([X, X], PlaceState.excused),
            ([P, None], None),
            ([], None),
        ],
    )
    def test_examples(self, marks: list[Mark | None], expected: PlaceState | None) -> None:
        assert place_state(marks) is expected

    @given(MARKS)
    def test_a_full_register_always_settles(self, marks: list[Mark]) -> None:
        assert place_state(marks) in AFTER_REGISTER

    @given(MARKS, st.randoms(use_true_random=False))
    def test_the_order_of_sessions_does_not_matter(self, marks: list[Mark], dice: object) -> None:
        shuffled = list(marks)
        dice.shuffle(shuffled)  # type: ignore[attr-defined]
        assert place_state(shuffled) is place_state(marks)

    @given(MARKS)
    def test_only_who_was_at_every_session_attended(self, marks: list[Mark]) -> None:
        assert (place_state(marks) is PlaceState.attended) is all(mark.was_there for mark in marks)

    @given(MARKS, st.integers(0, 30))
    def test_with_one_mark_missing_nothing_is_settled(self, marks: list[Mark], at: int) -> None:
        assert place_state([*marks[:at], None, *marks[at:]]) is None

    @given(MARKS, st.integers(15, 480))
    def test_hours_are_those_of_the_sessions_attended(self, marks: list[Mark], minutes: int) -> None:
        hours = hours_of((mark, timedelta(minutes=minutes)) for mark in marks)
        there = sum(mark.was_there for mark in marks)
        assert abs(hours - there * minutes / 60) <= 0.125
        assert hours * 4 == int(hours * 4)

    @pytest.mark.parametrize(("after", "mark"), [(GRACE, P), (GRACE + timedelta(seconds=1), L), (-GRACE, P)])
    def test_late_is_more_than_a_quarter_of_an_hour(self, after: timedelta, mark: Mark) -> None:
        start = datetime(2026, 4, 24, 8, 30, tzinfo=UTC)
        assert mark_on_arrival(starts_at=start, arrived_at=start + after) is mark


class TestTickets:
    def test_a_token_is_random_and_its_code_is_its_beginning(self) -> None:
        tokens = {new_ticket() for _ in range(200)}
        assert len(tokens) == 200
        assert len(ALPHABET) ** 26 > 2**128
        token = tokens.pop()
        assert code_of(token) == f"{token[:3]}-{token[3:6]}"
        assert read_code(code_of(token).lower()) == token[:6]

    @pytest.mark.parametrize("around", ["{}", "https://x.example/tickets/{}", " http://localhost/tickets/{}/ "])
    def test_a_token_is_read_off_its_address(self, around: str) -> None:
        token = new_ticket()
        assert read_token(around.format(token)) == token

    @pytest.mark.parametrize("text", ["", "K7Q-M2X", "https://evil.example/?x=1", "x" * 26, "O" * 26])
    def test_what_is_no_token(self, text: str) -> None:
        assert read_token(text) is None

    @pytest.mark.parametrize("text", ["", "K7Q-M2", "K7Q-M20", "K7Q M2X 9", "place-17"])
    def test_what_is_no_code(self, text: str) -> None:
        assert read_code(text) is None

    @given(st.text(max_size=60))
    def test_whatever_is_scanned_is_read_or_not(self, text: str) -> None:
        assert read_token(text) is None or len(read_token(text) or "") == 26
        assert read_code(text) is None or len(read_code(text) or "") == 6

    def test_the_picture_is_a_picture(self) -> None:
        assert ticket_picture("https://x.example/tickets/ABC").startswith(b"\x89PNG")


class TestWords:
    @pytest.mark.parametrize(
        ("name", "initials"),
        [("Cara Jones", "C.J."), ("seán-óg nowak", "S.-Ó.N."), ("李 小龍", "李.小."), ("Madonna", "M."), ("  ", "")],
    )
    def test_initials(self, name: str, initials: str) -> None:
        assert initials_of(name) == initials

    def test_a_number_can_be_typed_and_not_guessed(self) -> None:
        numbers = {new_number() for _ in range(200)}
        assert len(numbers) == 200
        assert all(set(number) <= {*ALPHABET, "-"} and len(number) == 14 for number in numbers)

    def test_only_what_changed_on_the_page_is_read(self) -> None:
        posted = {
            "mark-1": "present",
            "was-1": "present:3",
            "mark-2": "late",
            "was-2": "present:3",
            "mark-3": "absent",
            "mark-4": "nonsense",
            "was-5": "present:1",
            "mark-x": "late",
            "mark-6": "late",
            "was-6": "rubbish",
        }
        assert read_cells(posted) == [Cell(2, Mark.late, 3), Cell(3, Mark.absent, 0), Cell(6, Mark.late, 0)]
