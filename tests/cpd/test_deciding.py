"""Too few have booked; a date is put off: who is told when, and what becomes of places, lines and calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.clock import LONDON
from teachpb.cpd import errors, operations, queries
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import CourseDate, CourseDateState, CourseSession, PlaceState
from teachpb.cpd.operations.deciding import is_to_decide, is_to_warn
from teachpb.cpd.structured import course_data
from teachpb.db import InvalidTransition, db
from teachpb.schools.models import Role
from tests.cpd.test_invites import Calendar, book
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, PlaceFactory, WaitingPlaceFactory, fill
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

S = PlaceState
D = CourseDateState
Outbox = Callable[[], list[Any]]
RunJob = Callable[[str], object]

pytestmark = pytest.mark.usefixtures("session", "frozen")

#: The clock of the tests stands at Friday 24 April 2026; a date in 30 days is on Sunday 24 May.
DECIDES = date(2026, 5, 11)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def few(**fields: Any) -> Any:
    values = {"minimum": 3, "capacity": 5, "decide_on": DECIDES, **fields}
    return CourseDateFactory(**values)


def postpone(run: Any, new_day: date | None = None) -> CourseDate:
    return booking_transaction(
        lambda: operations.postpone_date(actor=UserFactory(), course_date_id=run.id, reason="Snow.", new_day=new_day)
    )


class TestWarning:
    @pytest.mark.parametrize(
        ("day", "due"),
        [
            (date(2026, 4, 30), False),
            (date(2026, 5, 1), True),  # five working days before, over the bank holiday of 4 May
            (date(2026, 5, 11), True),
            (date(2026, 5, 12), True),
        ],
    )
    def test_it_is_to_be_decided_from_five_working_days_before(self, day: date, due: bool) -> None:
        assert is_to_decide(run=few(), booked=2, today=day) is due

    @pytest.mark.parametrize(
        "fields",
        [
            {"decide_on": None},
            {"going_at": at(DECIDES)},
            {"state": D.cancelled},
            {"state": D.draft},
            {"minimum": 2},
            {"minimum": 0},
        ],
    )
    def test_nothing_is_to_be_decided(self, fields: dict[str, Any]) -> None:
        assert not is_to_decide(run=few(**fields), booked=2, today=DECIDES)
        assert not is_to_warn(run=few(**fields), booked=2, now=at(DECIDES))

    def test_the_provider_is_told_twice(self, frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
        provider = ProviderFactory()
        admins = [member(Role.provider_admin, provider), member(Role.provider_admin, provider)]
        member(Role.facilitator, provider)
        run = few(course__provider=provider)
        fill(run, 2)
        told = []
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 5), DECIDES, DECIDES + timedelta(days=1)):
            frozen.move_to(at(day))
            run_job("cpd.warn_few")
            run_job("cpd.warn_few")
            told.append(len(outbox()))
        assert told == [0, 2, 2, 4, 4]
        assert {mail.to for mail in outbox()} == {user.email for user in admins}
        assert "2 people have booked, and you need 3" in outbox()[0].text

    def test_enough_is_enough(self, frozen: FrozenClock, outbox: Outbox, run_job: RunJob) -> None:
        provider = ProviderFactory()
        member(Role.provider_admin, provider)
        run = few(course__provider=provider)
        fill(run, 3)
        frozen.move_to(at(DECIDES))
        run_job("cpd.warn_few")
        assert outbox() == []

    def test_one_press_and_it_runs(self, client: StrictClient, frozen: FrozenClock, session: Session) -> None:
        provider = ProviderFactory()
        run = few(course__provider=provider)
        frozen.move_to(at(DECIDES))
        client.sign_in(member(Role.provider_admin, provider))
        page = client.get(f"/training/dates/{run.id}")
        assert "0 of the 3 you need have booked" in page.text
        decide = client.get(f"/training/dates/{run.id}/decide")
        assert {"Run it", "Postpone it", "Cancel it"} <= {b.get_text(strip=True) for b in decide.select("button")}
        done = client.follow(client.post(f"/training/dates/{run.id}/run"))
        assert "it runs anyway" in done.text and "Too few have booked" not in done.text
        client.get(f"/training/dates/{run.id}/decide", status=302)
        client.post(f"/training/dates/{run.id}/run")
        session.expire_all()
        verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "course_date_going")).all()
        assert len(verbs) == 1

    def test_one_press_and_it_is_cancelled_with_all_that_follows(
        self, client: StrictClient, frozen: FrozenClock, session: Session, outbox: Outbox, run_job: RunJob
    ) -> None:
        provider = ProviderFactory()
        run = few(course__provider=provider)
        place, waits = fill(run, 1)[0], WaitingPlaceFactory(course_date=run, waiting_number=1)
        frozen.move_to(at(DECIDES))
        client.sign_in(member(Role.provider_admin, provider))
        client.submit(f"/training/dates/{run.id}/decide", action=f"/training/dates/{run.id}/cancel")
        run_job("cpd.drop_places")
        session.expire_all()
        assert (run.state, place.state, waits.state) == (D.cancelled, S.cancelled_by_provider, S.cancelled_by_provider)
        assert place.charge_pence == 0
        assert all("Too few people have booked this date." in mail.text for mail in outbox())

    def test_what_does_not_run_cannot_run_anyway(self) -> None:
        run = few(state=D.cancelled)
        with pytest.raises(InvalidTransition):
            booking_transaction(lambda: operations.run_anyway(actor=UserFactory(), course_date_id=run.id))


class TestPostponing:
    def test_to_another_day(self, outbox: Outbox) -> None:
        days = [date(2026, 10, 20), date(2026, 10, 27)]
        run = CourseDateFactory(
            sessions=[CourseSession(day=day, starts=time(16), ends=time(18)) for day in days],
            booking_closes_at=at(date(2026, 10, 12), 17),
            decide_on=date(2026, 10, 5),
            warned_at=clock.now(),
        )
        before, user, calendar = run.starts_at, UserFactory(), Calendar()
        book(user, run)
        calendar.take(outbox()[-1].calendar)
        postpone(run, date(2026, 11, 3))
        assert (run.state, run.previous_starts_at, run.rescheduled_at) == (D.published, before, clock.now())
        assert [s.day for s in run.live_sessions] == [date(2026, 11, 3), date(2026, 11, 10)]
        assert run.starts_at == at(date(2026, 11, 3), 16), "4 o’clock stays 4 o’clock"
        assert run.booking_closes_at == at(date(2026, 10, 26), 17)
        assert (run.decide_on, run.warned_at) == (date(2026, 10, 19), None)
        calendar.take(outbox()[-1].calendar)
        assert calendar.days == [date(2026, 11, 3), date(2026, 11, 10)]
        assert "Snow." in outbox()[-1].text and "Tuesday 3 November 2026" in outbox()[-1].text

    def test_until_a_day_is_found(self, outbox: Outbox) -> None:
        run, user, calendar = CourseDateFactory(capacity=2), UserFactory(), Calendar()
        before = run.starts_at
        book(user, run)
        calendar.take(outbox()[-1].calendar)
        PlaceFactory(course_date=run, state=S.offered, offered_until=clock.now(), waiting_number=1)
        waits = WaitingPlaceFactory(course_date=run, waiting_number=2)
        postpone(run)
        assert (run.state, run.previous_starts_at, run.starts_at) == (D.postponed, before, before)
        told = [mail for mail in outbox() if mail.subject.startswith("Postponed: ")]
        assert len(told) == 3, "the delegate, and the two in line"
        calendar.take(next(mail.calendar for mail in told if mail.calendar))
        assert calendar.days == []
        assert [p.state for p in run.places] == [S.confirmed, S.waiting, S.waiting], "the offer is taken back"
        with pytest.raises(errors.NotReady, match="postponed already"):
            postpone(run)
        postpone(run, date(2026, 9, 9))
        calendar.take(next(m.calendar for m in reversed(outbox()) if m.calendar))
        assert calendar.days == [date(2026, 9, 9)]
        assert run.previous_starts_at == before
        assert [p.state for p in run.places] == [S.confirmed, S.offered, S.waiting], "in the order they stood"
        assert waits.waiting_number == 2

    def test_who_booked_before_may_leave_free(self, frozen: FrozenClock) -> None:
        run = CourseDateFactory(day=date(2026, 5, 12))
        early = PlaceFactory(course_date=run)
        frozen.advance(timedelta(hours=1))
        postpone(run, date(2026, 5, 13))
        frozen.advance(timedelta(hours=1))
        late = PlaceFactory(course_date=run)
        now = at(date(2026, 5, 12), 16)
        assert operations.cancellation_charge(place=early, moment=now).pence == 0
        assert operations.cancellation_charge(place=late, moment=now).pence == 12000

    def test_leaving_a_postponed_date_is_free_even_after_its_old_day(self) -> None:
        place = PlaceFactory()
        postpone(place.course_date)
        later = place.course_date.starts_at + timedelta(days=10)
        assert operations.cancellation_charge(place=place, moment=later).pence == 0
        assert operations.can_move(place=place, moment=later)

    @pytest.mark.parametrize("state", [D.draft, D.delivered, D.cancelled])
    def test_not_from_everywhere(self, state: CourseDateState) -> None:
        with pytest.raises(InvalidTransition):
            postpone(CourseDateFactory(state=state), date(2026, 9, 9))

    def test_not_into_the_past_nor_to_the_same_day_nor_once_begun(self, frozen: FrozenClock) -> None:
        run = CourseDateFactory()
        for day in (clock.today(), run.live_sessions[0].day):
            with pytest.raises(errors.NotReady):
                postpone(run, day)
        frozen.move_to(run.starts_at)
        with pytest.raises(InvalidTransition, match="has begun"):
            postpone(run, date(2026, 9, 9))

    def test_search_engines_are_told_the_day_it_was_to_be(self) -> None:
        run = CourseDateFactory(day=date(2026, 5, 20))

        def told() -> dict[str, Any]:
            left = {run.id: queries.availability(run)}
            data = course_data(run.course, [run], left, url="https://x.example/c", provider_url="https://x.example/p")
            instance: dict[str, Any] = data["hasCourseInstance"][0]
            return instance

        assert "previousStartDate" not in told()
        postpone(run)
        assert told()["eventStatus"].endswith("EventPostponed")
        postpone(run, date(2026, 6, 3))
        assert told()["eventStatus"].endswith("EventRescheduled")
        assert told()["previousStartDate"] == "2026-05-20T09:30+01:00"
        assert told()["startDate"] == "2026-06-03T09:30+01:00"

    def test_the_pages(self, client: StrictClient, session: Session) -> None:
        provider = ProviderFactory()
        run = CourseDateFactory(course__provider=provider)
        place = fill(run, 1)[0]
        client.sign_in(member(Role.provider_admin, provider))
        url = f"/training/dates/{run.id}/postpone"
        assert "Enter a sentence for the people who have booked" in client.submit(url, status=200).errors
        done = client.follow(client.submit(url, reason="Burst pipe."))
        assert "Postponed" in done.text and "Set the new day" in done.links
        client.sign_in(place.delegate)
        assert "The provider has postponed this date. Burst pipe." in client.get(f"/training/places/{place.id}").text
        assert "There is nothing to pay" in client.get(f"/training/places/{place.id}/cancel").text
        client.sign_in(member(Role.provider_admin, provider))
        day = {"new_day-day": "3", "new_day-month": "6", "new_day-year": "2026"}
        page = client.get(url)
        again = client.post(url, {**page.form(), **day, "reason": "Mended."})
        assert "It was to be on" in client.follow(again).text
        session.expire_all()
        assert run.state is D.published
        assert "Moved from" in client.get(f"/courses/{run.course.slug}").text
        db.session.rollback()
