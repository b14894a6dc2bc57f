"""Interview days: planning, inviting, choosing, moving, cancelling, and what calendars are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications import operations as applications
from teachpb.applications.models import ApplicationState, WithdrawalReason
from teachpb.clock import LONDON
from teachpb.db import transaction
from teachpb.hiring import operations, slots
from teachpb.hiring.errors import Taken, TooLate
from teachpb.hiring.models import InterviewDay, InterviewInvitation, InterviewSlot
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory, PanelMemberFactory
from tests.factories.hiring import InterviewDayFactory, OfferFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.hiring.calendars import plainly, read
from tests.support.client import StrictClient

_S = ApplicationState
PLAN = {
    "day": "2026-05-08",
    "starts": "9am",
    "count": "3",
    "slot_minutes": "40",
    "pause_minutes": "10",
    "rooms": "2",
    "place": "The Old Hall",
    "choose_until": "2026-05-05",
}


@pytest.fixture(autouse=True)
def stopped(frozen: Any) -> Any:
    return frozen


@pytest.fixture
def vacancy(session: Session) -> Any:
    return VacancyFactory(contact_email="office@fenside.example.org")


@pytest.fixture
def owner(vacancy: Any) -> Any:
    return member(Role.owner, vacancy.organisation)


def invited_day(vacancy: Any, count: int = 1, **fields: Any) -> tuple[InterviewDay, list[Any]]:
    people = [ApplicationFactory(vacancy=vacancy, state=_S.interviewing) for _ in range(count)]
    return InterviewDayFactory(vacancy=vacancy, invited=people, **fields), people


def choose(application: Any, slot: InterviewSlot) -> None:
    with transaction():
        operations.choose_slot(actor=application.candidate, application=application, slot_id=slot.id)


def own(application: Any, rest: str = "/interview") -> str:
    return f"/account/applications/{application.id}{rest}"


class TestTimes:
    @pytest.mark.pure
    def test_one_after_the_other(self) -> None:
        assert slots.times(time(9), minutes=40, pause=10, count=3) == [
            (time(9), time(9, 40)),
            (time(9, 50), time(10, 30)),
            (time(10, 40), time(11, 20)),
        ]
        assert slots.times(time(20), minutes=60, pause=30, count=1) == [(time(20), time(21))]

    @pytest.mark.pure
    @pytest.mark.parametrize(("starts", "count"), [(time(20, 1), 1), (time(9), 13), (time(23), 2)])
    def test_the_day_has_an_end(self, starts: time, count: int) -> None:
        with pytest.raises(ValueError, match="long enough"):
            slots.times(starts, minutes=60, pause=0, count=count)


class TestPlanning:
    def test_a_day_is_planned_and_leads_to_inviting(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any
    ) -> None:
        client.sign_in(owner)
        page = client.submit(f"/hiring/vacancies/{vacancy.id}/interviews/new", **PLAN)
        day = session.scalars(select(InterviewDay)).one()
        assert str(page.location).endswith(f"/hiring/interviews/{day.id}/invite")
        assert [(slot.starts, slot.room) for slot in day.slots] == [
            (starts, room) for starts in (time(9), time(9, 50), time(10, 40)) for room in (1, 2)
        ]
        assert day.choose_until == datetime(2026, 5, 6, tzinfo=LONDON)
        listed = client.get(f"/hiring/vacancies/{vacancy.id}/interviews").text
        assert "Friday 8 May 2026, 9am" in listed and "0 of 6" in listed

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"day": ""}, "Enter the day of the interviews"),
            ({"day": "2026-04-24"}, "Enter a day after today"),
            ({"starts": "4"}, "am or pm"),
            ({"starts": "8pm", "count": "5"}, "end after 9pm"),
            ({"count": "0"}, "must be between 1 and 30"),
            ({"count": "30", "rooms": "6", "slot_minutes": "5", "pause_minutes": "0"}, "60 times at most"),
            ({"rooms": "7"}, "must be between 1 and 6"),
            ({"place": ""}, "Say where the interviews are, or give the link"),
            ({"video_link": "javascript:alert(1)"}, "web address"),
            ({"choose_until": "2026-05-08"}, "Enter a day before the interviews"),
            ({"choose_until": "2026-04-23"}, "today or"),
        ],
    )
    def test_bad_answers_get_their_sentence(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any, wrong: dict[str, str], sentence: str
    ) -> None:
        client.sign_in(owner)
        page = client.submit(f"/hiring/vacancies/{vacancy.id}/interviews/new", status=200, **{**PLAN, **wrong})
        assert sentence in " ".join(page.errors), page.errors
        assert session.scalars(select(InterviewDay)).all() == []

    def test_one_more_time(self, client: StrictClient, session: Session, vacancy: Any, owner: Any) -> None:
        day, _ = invited_day(vacancy)
        client.sign_in(owner)
        url = f"/hiring/interviews/{day.id}"
        for _ in range(2):  # twice is once
            client.submit(url, action=f"{url}/slots", **{"slot-starts": "1pm"})
        assert [slot.starts for slot in session.scalars(select(InterviewSlot).order_by("starts"))][-1] == time(13)
        clash = client.submit(url, action=f"{url}/slots", status=200, **{"slot-starts": "9:30am"})
        assert "another interview in this room" in clash.errors[0]


class TestInviting:
    def test_whoever_is_shortlisted_moves_on_and_everybody_hears_once(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any, outbox: Any
    ) -> None:
        listed = ApplicationFactory(vacancy=vacancy, state=_S.shortlisted)
        meeting = ApplicationFactory(vacancy=vacancy, state=_S.interviewing)
        ApplicationFactory(vacancy=vacancy)  # not shortlisted
        day = InterviewDayFactory(vacancy=vacancy)
        client.sign_in(owner)
        url = f"/hiring/interviews/{day.id}/invite"
        page = client.get(url)
        assert {box["value"] for box in page.select("input[type=checkbox]")} == {str(listed.id), str(meeting.id)}
        assert client.submit(url, status=200).errors == ["Tick at least one candidate"]
        client.submit(url, candidates=[str(listed.id), str(meeting.id)], message="We look forward to it.")
        assert {listed.state, meeting.state} == {_S.interviewing}
        mails = outbox()
        assert sorted(mail.to for mail in mails) == sorted([listed.candidate.email, meeting.candidate.email])
        for mail in mails:
            assert "We look forward to it." in mail.text and "hoose a time" in mail.text
            assert vacancy.title not in mail.subject and vacancy.organisation.name not in mail.subject
        assert client.get(url).text.count("is invited already") == 1

    def test_the_candidate_is_asked_to_choose(self, client: StrictClient, vacancy: Any) -> None:
        day, (application,) = invited_day(vacancy)
        client.sign_in(application.candidate)
        assert "Choose an interview time" in client.get("/account/applications").links
        assert "Interview" in client.get(own(application, "")).links
        choose(application, day.slots[0])
        assert "Choose an interview time" not in client.get("/account/applications").links

    def test_nobody_else_is_asked(self, client: StrictClient, vacancy: Any) -> None:
        _, (invited,) = invited_day(vacancy)
        other = ApplicationFactory(vacancy=vacancy, state=_S.interviewing)
        client.sign_in(other.candidate)
        assert "Interview" not in client.get(own(other, "")).links
        assert "no interview day for you" in client.get(own(other)).text
        client.get(own(invited), status=404)


class TestChoosing:
    def test_a_time_is_taken_and_the_calendar_told(
        self, client: StrictClient, session: Session, vacancy: Any, outbox: Any
    ) -> None:
        day, (first, second) = invited_day(vacancy, 2)
        client.sign_in(first.candidate)
        client.submit(own(first), action=own(first), slot_id=str(day.slots[0].id))
        client.submit(own(first), action=own(first), slot_id=str(day.slots[0].id))  # a double click
        (mail,) = outbox()
        event = read(mail)
        assert (event.method, event.sequence, event.starts) == ("REQUEST", 0, f"{day.day:%Y%m%d}T090000")
        assert first.candidate.email in event.attendee or "mailto" in mail.calendar.decode()
        assert "This is your time" in client.get(own(first)).text
        client.sign_in(second.candidate)
        page = client.get(own(second))
        assert [box["value"] for box in page.select("input[type=radio]")] == [str(day.slots[1].id)]
        late = client.post(own(second), {"slot_id": str(day.slots[0].id)}, status=200)
        assert late.errors
        session.expire_all()
        assert day.slots[0].application_id == first.id

    def test_somebody_was_quicker(self, session: Session, vacancy: Any) -> None:
        day, (first, second) = invited_day(vacancy, 2)
        choose(first, day.slots[0])
        with pytest.raises(Taken, match="just taken"):
            choose(second, day.slots[0])

    def test_changing_is_the_same_event_with_a_higher_number(self, session: Session, vacancy: Any, outbox: Any) -> None:
        day, (application,) = invited_day(vacancy)
        other = InterviewDayFactory(vacancy=vacancy, invited=[application], day=date(2026, 5, 12))
        for slot in (day.slots[0], day.slots[1], other.slots[0], day.slots[0]):
            choose(application, slot)
        events = [read(mail) for mail in outbox()]
        assert len({event.uid for event in events}) == 1
        assert [event.sequence for event in events] == [0, 1, 2, 3]
        held = session.scalars(select(InterviewSlot).where(InterviewSlot.application_id == application.id)).all()
        assert held == [day.slots[0]]

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda day, application, frozen: frozen.move_to(day.choose_until),
            lambda day, application, frozen: setattr(day, "cancelled_at", clock.now()),
            lambda day, application, frozen: day.invitations.clear(),
            lambda day, application, frozen: setattr(application, "state", _S.offered),
        ],
        ids=["cut-off", "cancelled", "not invited", "not interviewing"],
    )
    def test_not_any_more(self, session: Session, vacancy: Any, frozen: Any, spoil: Any) -> None:
        day, (application,) = invited_day(vacancy)
        spoil(day, application, frozen)
        session.commit()
        with pytest.raises((Taken, TooLate)):
            choose(application, day.slots[0])

    def test_until_the_last_minute_and_not_after(self, vacancy: Any, frozen: Any) -> None:
        day, (application,) = invited_day(vacancy)
        frozen.move_to(day.choose_until - timedelta(seconds=1))
        choose(application, day.slots[0])
        frozen.move_to(day.choose_until)
        with pytest.raises(TooLate):
            choose(application, day.slots[1])

    def test_none_suits(self, client: StrictClient, session: Session, vacancy: Any, owner: Any, outbox: Any) -> None:
        day, (application,) = invited_day(vacancy)
        choose(application, day.slots[0])
        client.sign_in(application.candidate)
        url = own(application, "/interview/none-suits")
        client.submit(own(application), action=url, **{"none-note": "I have chemotherapy that day"})
        session.expire_all()
        assert day.slots[0].application_id is None
        cancelled, told = outbox()[-2:]
        assert read(cancelled).method == "CANCEL" and read(cancelled).sequence == 1
        assert told.to == vacancy.contact_email
        assert "chemotherapy" not in told.text + told.subject and application.last_name not in told.text
        stored = session.execute(text("SELECT none_suits_note FROM interview_invitations")).scalar_one()
        assert "chemotherapy" not in stored
        assert "Choose an interview time" not in client.get("/account/applications").links
        client.sign_in(owner)
        assert "chemotherapy" in client.get(f"/hiring/interviews/{day.id}").text
        client.sign_in(PanelMemberFactory(vacancy=vacancy).user)
        assert "chemotherapy" not in client.get(f"/hiring/interviews/{day.id}").text

    def test_staff_can_give_a_time_after_the_cut_off(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any, outbox: Any, frozen: Any
    ) -> None:
        day, (application,) = invited_day(vacancy)
        frozen.move_to(day.choose_until + timedelta(hours=1))
        client.sign_in(owner)
        url = f"/hiring/interviews/{day.id}"
        fields = {"assign-application_id": str(application.id), "assign-slot_id": str(day.slots[1].id)}
        client.submit(url, action=f"{url}/assign", **fields)
        assert read(outbox()[-1]).starts.endswith("T100000")
        assert application.full_name in client.get(url).text


class TestMovingAndCancelling:
    def test_moving_tells_everybody(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any, outbox: Any
    ) -> None:
        day, (chosen, waiting) = invited_day(vacancy, 2)
        choose(chosen, day.slots[0])
        before = len(outbox())
        client.sign_in(owner)
        client.submit(f"/hiring/interviews/{day.id}/change", starts="10am", place="Library")
        to_chosen, to_waiting = outbox()[before:]
        event = read(to_chosen)
        assert (event.method, event.sequence, event.location) == ("REQUEST", 1, "Library")
        assert event.starts.endswith("T100000")
        assert to_waiting.to == waiting.candidate.email and "Library" in to_waiting.text
        session.expire_all()
        assert [slot.starts for slot in day.slots] == [time(10), time(11)]

    def test_moving_to_another_day_keeps_the_wall_clock_across_the_change_of_clocks(
        self, session: Session, vacancy: Any, owner: Any, outbox: Any
    ) -> None:
        day, (application,) = invited_day(vacancy, day=date(2026, 10, 23))
        choose(application, day.slots[0])
        assert day.slots[0].begins_at.hour == 8
        plan = slots.Plan(day=date(2026, 10, 26), starts=time(9), choose_until=day.choose_until, place=day.place)
        with transaction():
            operations.change_day(actor=owner, day=day, plan=plan)
        assert day.slots[0].begins_at.hour == 9
        assert read(outbox()[-1]).starts == "20261026T090000"

    def test_what_nobody_has_to_know_is_not_told(
        self, client: StrictClient, vacancy: Any, owner: Any, outbox: Any
    ) -> None:
        day, (application,) = invited_day(vacancy)
        choose(application, day.slots[0])
        before = len(outbox())
        client.sign_in(owner)
        client.submit(f"/hiring/interviews/{day.id}/change", choose_until=(day.day - timedelta(days=1)).isoformat())
        assert len(outbox()) == before

    @pytest.mark.parametrize("starts", ["8:30pm", "6am"])
    def test_times_stay_on_their_day(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any, starts: str
    ) -> None:
        day, _ = invited_day(vacancy)
        client.sign_in(owner)
        fits = starts == "6am"
        client.submit(f"/hiring/interviews/{day.id}/change", status=302 if fits else 200, starts=starts)
        session.expire_all()
        assert day.slots[0].starts == (time(6) if fits else time(9))

    def test_cancelling_tells_everybody_and_clears_the_calendars(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any, outbox: Any
    ) -> None:
        day, (chosen, waiting) = invited_day(vacancy, 2)
        choose(chosen, day.slots[0])
        before = len(outbox())
        client.sign_in(owner)
        url = f"/hiring/interviews/{day.id}/cancel"
        assert client.submit(url, status=200, reason="").errors == ["Say why you cancel"]
        client.submit(url, reason="The boiler has burst")
        client.post(url, {"reason": "again"})
        to_chosen, to_waiting = outbox()[before:]
        event = read(to_chosen)
        assert (event.method, event.status, event.sequence) == ("CANCEL", "CANCELLED", 1)
        assert "boiler" in to_chosen.text and "boiler" in to_waiting.text
        assert to_waiting.to == waiting.candidate.email
        shown = client.get(f"/hiring/interviews/{day.id}")
        assert "Cancelled" in shown.text and shown.select("form[action*='/slots']") == []
        client.submit(f"/hiring/interviews/{day.id}/change", status=200)

    @pytest.mark.parametrize("state", [_S.interview_unsuccessful, _S.shortlisted])
    def test_whoever_is_out_or_back_gives_the_time_back(
        self, session: Session, vacancy: Any, owner: Any, outbox: Any, state: _S
    ) -> None:
        day, (application,) = invited_day(vacancy)
        choose(application, day.slots[0])
        with transaction():
            applications.move(actor=owner, application=application, state=state, reason="Changed our mind")
        assert day.slots[0].application_id is None
        assert [read(mail).method for mail in outbox() if mail.calendar] == ["REQUEST", "CANCEL"]

    def test_an_offer_keeps_it(self, session: Session, vacancy: Any, owner: Any) -> None:
        day, (application,) = invited_day(vacancy)
        choose(application, day.slots[0])
        OfferFactory(application=application)
        with transaction():
            applications.move(actor=owner, application=application, state=_S.offered)
        assert day.slots[0].application_id == application.id

    def test_nobody_writes_to_a_closed_account(self, session: Session, vacancy: Any, outbox: Any) -> None:
        day, (application,) = invited_day(vacancy)
        choose(application, day.slots[0])
        with transaction():
            applications.withdraw(
                actor=application.candidate, application=application, reason=WithdrawalReason.account_closed
            )
        assert day.slots[0].application_id is None
        assert [read(mail).method for mail in outbox() if mail.calendar] == ["REQUEST"]


class TestForStaff:
    def test_the_timetable_and_its_calendar(
        self, client: StrictClient, session: Session, vacancy: Any, owner: Any
    ) -> None:
        day, (application,) = invited_day(vacancy)
        choose(application, day.slots[1])
        client.sign_in(owner)
        page = client.get(f"/hiring/interviews/{day.id}")
        assert page.select("[data-print]")
        rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
        assert rows[0].endswith("free") and application.full_name in rows[1]
        answer = client.get(f"/hiring/interviews/{day.id}/calendar.ics").response
        assert answer.mimetype == "text/calendar"
        outside, (event,) = plainly(answer.data)
        assert outside["METHOD"] == "PUBLISH"
        assert event["SUMMARY"].startswith(application.full_name)
        assert not any(key.startswith("ATTENDEE") for key in event)

    def test_more_candidates_take_no_more_queries(
        self, client: StrictClient, vacancy: Any, owner: Any, query_count: Callable[[], Any]
    ) -> None:
        def count(size: int) -> int:
            day, people = invited_day(vacancy, size, times=[time(8 + n) for n in range(min(size, 12))])
            for slot, application in zip(day.slots, people, strict=False):
                slot.application_id = application.id
            client.sign_in(owner)
            with query_count() as counter:
                client.get(f"/hiring/interviews/{day.id}")
            return int(counter.count)

        assert count(2) == count(14)


def test_reminding_once_in_daytime(
    session: Session, vacancy: Any, outbox: Any, run_job: Callable[[str], object], frozen: Any
) -> None:
    day, (chosen, waiting, unable) = invited_day(vacancy, 3)
    choose(chosen, day.slots[0])
    invitation = session.scalars(
        select(InterviewInvitation).where(InterviewInvitation.application_id == unable.id)
    ).one()
    invitation.none_suits_at = clock.now()
    session.commit()
    before = len(outbox())
    assert run_job("hiring.remind") == 0
    frozen.move_to(clock.at_london(clock.london_day(day.choose_until) - timedelta(days=1), time(3)))
    assert run_job("hiring.remind") == 0
    frozen.move_to(clock.at_london(clock.london_day(day.choose_until) - timedelta(days=1), time(9)))
    assert [run_job("hiring.remind"), run_job("hiring.remind")] == [1, 0]
    assert [mail.to for mail in outbox()[before:]] == [waiting.candidate.email]
