"""Holding, waiting, cancelling, calling off: what happens to places, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd import errors, operations, queries
from teachpb.cpd.capacity import Availability
from teachpb.cpd.locking import booking_transaction, locked_course_dates
from teachpb.cpd.models import CourseDateState, CourseStatus, DelegateNeeds, Place, PlaceState
from teachpb.cpd.operations import EXTENSIONS, Answers, Needs, Shown
from teachpb.cpd.places import move
from teachpb.cpd.signals import place_confirmed
from teachpb.db import InvalidTransition, db, transaction
from tests.cpd.harness import shown_now
from tests.factories.accounts import UserFactory
from tests.factories.cpd import (
    BookingFactory,
    CourseDateFactory,
    DelegateNeedsFactory,
    HeldPlaceFactory,
    PlaceFactory,
    WaitingPlaceFactory,
    fill,
)
from tests.support.time import FrozenClock

S = PlaceState
Outbox = Callable[[], list[Any]]
RunJob = Callable[[str], object]

pytestmark = pytest.mark.usefixtures("session", "frozen")


def hold(run: Any, user: Any = None) -> Place:
    user = user or UserFactory()
    return booking_transaction(lambda: operations.hold(actor=user, course_date_id=run.id))


def cancel(place: Any, pence: int = 0) -> None:
    booking_transaction(
        lambda: operations.cancel_place(actor=place.booking.booker, place_id=place.id, shown_pence=pence)
    )


@pytest.mark.pure
@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "public", "line"),
    [(10, 0, 0, 10, 10), (10, 7, 0, 3, 3), (10, 8, 5, 0, 2), (10, 8, 1, 1, 2), (10, 12, 0, 0, 0), (1, 1, 4, 0, 0)],
)
def test_the_line_comes_before_the_public(capacity: int, taken: int, waiting: int, public: int, line: int) -> None:
    left = Availability(capacity, taken, waiting)
    assert (left.for_public, left.for_line, left.is_full) == (public, line, public == 0)


@pytest.mark.parametrize(
    ("state", "fields", "taken"),
    [
        (S.held, {"held_until": timedelta(seconds=1)}, 1),
        (S.held, {"held_until": timedelta(0)}, 0),
        (S.offered, {"offered_until": timedelta(seconds=1)}, 1),
        (S.offered, {"offered_until": timedelta(seconds=-1)}, 0),
        (S.awaiting_approval, {}, 1),
        (S.confirmed, {}, 1),
        (S.attended, {}, 1),
        (S.part_attended, {}, 1),
        (S.no_show, {}, 1),
        (S.excused, {}, 1),
        (S.waiting, {"waiting_number": 1}, 0),
        (S.expired, {}, 0),
        (S.cancelled_by_customer, {}, 0),
        (S.cancelled_by_provider, {}, 0),
        (S.substituted, {}, 0),
        (S.transferred, {}, 0),
        (S.not_approved, {}, 0),
        (S.offer_declined, {}, 0),
        (S.offer_expired, {}, 0),
        (S.left_list, {}, 0),
    ],
)
def test_what_uses_a_place(state: S, fields: dict[str, Any], taken: int) -> None:
    values = {k: clock.now() + v if isinstance(v, timedelta) else v for k, v in fields.items()}
    place = PlaceFactory(state=state, **values)
    left = queries.availability(place.course_date)
    assert left.taken == taken
    assert left.waiting == (state is S.waiting)


def test_counting_asks_one_question_however_many_dates(query_count: Any) -> None:
    runs = [CourseDateFactory() for _ in range(6)]
    fill(runs[0], 3)
    db.session.expire_all()
    list_of_runs = [db.session.get(type(run), run.id) for run in runs]
    with query_count() as asked:
        left = queries.availability_of(list_of_runs)  # type: ignore[arg-type]
    assert asked.count == 1
    assert [left[run.id].taken for run in runs] == [3, 0, 0, 0, 0, 0]


def test_the_lock_belongs_inside_a_transaction() -> None:
    run = CourseDateFactory()
    with pytest.raises(RuntimeError, match="inside transaction"), locked_course_dates([run.id]):
        pass


def test_locking_sorts_and_knows_what_is_not_there() -> None:
    first, second = CourseDateFactory(), CourseDateFactory()
    with transaction(), locked_course_dates([second.id, first.id, second.id]) as lock:
        assert list(lock.dates) == [first.id, second.id]
        assert lock.now == clock.now()
    with pytest.raises(LookupError), transaction(), locked_course_dates([first.id, 99_999]):
        pass


def test_a_place_is_moved_by_compare_and_set() -> None:
    place = PlaceFactory()
    with transaction():
        db.session.refresh(place)
        stale = Place(id=place.id)
        move(place, S.attended, now=clock.now())
        assert stale.state is None
    with pytest.raises(InvalidTransition, match="cannot become"), transaction():
        move(place, S.held, now=clock.now())


def test_somebody_elses_change_in_between_is_noticed() -> None:
    place = PlaceFactory()
    with pytest.raises(InvalidTransition, match="Somebody else has just changed"), transaction():
        assert place.state is S.confirmed
        db.session.execute(
            Place.__table__.update().where(Place.id == place.id).values(state="transferred")  # type: ignore[attr-defined]
        )
        move(place, S.attended, now=clock.now())


def test_a_hold_takes_the_last_place_and_the_next_is_told() -> None:
    run = CourseDateFactory(capacity=1)
    place = hold(run)
    assert place.held_until == clock.now() + timedelta(minutes=30)
    with pytest.raises(errors.SoldOut):
        hold(run)


def test_a_hold_that_ran_out_is_nobodys(frozen: FrozenClock) -> None:
    run = CourseDateFactory(capacity=1)
    first = hold(run)
    frozen.advance(timedelta(minutes=30))
    second = hold(run)
    assert (first.state, second.state) == (S.expired, S.held)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": CourseDateState.draft},
        {"state": CourseDateState.closed},
        {"course__status": CourseStatus.withdrawn},
        {"day": date(2026, 4, 23)},
    ],
)
def test_only_what_is_open_can_be_held(fields: dict[str, Any]) -> None:
    run = CourseDateFactory(**fields)
    with pytest.raises(errors.NotOpen):
        hold(run)


def test_without_a_price_for_them_nobody_can_book() -> None:
    run = CourseDateFactory(prices={"maintained_city": 9000})
    with pytest.raises(errors.NoPrice):
        hold(run)


def test_a_hold_can_be_extended_ten_times_and_no_more(frozen: FrozenClock) -> None:
    place = HeldPlaceFactory()
    for _ in range(EXTENSIONS):
        frozen.advance(timedelta(minutes=29))
        booking_transaction(lambda: operations.extend(actor=place.booking.booker, place_id=place.id))
    assert place.held_until == clock.now() + timedelta(minutes=30)
    with pytest.raises(errors.HoldEnded):
        booking_transaction(lambda: operations.extend(actor=place.booking.booker, place_id=place.id))


def test_submitting_after_the_hold_ended_books_nothing(frozen: FrozenClock, outbox: Outbox) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(
        booking__booker=user, delegate=user, delegate_name=user.full_name, delegate_email=user.email
    )
    shown = shown_now(place.id)
    frozen.advance(timedelta(minutes=30, seconds=1))
    with pytest.raises(errors.HoldEnded):
        booking_transaction(lambda: operations.submit(actor=user, place_id=place.id, shown=shown))
    assert place.state is S.held and outbox() == []


def test_a_key_of_another_booking_is_refused() -> None:
    user = UserFactory()
    BookingFactory(booker=user, submission_key="used", submission_digest="x")
    place = HeldPlaceFactory(
        booking__booker=user, delegate=user, delegate_name=user.full_name, delegate_email=user.email
    )
    shown = shown_now(place.id)
    with pytest.raises(errors.KeyReused):
        booking_transaction(
            lambda: operations.submit(
                actor=user, place_id=place.id, shown=Shown("used", shown.digest, shown.price_pence)
            )
        )
    assert place.state is S.held


def test_confirming_is_announced_once_it_is_safe_and_stands_in_the_trail() -> None:
    heard: list[dict[str, Any]] = []
    user = UserFactory()
    place = HeldPlaceFactory(
        booking__booker=user, delegate=user, delegate_name=user.full_name, delegate_email=user.email
    )
    DelegateNeedsFactory(place=place, dietary="Kosher", access="Wheelchair")
    shown = shown_now(place.id)

    def listen(_sender: object, **facts: Any) -> None:
        heard.append(facts)

    with place_confirmed.connected_to(listen):
        booking_transaction(lambda: operations.submit(actor=user, place_id=place.id, shown=shown))
    run = place.course_date
    assert heard == [{"course_id": run.course_id, "course_date_id": run.id, "place_id": place.id}]
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_type == "places")).all()
    assert [entry.verb for entry in entries] == ["place_confirmed"]
    assert "Kosher" not in repr([vars(entry) for entry in entries])


def test_a_freed_place_goes_to_the_first_in_line(outbox: Outbox) -> None:
    run = CourseDateFactory(capacity=2)
    places = fill(run, 2)
    first, second = (WaitingPlaceFactory(course_date=run, waiting_number=n) for n in (1, 2))
    cancel(places[0])
    assert (first.state, second.state) == (S.offered, S.waiting)
    assert [mail.subject.split(":")[0] for mail in outbox()] == ["Your place is cancelled", "A place has come free"]
    with pytest.raises(errors.SoldOut):
        hold(run)


def test_an_offer_that_lapses_goes_to_the_next_in_the_same_run(
    frozen: FrozenClock, run_job: RunJob, outbox: Outbox
) -> None:
    run = CourseDateFactory(capacity=1)
    places = fill(run, 1)
    first, second = (WaitingPlaceFactory(course_date=run, waiting_number=n) for n in (1, 2))
    cancel(places[0])
    assert first.offered_until is not None
    frozen.move_to(first.offered_until - timedelta(seconds=1))
    assert run_job("cpd.expire_holds") == 0
    frozen.advance(timedelta(seconds=1))
    assert run_job("cpd.expire_holds") == 1
    assert run_job("cpd.expire_holds") == 0
    assert (first.state, second.state) == (S.offer_expired, S.offered)
    subjects = [mail.subject.split(":")[0] for mail in outbox()]
    assert subjects[-2:] == ["Your offer has ended", "A place has come free"]
    with pytest.raises(errors.OfferEnded):
        booking_transaction(lambda: operations.accept_offer(actor=first.booking.booker, place_id=first.id))
    with pytest.raises(errors.OfferEnded):
        booking_transaction(lambda: operations.leave_line(actor=first.booking.booker, place_id=first.id))


def test_declining_passes_it_on_at_once() -> None:
    run = CourseDateFactory(capacity=1)
    offered = WaitingPlaceFactory(
        course_date=run, state=S.offered, offered_until=clock.now() + timedelta(hours=1), waiting_number=1
    )
    waiting = WaitingPlaceFactory(course_date=run, waiting_number=2)
    booking_transaction(lambda: operations.leave_line(actor=offered.booking.booker, place_id=offered.id))
    assert (offered.state, waiting.state) == (S.offer_declined, S.offered)


def test_accepting_twice_is_one_place(outbox: Outbox) -> None:
    place = WaitingPlaceFactory(state=S.offered, offered_until=clock.now() + timedelta(hours=1))
    for _ in range(2):
        booking_transaction(
            lambda: operations.accept_offer(
                actor=place.booking.booker, place_id=place.id, needs=Needs(access="Large print")
            )
        )
    assert place.state is S.confirmed
    assert len(outbox()) == 1
    assert db.session.scalars(select(DelegateNeeds.access)).all() == ["Large print"]


def test_nobody_is_offered_a_place_on_a_date_that_is_closed() -> None:
    run = CourseDateFactory(capacity=1, state=CourseDateState.closed)
    places = fill(run, 1)
    waiting = WaitingPlaceFactory(course_date=run)
    cancel(places[0])
    assert waiting.state is S.waiting


def test_joining_a_line_with_a_place_free_is_an_offer_at_once() -> None:
    run, user = CourseDateFactory(capacity=1), UserFactory()
    answers = Answers(delegate_name=user.full_name, delegate_email=user.email)
    place = booking_transaction(lambda: operations.join_line(actor=user, course_date_id=run.id, answers=answers))
    assert place.state is S.offered
    with pytest.raises(errors.AlreadyPlaced):
        booking_transaction(lambda: operations.join_line(actor=user, course_date_id=run.id, answers=answers))


def test_there_is_no_line_where_none_is_kept() -> None:
    run, user = CourseDateFactory(has_waiting_list=False), UserFactory()
    answers = Answers(delegate_name=user.full_name, delegate_email=user.email)
    with pytest.raises(errors.NotOpen):
        booking_transaction(lambda: operations.join_line(actor=user, course_date_id=run.id, answers=answers))


def test_positions_count_only_who_is_ahead() -> None:
    run = CourseDateFactory(capacity=1)
    fill(run, 1)
    first, second, third = (WaitingPlaceFactory(course_date=run, waiting_number=n) for n in (3, 5, 9))
    WaitingPlaceFactory(waiting_number=1)  # on another date
    assert [queries.position_in_line(place) for place in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("day", "shown", "charged"),
    [(date(2026, 5, 5), 0, 0), (date(2026, 4, 29), 6000, 6000), (date(2026, 4, 27), 12000, 12000)],
)
def test_the_charge_that_was_shown_is_the_one_that_is_taken(day: date, shown: int, charged: int) -> None:
    place = PlaceFactory(course_date=CourseDateFactory(day=day))
    assert operations.cancellation_charge(place=place, moment=clock.now()).pence == shown
    cancel(place, shown)
    assert place.charge_pence == charged
    cancel(place, shown)  # again is nothing new
    assert place.state is S.cancelled_by_customer


def test_who_booked_for_a_colleague_gets_a_copy_of_the_cancellation(outbox: Any) -> None:
    place = PlaceFactory(course_date=CourseDateFactory(day=date(2026, 5, 5)), delegate=None)
    cancel(place, 0)
    to_delegate, to_booker = outbox()[-2:]
    assert place.delegate_email in str(vars(to_delegate))
    assert place.booking.booker.email in str(vars(to_booker))
    assert to_booker.text != to_delegate.text


def test_terms_are_those_of_the_booking_not_of_today() -> None:
    place = PlaceFactory(course_date=CourseDateFactory(day=date(2026, 4, 29)))
    with transaction():
        place.course_date.course.policy_tiers = [{"working_days": 0, "percent": 100, "flat_pence": None}]
    assert operations.cancellation_charge(place=place, moment=clock.now()).pence == 6000


def test_the_charge_changing_at_five_is_shown_again(frozen: FrozenClock) -> None:
    place = PlaceFactory(course_date=CourseDateFactory(day=date(2026, 5, 1)))
    assert operations.cancellation_charge(place=place, moment=clock.now()).pence == 0
    frozen.advance(timedelta(hours=7))
    with pytest.raises(errors.ChargeChanged):
        cancel(place, 0)
    assert place.state is S.confirmed


@pytest.mark.parametrize("state", sorted(set(S) - {S.confirmed, S.cancelled_by_customer}))
def test_only_a_confirmed_place_can_be_cancelled(state: S) -> None:
    place = PlaceFactory(state=state)
    with pytest.raises(errors.CannotCancel):
        cancel(place)
    assert place.state is state


def test_calling_a_date_off_tells_everyone_and_costs_nothing(run_job: RunJob, outbox: Outbox) -> None:
    run, provider = CourseDateFactory(capacity=30), UserFactory()
    places = fill(run, 25)
    colleague = PlaceFactory(course_date=run, delegate=None, delegate_email="dev@example.org")
    waiting = WaitingPlaceFactory(course_date=run)
    held = HeldPlaceFactory(course_date=run)
    gone = PlaceFactory(course_date=run, state=S.cancelled_by_customer, charge_pence=6000)
    booking_transaction(
        lambda: operations.cancel_date(actor=provider, course_date_id=run.id, reason="Too few people booked.")
    )
    assert run.state is CourseDateState.cancelled
    assert all(session.cancelled_at and session.sequence == 1 for session in run.sessions)
    assert run_job("cpd.drop_places") == 28
    assert run_job("cpd.drop_places") == 0
    for place in (*places, colleague, waiting, held):
        assert (place.state, place.charge_pence) == (S.cancelled_by_provider, 0)
    assert (gone.state, gone.charge_pence) == (S.cancelled_by_customer, 6000)
    mails = outbox()
    assert len(mails) == 25 + 2 + 1, "the colleague and their booker; nobody for a hold"
    assert all("Too few people booked." in mail.text for mail in mails)
    with pytest.raises(errors.NotOpen):
        hold(run)


def test_needs_are_deleted_when_they_are_of_no_more_use(frozen: FrozenClock, run_job: RunJob) -> None:
    run = CourseDateFactory(day=date(2026, 5, 5))
    kept = DelegateNeedsFactory(place__course_date=run)
    dropped = DelegateNeedsFactory(place__course_date=run, place__state=S.cancelled_by_customer)
    unfinished = DelegateNeedsFactory(place__course_date=run, place__state=S.expired, place__ended_at=clock.now())
    run_job("cpd.delete_needs")
    left = db.session.scalars(select(DelegateNeeds)).all()
    assert left == [kept, unfinished] and dropped not in left
    frozen.advance(timedelta(days=1))
    run_job("cpd.delete_needs")
    assert db.session.scalars(select(DelegateNeeds)).all() == [kept]
    assert run.ends_at is not None
    frozen.move_to(run.ends_at + timedelta(days=14))
    assert run_job("cpd.delete_needs") == 1
    assert (kept.dietary, kept.access) == ("", "A seat near the front")
    assert run_job("cpd.delete_needs") == 0
    frozen.move_to(run.ends_at + timedelta(days=30))
    run_job("cpd.delete_needs")
    assert db.session.scalars(select(DelegateNeeds)).all() == []


def test_a_date_that_is_over_was_delivered(frozen: FrozenClock, run_job: RunJob) -> None:
    run, off = CourseDateFactory(), CourseDateFactory(state=CourseDateState.cancelled)
    assert run.ends_at is not None
    assert run_job("cpd.mark_delivered") == 0
    frozen.move_to(run.ends_at)
    assert run_job("cpd.mark_delivered") == 1
    assert (run.state, off.state) == (CourseDateState.delivered, CourseDateState.cancelled)


def test_holds_of_many_dates_end_in_one_run(frozen: FrozenClock, run_job: RunJob) -> None:
    places = [HeldPlaceFactory() for _ in range(3)]
    fresh = HeldPlaceFactory(held_until=clock.now() + timedelta(hours=2))
    frozen.advance(timedelta(minutes=31))
    assert run_job("cpd.expire_holds") == 3
    assert [place.state for place in places] == [S.expired] * 3
    assert fresh.state is S.held
