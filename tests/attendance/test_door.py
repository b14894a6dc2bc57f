"""Tickets at the door: each answer is clear, and the same check-in may come as often as it likes."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.attendance import operations, queries
from teachpb.attendance.models import AttendanceMark, Mark
from teachpb.attendance.operations import Answer, Verdict
from teachpb.cpd import operations as cpd
from teachpb.cpd.models import PlaceState
from teachpb.cpd.tickets import new_ticket
from teachpb.db import transaction
from teachpb.schools.models import Role
from tests.factories.attendance import MarkFactory
from tests.factories.cpd import CourseDateFactory, FacilitatorFactory, PlaceFactory
from tests.factories.schools import member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock


@pytest.fixture
def door(session: Session, frozen: FrozenClock) -> SimpleNamespace:
    """9:28, two minutes before the start; Cara has a place and Owen stands at the door."""
    frozen.advance(-timedelta(minutes=32))
    run = CourseDateFactory(day=clock.today())
    place = PlaceFactory(course_date=run, delegate=None, delegate_name="Cara Jones", delegate_email="cara@example.org")
    owen = member(Role.facilitator, run.course.provider, full_name="Owen Price")
    FacilitatorFactory(course_date=run, user=owen)
    return SimpleNamespace(run=run, session=run.sessions[0], place=place, owen=owen, clock=frozen)


def scan(door: Any, ticket: str, key: str = "k1", **more: Any) -> Answer:
    with transaction():
        return operations.check_in(
            actor=door.owen, course_date_id=door.run.id, session_id=door.session.id, ticket=ticket, key=key, **more
        )


@pytest.mark.parametrize(
    "ticket",
    [
        "{p.ticket_token}",
        "https://teach.example/tickets/{p.ticket_token}",
        "{p.ticket_code}",
        " {p.ticket_code} ",
        "place-{p.id}",
    ],
)
def test_in_by_picture_by_code_and_by_name(session: Session, door: Any, run_job: Any, ticket: str) -> None:
    answer = scan(door, ticket.format(p=door.place))
    assert answer == Answer(Verdict.checked_in, "Cara Jones is checked in.", door.place.id)
    row = queries.mark_of(door.session.id, door.place.id)
    assert row is not None
    assert (row.mark, row.arrived_at) == (Mark.present, clock.now())
    session.refresh(door.place)
    assert door.place.state is PlaceState.confirmed  # the course has only begun, and the joining link is still theirs
    door.clock.advance(timedelta(hours=6, minutes=2))
    run_job("attendance.settle_registers")
    session.refresh(door.place)
    assert door.place.state is PlaceState.attended


def test_a_second_time_says_when_and_by_whom(session: Session, door: Any) -> None:
    scan(door, door.place.ticket_token)
    door.clock.advance(timedelta(minutes=3))
    answer = scan(door, door.place.ticket_token, key="k2")
    assert (answer.verdict, answer.message) == (
        Verdict.already,
        "Cara Jones was already checked in at 09:28 by Owen Price.",
    )
    assert session.query(AttendanceMark).one().version == 1


def test_the_same_check_in_sent_again_is_the_same(session: Session, door: Any) -> None:
    answers = {scan(door, door.place.ticket_token, key="k1") for _ in range(3)}
    assert answers == {Answer(Verdict.checked_in, "Cara Jones is checked in.", door.place.id)}
    assert session.query(AttendanceMark).one().version == 1


@pytest.mark.parametrize(("minutes", "mark"), [(10, Mark.present), (18, Mark.late)])
def test_what_counts_is_when_it_was_scanned(session: Session, door: Any, minutes: int, mark: Mark) -> None:
    scanned = clock.now() + timedelta(minutes=minutes)
    door.clock.advance(timedelta(hours=2))
    scan(door, door.place.ticket_token, at=scanned)
    row = queries.mark_of(door.session.id, door.place.id)
    assert row is not None
    assert (row.mark, row.arrived_at) == (mark, scanned)


@pytest.mark.parametrize("wrong_by", [timedelta(hours=5), -timedelta(days=2)])
def test_a_clock_that_is_wrong_is_not_believed(session: Session, door: Any, wrong_by: timedelta) -> None:
    scan(door, door.place.ticket_token, at=clock.now() + wrong_by)
    assert session.query(AttendanceMark).one().arrived_at == clock.now()


def test_who_was_marked_absent_and_comes_is_here(session: Session, door: Any) -> None:
    MarkFactory(place=door.place, session=door.session, mark=Mark.absent)
    assert scan(door, door.place.ticket_token).verdict is Verdict.checked_in


class TestRefusals:
    def test_another_date_of_ours_is_named(self, session: Session, door: Any) -> None:
        other = PlaceFactory(
            course_date=CourseDateFactory(course=door.run.course, day=clock.today() + timedelta(days=11))
        )
        answer = scan(door, other.ticket_token)
        assert answer.verdict is Verdict.wrong_date
        assert answer.message == f"This ticket is for {door.run.course.title} on 5 May 2026."

    def test_another_provider_s_is_not(self, session: Session, door: Any) -> None:
        assert scan(door, PlaceFactory().ticket_token).message == "This ticket is for another course."

    def test_cara_was_replaced_by_dev(self, session: Session, door: Any, outbox: Any) -> None:
        """Case 14: her ticket is refused with who and when, his works, and no place is made or lost."""
        smith = member(Role.provider_admin, door.run.course.provider, full_name="J. Smith")
        door.clock.advance(-timedelta(minutes=57))
        with transaction():
            instead = cpd.substitute(
                actor=smith,
                place_id=door.place.id,
                substitute=cpd.Substitute(name="Dev Patel", email="dev@example.org"),
            )
        door.clock.advance(timedelta(minutes=57))
        answer = scan(door, door.place.ticket_token)
        assert answer.verdict is Verdict.replaced
        assert answer.message == "Cara Jones was replaced at 08:31 by J. Smith. Dev Patel comes instead."
        assert scan(door, instead.ticket_token, key="k2").verdict is Verdict.checked_in

    @pytest.mark.parametrize(
        ("state", "verdict"),
        [
            (PlaceState.cancelled_by_customer, Verdict.cancelled),
            (PlaceState.cancelled_by_provider, Verdict.cancelled),
            (PlaceState.transferred, Verdict.moved),
            (PlaceState.awaiting_approval, Verdict.no_place),
        ],
    )
    def test_without_a_place(self, session: Session, door: Any, state: PlaceState, verdict: Verdict) -> None:
        door.place.state = state
        session.commit()
        answer = scan(door, door.place.ticket_token)
        assert answer.verdict is verdict
        assert "Cara Jones" in answer.message
        assert session.query(AttendanceMark).count() == 0

    @pytest.mark.parametrize("ticket", ["nonsense", "ABC-234", "place-999999", "A" * 26, "'; DROP TABLE places"])
    def test_unknown(self, session: Session, door: Any, ticket: str) -> None:
        assert scan(door, ticket).verdict is Verdict.unknown

    def test_the_number_of_a_place_elsewhere_is_unknown(self, session: Session, door: Any) -> None:
        assert scan(door, f"place-{PlaceFactory().id}").verdict is Verdict.unknown


class TestThePage:
    def path(self, door: Any) -> str:
        return f"/training/dates/{door.run.id}/check-in/{door.session.id}"

    def test_without_a_script(self, client: StrictClient, session: Session, door: Any) -> None:
        client.sign_in(door.owen)
        client.get(f"/training/dates/{door.run.id}/check-in", status=302)
        assert client.post(self.path(door), {"ticket": ""}, status=200).errors == [
            "Enter the code on the ticket, or choose the name in the list"
        ]
        page = client.follow(client.submit(self.path(door), ticket=door.place.ticket_code.lower()))
        assert page.flashes == ["Cara Jones is checked in."]
        assert "1 of 1 here" in page.text
        page = client.follow(client.submit(self.path(door), ticket="place-999999"))
        assert "do not know this ticket" in page.flashes[0]

    def test_with_a_script(self, client: StrictClient, session: Session, door: Any) -> None:
        client.sign_in(door.owen)
        told = client.post(
            self.path(door),
            {"ticket": door.place.ticket_token, "key": "k", "at": "2026-04-24T08:20:00.000Z"},
            status=200,
            headers={"Accept": "application/json"},
        ).json
        assert told == {
            "verdict": "checked_in",
            "message": "Cara Jones is checked in.",
            "place": door.place.id,
            "welcome": True,
        }
        empty = client.post(self.path(door), {}, status=422, headers={"Accept": "application/json"}).json
        assert empty["welcome"] is False

    def test_the_page_has_codes_and_no_tokens(self, client: StrictClient, session: Session, door: Any) -> None:
        client.sign_in(door.owen)
        page = client.get(self.path(door))
        assert door.place.ticket_token[:6] in page.body
        assert door.place.ticket_token not in page.body

    def test_not_before_the_day(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        run = CourseDateFactory(day=clock.today() + timedelta(days=1))
        client.sign_in(member(Role.provider_admin, run.course.provider))
        path = f"/training/dates/{run.id}/check-in/{run.sessions[0].id}"
        assert "You can check people in on" in client.get(path).text
        page = client.follow(client.post(path, {"ticket": "K7Q-M2X"}))
        assert "opens on the day" in page.flashes[0]


class TestTheTicket:
    def test_has_a_picture_and_a_code(self, client: StrictClient, session: Session, door: Any) -> None:
        page = client.get(f"/tickets/{door.place.ticket_token}")
        assert page.select("svg.tp-qr")
        assert door.place.ticket_code in page.text
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("state", [PlaceState.substituted, PlaceState.transferred, PlaceState.expired])
    def test_a_dead_one_says_so(self, client: StrictClient, session: Session, door: Any, state: PlaceState) -> None:
        door.place.state = state
        page = client.get(f"/tickets/{door.place.ticket_token}")
        assert page.h1 == "This ticket is not valid"
        assert not page.select("svg.tp-qr")

    def test_an_unknown_one_is_not_found(self, client: StrictClient, session: Session) -> None:
        client.get(f"/tickets/{new_ticket()}", status=404)

    def test_the_confirmation_brings_it(self, session: Session, door: Any, outbox: Any) -> None:
        with transaction():
            place = operations.add_walk_in(
                actor=door.owen, course_date_id=door.run.id, session_id=door.session.id, name="Lena", email="l@x.org"
            )
        (mail,) = (row for row in outbox() if row.to == "l@x.org")
        assert f"/tickets/{place.ticket_token}" in mail.text
        assert place.ticket_code in mail.text
        (picture,) = mail.attachments
        assert picture.content.startswith(b"\x89PNG")

    def test_its_delegate_finds_it_and_the_booker_does_not(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        place = PlaceFactory()
        client.sign_in(place.delegate)
        assert f"/tickets/{place.ticket_token}" in client.get(f"/training/places/{place.id}").links.values()
        other = PlaceFactory(booking__booker=place.delegate, delegate=None, delegate_email="x@example.org")
        assert "/tickets/" not in client.get(f"/training/places/{other.id}").body
