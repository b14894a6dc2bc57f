"""Booking a place through the pages, as a teacher and as a CPD lead do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd.locking import Busy
from teachpb.cpd.models import Booking, CourseDateState, Place, PlaceState, PriceBand
from teachpb.db import db
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, HeldPlaceFactory, PlaceFactory, WaitingPlaceFactory, fill
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

Outbox = Callable[[], list[Any]]


def the_place() -> Place:
    return db.session.scalars(select(Place).order_by(Place.id.desc())).first()  # type: ignore[return-value]


def city_school(**fields: Any) -> Any:
    return SchoolFactory(local_authority=LocalAuthorityFactory(code="874"), **fields)


def hold(client: StrictClient, run: Any) -> Page:
    return client.follow(client.submit(f"/training/book/{run.id}", action=f"/training/book/{run.id}"))


def test_a_teacher_books_a_place_in_three_steps(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    run = CourseDateFactory(online_link="https://meet.example.org/secret")
    teacher = UserFactory(full_name="Amara Okafor")
    client.sign_in(teacher)

    page = hold(client, run)
    assert page.h1 == "Your place"
    assert "We keep this place for you until 10:30am" in page.text
    assert "Amara Okafor" in page.text
    assert page.text.count(run.course.title) == 1

    place = the_place()
    check = client.follow(client.submit(f"/training/holds/{place.id}", access="A seat near the door"))
    assert check.h1 == "Check your answers"
    assert "A seat near the door" in check.text
    assert "£120" in check.text
    assert "5 working days or more before: no charge" in check.text
    assert "https://meet.example.org/secret" not in check.body

    assert client.follow(client.submit(f"/training/holds/{place.id}/check")).h1 == "The place is confirmed"


def confirm(client: StrictClient, place: Any, status: int = 302) -> Page:
    url = f"/training/holds/{place.id}/check"
    page = client.get(url)
    form = next(f for f in page.select("main form") if f.select("input[name=key]"))
    values = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
    return client.post(url, values, status=status)


def test_confirming_makes_the_place_theirs(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    run = CourseDateFactory(online_link="https://meet.example.org/secret")
    teacher = UserFactory(full_name="Amara Okafor")
    client.sign_in(teacher)
    hold(client, run)
    place = the_place()
    client.submit(f"/training/holds/{place.id}")
    page = client.follow(confirm(client, place))

    assert page.h1 == "The place is confirmed"
    assert place.booking.reference in page.text
    assert "https://meet.example.org/secret" in page.text, "a confirmed delegate sees the link"
    assert place.state is PlaceState.confirmed
    assert (place.price_band, place.price_pence) == (PriceBand.individual, 12000)
    (mail,) = outbox()
    assert mail.to == teacher.email
    assert "https://meet.example.org/secret" in mail.text
    assert b"METHOD:REQUEST" in mail.calendar


def test_the_price_comes_from_the_register_and_not_from_the_form(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    run, school = CourseDateFactory(), city_school()
    client.sign_in(member(Role.viewer, school))
    hold(client, run)
    place = the_place()
    assert place.price_pence == 9000, "the school they act for pays, at its own price"
    form = client.get(f"/training/holds/{place.id}")
    assert school.name in form.text
    client.submit(f"/training/holds/{place.id}", payer=str(school.id), price="1", price_pence="1")
    page = confirm_with(client, place, price="1")
    assert "The price has changed" in page.text
    assert the_place().state is PlaceState.held
    client.follow(confirm(client, place))
    assert the_place().price_pence == 9000


def confirm_with(client: StrictClient, place: Any, status: int = 409, **changed: str) -> Page:
    url = f"/training/holds/{place.id}/check"
    form = next(f for f in client.get(url).select("main form") if f.select("input[name=key]"))
    values = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
    return client.post(url, {**values, **changed}, status=status)


def test_a_school_one_does_not_belong_to_cannot_be_made_to_pay(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    run, mine, other = CourseDateFactory(), city_school(), SchoolFactory()
    client.sign_in(member(Role.viewer, mine))
    hold(client, run)
    place = the_place()
    page = client.submit(f"/training/holds/{place.id}", status=200, payer=str(other.id))
    assert page.errors == ["Select who pays"]
    assert the_place().booking.payer_id == mine.id


def test_a_cpd_lead_books_for_a_colleague(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    run, school = CourseDateFactory(online_link="https://meet.example.org/secret"), city_school()
    lead = member(Role.cpd_lead, school, full_name="Lena Bauer")
    colleague = UserFactory(email="dev@example.org", full_name="Dev Patel")
    client.sign_in(lead)
    hold(client, run)
    place = the_place()
    missing = client.submit(f"/training/holds/{place.id}", status=200, who="colleague", payer=str(school.id))
    assert missing.errors == ["Enter your colleague’s full name", "Enter your colleague’s email address"]
    client.submit(
        f"/training/holds/{place.id}",
        who="colleague",
        delegate_name="Dev Patel",
        delegate_email="Dev@Example.org",
        payer=str(school.id),
        purchase_order="PO 4711",
    )
    page = client.follow(confirm(client, place))
    assert "We have sent Dev Patel an email" in page.text
    assert "https://meet.example.org/secret" not in page.body, "the link is the delegate’s alone"
    place = the_place()
    assert (place.delegate_email, place.delegate_id) == ("dev@example.org", colleague.id)
    assert place.booking.payer_id == school.id and place.booking.purchase_order == "PO 4711"
    to_delegate, to_booker = outbox()
    assert to_delegate.to == "dev@example.org" and to_delegate.calendar
    assert to_booker.to == lead.email and not to_booker.calendar
    assert "meet.example.org" not in to_booker.text + to_booker.html
    assert "Dev Patel" in client.get("/training/school").text
    client.sign_in(colleague)
    assert run.course.title in client.get("/training").text


@pytest.mark.parametrize("role", [Role.recruiter, Role.panel_member, Role.viewer, Role.governance_lead])
def test_others_book_for_themselves_only(
    client: StrictClient, session: Session, frozen: FrozenClock, role: Role
) -> None:
    run, school = CourseDateFactory(), city_school()
    user = member(role, school)
    client.sign_in(user)
    hold(client, run)
    place = the_place()
    assert "A colleague" not in client.get(f"/training/holds/{place.id}").text
    client.submit(
        f"/training/holds/{place.id}",
        payer=str(school.id),
        who="colleague",
        delegate_name="Somebody Else",
        delegate_email="else@example.org",
    )
    assert the_place().delegate_email == user.email


def test_going_back_to_the_start_finds_the_same_hold(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    run = CourseDateFactory()
    client.sign_in(UserFactory())
    hold(client, run)
    place = the_place()
    assert client.get(f"/training/book/{run.id}", status=302).location == f"/training/holds/{place.id}"
    client.post(f"/training/book/{run.id}")
    assert db.session.query(Place).count() == 1


def test_a_full_date_says_so_before_anything_is_filled_in(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    run = CourseDateFactory(capacity=2)
    fill(run, 2)
    client.sign_in(UserFactory())
    page = client.get(f"/training/book/{run.id}")
    assert "This date is full." in page.text
    assert "Join the waiting list" in page.links
    late = client.post(f"/training/book/{run.id}", status=409)
    assert "The last place on this date has just gone: join the waiting list or choose another date" in late.text


@pytest.mark.parametrize("state", [CourseDateState.closed, CourseDateState.cancelled, CourseDateState.delivered])
def test_a_date_that_is_not_open_cannot_be_held(
    client: StrictClient, session: Session, frozen: FrozenClock, state: CourseDateState
) -> None:
    run = CourseDateFactory(state=state, state_reason="Too few people booked.")
    client.sign_in(UserFactory())
    assert "Too few people booked." in client.get(f"/training/book/{run.id}").text
    page = client.post(f"/training/book/{run.id}", status=409)
    assert "This date is not open for booking: choose another date" in page.text


def test_more_time_is_one_press(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(booking__booker=user)
    client.sign_in(user)
    frozen.advance(timedelta(minutes=29))
    page = client.follow(client.post(f"/training/holds/{place.id}/extend"))
    assert page.flashes == ["We keep the place for another 30 minutes."]
    assert "until 10:59am" in page.text
    frozen.advance(timedelta(minutes=31))
    page = client.follow(client.post(f"/training/holds/{place.id}/extend"))
    assert "has run out" in page.flashes[0]


def test_a_hold_can_be_given_back(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(booking__booker=user)
    client.sign_in(user)
    page = client.follow(client.post(f"/training/holds/{place.id}/release"))
    assert page.flashes == ["We have given your place back. Nothing was booked."]
    assert place.state is PlaceState.expired


def test_a_hold_that_ran_out_is_told_and_nothing_typed_is_lost(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    run, user = CourseDateFactory(asks_dietary=True), UserFactory()
    client.sign_in(user)
    hold(client, run)
    first = the_place()
    client.submit(f"/training/holds/{first.id}", dietary="No nuts", access="Large print")
    frozen.advance(timedelta(minutes=31))
    page = client.get(f"/training/holds/{first.id}/check")
    assert "The time for which we kept this place has run out" in page.text
    stale = client.post(f"/training/holds/{first.id}/check", {"key": "k", "digest": "d", "price": "12000"}, status=409)
    assert "hold a place again, your answers are kept" in stale.text
    again = client.follow(client.post(f"/training/book/{run.id}"))
    assert again.h1 == "Check your answers"
    assert "No nuts" in again.text and "Large print" in again.text
    second = the_place()
    assert second.id != first.id and first.state is PlaceState.expired
    assert client.follow(confirm(client, second)).h1 == "The place is confirmed"


def test_filling_in_after_the_hold_ran_out_takes_another_while_there_are_places(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(booking__booker=user, course_date__capacity=1)
    client.sign_in(user)
    form = client.get(f"/training/holds/{place.id}").form()
    frozen.advance(timedelta(minutes=31))
    page = client.follow(client.post(f"/training/holds/{place.id}", {**form, "access": "Large print"}))
    assert page.h1 == "Check your answers"
    assert "Large print" in page.text
    assert the_place().id != place.id


def test_selling_out_meanwhile_keeps_the_form(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(booking__booker=user, course_date__capacity=1)
    client.sign_in(user)
    form = client.get(f"/training/holds/{place.id}").form()
    frozen.advance(timedelta(minutes=31))
    fill(place.course_date, 1)
    page = client.post(f"/training/holds/{place.id}", {**form, "access": "Large print"}, status=200)
    assert page.errors == ["The last place on this date has just gone: join the waiting list or choose another date"]
    assert page.select("textarea[name=access]")[0].get_text().strip() == "Large print"


def test_the_date_closing_meanwhile_is_a_sentence(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    run, user = CourseDateFactory(), UserFactory()
    client.sign_in(user)
    hold(client, run)
    place = the_place()
    client.submit(f"/training/holds/{place.id}")
    run.state = CourseDateState.closed
    page = confirm_with(client, place)
    assert "This date is not open for booking: choose another date" in page.text


def test_a_new_price_is_shown_before_it_is_paid(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    run, user = CourseDateFactory(), UserFactory()
    client.sign_in(user)
    hold(client, run)
    place = the_place()
    client.submit(f"/training/holds/{place.id}")
    url = f"/training/holds/{place.id}/check"
    form = next(f for f in client.get(url).select("main form") if f.select("input[name=key]"))
    values = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
    run.prices = {**run.prices, "individual": 13000}
    page = client.post(url, values, status=409)
    assert "The price has changed since this page was shown: check the new price, then confirm" in page.text
    assert "£130" in page.text
    assert the_place().state is PlaceState.held
    client.follow(confirm(client, place))
    assert the_place().price_pence == 13000


def test_the_same_page_sent_twice_is_one_booking(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    run, user = CourseDateFactory(), UserFactory()
    client.sign_in(user)
    hold(client, run)
    place = the_place()
    client.submit(f"/training/holds/{place.id}")
    url = f"/training/holds/{place.id}/check"
    form = next(f for f in client.get(url).select("main form") if f.select("input[name=key]"))
    values = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
    first, second = client.post(url, values), client.post(url, values)
    assert first.location == second.location
    assert len(outbox()) == 1
    assert db.session.query(Booking).count() == 1
    other = client.post(url, {**values, "digest": "something else"}, status=409)
    assert "This page was already used for another booking" in other.text


def test_answers_changed_in_another_tab_are_not_booked_unseen(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    run, school = CourseDateFactory(), city_school()
    client.sign_in(member(Role.cpd_lead, school))
    hold(client, run)
    place = the_place()
    client.submit(f"/training/holds/{place.id}", who="myself", payer=str(school.id))
    url = f"/training/holds/{place.id}/check"
    form = next(f for f in client.get(url).select("main form") if f.select("input[name=key]"))
    values = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
    client.submit(
        f"/training/holds/{place.id}",
        who="colleague",
        delegate_name="Dev Patel",
        delegate_email="dev@example.org",
        payer=str(school.id),
    )
    page = client.post(url, values, status=409)
    assert "Your answers have changed since this page was shown" in page.text
    assert "Dev Patel" in page.text


def test_busy_keeps_the_answers(
    client: StrictClient, session: Session, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from teachpb.cpd.views import filling

    run, user = CourseDateFactory(), UserFactory()
    client.sign_in(user)
    hold(client, run)
    place = the_place()
    client.submit(f"/training/holds/{place.id}", access="Large print")

    def busy(_work: object) -> None:
        raise Busy

    monkeypatch.setattr(filling, "booking_transaction", busy)
    page = confirm_with(client, place, status=503)
    assert "Many people are booking just now. Your answers are kept" in page.text
    assert "Large print" in page.text
    form = client.submit(f"/training/holds/{place.id}", status=200, access="Even larger print")
    assert "Your answers are kept" in form.errors[0]
    assert form.select("textarea[name=access]")[0].get_text().strip() == "Even larger print"


def test_two_people_cannot_book_the_same_colleague(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    run, school = CourseDateFactory(), city_school()
    PlaceFactory(course_date=run, delegate=None, delegate_email="dev@example.org")
    client.sign_in(member(Role.owner, school))
    hold(client, run)
    place = the_place()
    page = client.submit(
        f"/training/holds/{place.id}",
        status=200,
        who="colleague",
        delegate_name="Dev Patel",
        delegate_email="DEV@example.org",
        payer=str(school.id),
    )
    assert page.errors == [
        "dev@example.org already has a place on this date, or is in line for one: enter somebody else’s address"
    ]


def test_joining_the_line_and_leaving_it(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    run = CourseDateFactory(capacity=1)
    fill(run, 1)
    WaitingPlaceFactory(course_date=run, waiting_number=1)
    user = UserFactory(full_name="Amara Okafor")
    client.sign_in(user)
    assert "1 person is waiting already." in client.get(f"/training/book/{run.id}/waiting-list").text
    page = client.follow(client.submit(f"/training/book/{run.id}/waiting-list"))
    assert page.h1 == "On the waiting list"
    assert "Amara Okafor is number 2 in line" in page.text
    assert "number 2 on the waiting list" in outbox()[-1].text
    place = the_place()
    again = client.submit(f"/training/book/{run.id}/waiting-list", status=200)
    assert "already has a place on this date" in again.errors[0]
    assert client.get(f"/training/book/{run.id}", status=302).location == f"/training/places/{place.id}"
    page = client.follow(client.post(f"/training/places/{place.id}/leave"))
    assert place.state is PlaceState.left_list
    assert page.flashes[-1] == "Done: whoever is next in line moves up."


def test_an_offer_is_taken_through_its_page(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    user = UserFactory()
    run = CourseDateFactory(capacity=1, asks_dietary=True)
    (taken,) = fill(run, 1)
    waiting = WaitingPlaceFactory(course_date=run, booking__booker=user, price_pence=1)
    client.sign_in(taken.delegate)
    client.submit(f"/training/places/{taken.id}/cancel")
    assert waiting.state is PlaceState.offered
    offer = outbox()[-1]
    assert offer.to == user.email
    assert f"/training/places/{waiting.id}/offer" in offer.text
    client.sign_in(user)
    assert "Offered to you" in client.get("/training").text
    page = client.get(f"/training/places/{waiting.id}/offer")
    assert "We keep it until 10am on Tuesday 28 April 2026" in page.text
    done = client.follow(client.submit(f"/training/places/{waiting.id}/offer", dietary="No nuts"))
    assert done.h1 == "The place is confirmed"
    assert waiting.price_pence == 12000, "the price is the one of today"
    assert waiting.needs is not None and waiting.needs.dietary == "No nuts"
    assert client.get(f"/training/places/{waiting.id}/offer", status=302).location == f"/training/places/{waiting.id}"


def test_an_offer_that_ended_is_a_sentence(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    user = UserFactory()
    place = WaitingPlaceFactory(
        booking__booker=user, state=PlaceState.offered, offered_until=clock.now() + timedelta(minutes=1)
    )
    client.sign_in(user)
    form = client.get(f"/training/places/{place.id}/offer").form()
    frozen.advance(timedelta(minutes=2))
    page = client.post(f"/training/places/{place.id}/offer", form, status=200)
    assert page.errors == ["This offer has ended and the place has gone to the next in line"]
    assert place.state is not PlaceState.confirmed


def test_cancelling_shows_the_charge_and_takes_that_charge(
    client: StrictClient, session: Session, frozen: FrozenClock, outbox: Outbox
) -> None:
    place = PlaceFactory(course_date=CourseDateFactory(day=date(2026, 4, 29)))
    client.sign_in(place.delegate)
    page = client.get(f"/training/places/{place.id}/cancel")
    assert "Cancelling now costs £60" in page.text
    assert "There are 3 working days left" in page.text
    tampered = client.post(f"/training/places/{place.id}/cancel", {"charge": "0"}, status=409)
    assert "The charge has changed since this page was shown" in tampered.text
    done = client.follow(client.submit(f"/training/places/{place.id}/cancel"))
    assert "Charge for cancelling £60" in done.text
    assert place.state is PlaceState.cancelled_by_customer
    assert (place.charge_pence, place.charge_tier["percent"]) == (6000, 50)
    assert "The charge for cancelling is £60" in outbox()[-1].text


def test_what_has_begun_cannot_be_cancelled_here(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    place = PlaceFactory(course_date=CourseDateFactory(day=date(2026, 4, 24)))
    client.sign_in(place.delegate)
    page = client.get(f"/training/places/{place.id}/cancel")
    assert "can no longer be cancelled here" in page.text
    assert "Cancel this place" not in client.get(f"/training/places/{place.id}").links
    client.post(f"/training/places/{place.id}/cancel", {"charge": "12000"}, status=409)
    assert place.state is PlaceState.confirmed


def test_my_bookings_are_sorted_into_what_to_do(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    user = UserFactory()
    mine = {"booking__booker": user}
    PlaceFactory(**mine, course_date__course__title="Coming course")
    PlaceFactory(**mine, course_date=CourseDateFactory(day=date(2026, 3, 2), course__title="Past course"))
    PlaceFactory(**mine, state=PlaceState.cancelled_by_customer, course_date__course__title="Dropped course")
    PlaceFactory(**mine, state=PlaceState.expired, course_date__course__title="Forgotten course")
    WaitingPlaceFactory(**mine, course_date__course__title="Full course")
    HeldPlaceFactory(**mine, course_date__course__title="Begun course")
    PlaceFactory(course_date__course__title="Foreign course")
    client.sign_in(user)
    page = client.get("/training")
    sections = {s.select_one("h2").get_text(): s.get_text(" ") for s in page.select("main section")}  # type: ignore[union-attr]
    assert list(sections) == ["Not finished", "Coming up", "Waiting lists", "Past and cancelled"]
    assert "Coming course" in sections["Coming up"]
    assert "Begun course" in sections["Not finished"]
    assert "Full course" in sections["Waiting lists"]
    assert "Past course" in sections["Past and cancelled"] and "Dropped course" in sections["Past and cancelled"]
    assert "Forgotten course" not in page.text and "Foreign course" not in page.text


def test_nothing_booked_offers_the_next_step(client: StrictClient, session: Session) -> None:
    client.sign_in(UserFactory())
    page = client.get("/training")
    assert "Nothing booked yet" in page.text
    assert page.links["See what is on"] == "/courses"


def test_asking_for_more_time_keeps_what_was_typed(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    user = UserFactory()
    place = HeldPlaceFactory(booking__booker=user)
    client.sign_in(user)
    url = f"/training/holds/{place.id}"
    form = client.get(url).form()
    frozen.advance(timedelta(minutes=29))
    page = client.post(url, {**form, "access": "Large print", "more_time": "yes"}, status=200)
    assert "We keep this place for you until 10:59am" in page.text
    assert page.select("textarea[name=access]")[0].get_text().strip() == "Large print"
    assert place.extensions == 1


def test_who_has_a_place_is_shown_it(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    place = PlaceFactory()
    client.sign_in(place.delegate)
    page = client.follow(client.post(f"/training/book/{place.course_date_id}"))
    assert page.flashes == ["You have booked this date already, or stand in line for it."]
    assert page.h1 == "The place is confirmed"
    assert db.session.query(Place).count() == 1
    lead = member(Role.cpd_lead, city_school())
    PlaceFactory(course_date=place.course_date, booking__booker=lead)
    client.sign_in(lead)
    assert client.follow(client.post(f"/training/book/{place.course_date_id}")).h1 == "Who is coming?"
