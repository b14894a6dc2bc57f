"""Several places in one booking: held together, filled in, named later, told about once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.cpd import errors, operations, queries
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import Booking, Place, PlaceState, VatTreatment
from teachpb.cpd.operations import Answers, Delegate, Shown, Wish
from teachpb.cpd.places import form_places
from teachpb.cpd.pricing import price_line, total_of
from teachpb.db import db
from teachpb.schools.models import LocalAuthority, Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, HeldPlaceFactory, PlaceFactory, WaitingPlaceFactory, fill
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.support.client import Page, StrictClient
from tests.support.time import FrozenClock

Outbox = Callable[[], list[Any]]
RunJob = Callable[[str], object]
S = PlaceState
TWO = (Delegate("Cara Jones", "cara@example.org"), Delegate("Dev Patel", "dev@example.org"))


def held(run: Any, user: Any, count: int, together: bool = True) -> list[Place]:
    place = booking_transaction(
        lambda: operations.hold(actor=user, course_date_id=run.id, wish=Wish(count, together=together))
    )
    return form_places(place)


def answers(first: Delegate, *others: Delegate, **more: Any) -> Answers:
    return Answers(delegate_name=first.name, delegate_email=first.email, others=others, **more)


def filled(user: Any, place: Place, *delegates: Delegate, **more: Any) -> Place:
    return booking_transaction(
        lambda: operations.fill_in(actor=user, place_id=place.id, answers=answers(*delegates, **more))
    )


def shown(place: Place, key: str = "key") -> Shown:
    price = operations.quote_for(place=place).price_pence
    return Shown(key, operations.digest_of(place=place, price_pence=price), price)


def sent(user: Any, place: Place, key: str = "key") -> Booking:
    page = shown(place, key)
    return booking_transaction(lambda: operations.submit(actor=user, place_id=place.id, shown=page))


def count_of(run: Any, *states: PlaceState) -> int:
    statement = select(func.count(Place.id)).where(Place.course_date_id == run.id, Place.state.in_(states))
    return int(db.session.scalar(statement) or 0)


@pytest.fixture
def lead(session: Session) -> Any:
    return member(Role.cpd_lead, city_school(), full_name="Lena Bauer")


def city_school(**fields: Any) -> Any:
    city = db.session.scalar(select(LocalAuthority).where(LocalAuthority.code == "874"))
    return SchoolFactory(local_authority=city or LocalAuthorityFactory(code="874"), **fields)


def school_of(lead: Any) -> Any:
    return lead.memberships[0].organisation


class TestHolding:
    def test_all_or_none(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=3)
        fill(run, 1)
        with pytest.raises(errors.NotEnough, match="Only 2 places are left and you asked for 3 together"):
            held(run, lead, 3)
        assert count_of(run, S.held) == 0
        assert len(held(run, lead, 2)) == 2

    def test_or_those_that_are_left(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=3)
        fill(run, 1)
        places = held(run, lead, 5, together=False)
        assert len(places) == 2
        assert places[0].booking.wanted == 5

    def test_the_line_comes_first(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=3)
        WaitingPlaceFactory(course_date=run)
        with pytest.raises(errors.NotEnough):
            held(run, lead, 3)

    def test_no_more_than_thirty(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        with pytest.raises(errors.TooMany, match="up to 30"):
            held(CourseDateFactory(capacity=100), lead, 31)

    def test_a_second_window_gets_the_same_hold(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=2)
        first = held(run, lead, 2)
        assert held(run, lead, 2) == first, "their own hold is available to them"
        assert count_of(run, S.held) == 2

    def test_one_more_and_one_less(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=2)
        (place,) = held(run, lead, 1)
        more = booking_transaction(lambda: operations.enlarge(actor=lead, place_id=place.id))
        assert more.held_until == place.held_until
        with pytest.raises(errors.SoldOut):
            booking_transaction(lambda: operations.enlarge(actor=lead, place_id=place.id))
        booking_transaction(lambda: operations.let_go(actor=lead, place_id=place.id))
        assert count_of(run, S.held) == 1
        booking_transaction(lambda: operations.let_go(actor=lead, place_id=more.id))
        assert count_of(run, S.held) == 1, "the last one is given back on purpose, not by the way"

    def test_extended_and_released_as_one(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=3)
        places = held(run, lead, 3)
        frozen.advance(timedelta(minutes=29))
        booking_transaction(lambda: operations.extend(actor=lead, place_id=places[1].id))
        assert {place.held_until for place in places} == {clock.now() + timedelta(minutes=30)}
        assert {place.extensions for place in places} == {1}
        booking_transaction(lambda: operations.release(actor=lead, place_id=places[2].id))
        assert count_of(run, S.held) == 0

    def test_a_place_let_go_goes_to_the_line(
        self, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        run = CourseDateFactory(capacity=2)
        places = held(run, lead, 2)
        first = WaitingPlaceFactory(course_date=run)
        booking_transaction(lambda: operations.let_go(actor=lead, place_id=places[0].id))
        assert first.state is S.offered

    def test_what_was_typed_outlives_the_hold(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(capacity=2)
        places = held(run, lead, 2)
        filled(lead, places[0], *TWO, payer=school_of(lead), purchase_order="PO 1")
        frozen.advance(timedelta(minutes=31))
        again = booking_transaction(lambda: operations.hold(actor=lead, course_date_id=run.id))
        assert again.booking_id != places[0].booking_id
        assert [place.delegate_name for place in form_places(again)] == ["Cara Jones", "Dev Patel"]
        assert again.booking.purchase_order == "PO 1"

    def test_a_hold_that_cannot_be_renewed_whole_says_so(
        self, session: Session, frozen: FrozenClock, lead: Any
    ) -> None:
        run = CourseDateFactory(capacity=2)
        places = held(run, lead, 2)
        frozen.advance(timedelta(minutes=31))
        fill(run, 1)
        with pytest.raises(errors.NotEnough, match="Only 1 place is left and you asked for 2 together"):
            filled(lead, places[0], *TWO)


class TestSending:
    def test_everybody_is_confirmed_and_told_and_the_booker_once(
        self, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        run = CourseDateFactory()
        places = held(run, lead, 3)
        filled(lead, places[0], *TWO, Delegate("Lena Bauer", lead.email), payer=school_of(lead))
        booking = sent(lead, places[0])
        assert [place.state for place in booking.places] == [S.confirmed] * 3
        mails = outbox()
        assert sorted(mail.to for mail in mails if mail.calendar) == sorted(
            ["cara@example.org", "dev@example.org", lead.email]
        )
        (summary,) = [mail for mail in mails if not mail.calendar]
        assert summary.to == lead.email
        assert "3 places are booked" in summary.text and "Cara Jones" in summary.text and "£270" in summary.text

    def test_the_same_page_again_is_the_same_booking(
        self, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        places = held(CourseDateFactory(), lead, 2)
        filled(lead, places[0], *TWO)
        page = shown(places[0])
        first = booking_transaction(lambda: operations.submit(actor=lead, place_id=places[0].id, shown=page))
        told = len(outbox())
        again = booking_transaction(lambda: operations.submit(actor=lead, place_id=places[1].id, shown=page))
        assert again.id == first.id and len(outbox()) == told
        other = Shown(page.key, "other answers", page.price_pence)
        with pytest.raises(errors.KeyReused):
            booking_transaction(lambda: operations.submit(actor=lead, place_id=places[0].id, shown=other))

    def test_another_delegate_is_another_page(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        places = held(CourseDateFactory(), lead, 2)
        filled(lead, places[0], *TWO)
        page = shown(places[0])
        filled(lead, places[0], TWO[0], Delegate("Ed Moss", "ed@example.org"))
        with pytest.raises(errors.AnswersChanged):
            booking_transaction(lambda: operations.submit(actor=lead, place_id=places[0].id, shown=page))

    def test_nobody_twice(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory()
        places = held(run, lead, 2)
        with pytest.raises(errors.NamedTwice, match=r"cara@example\.org is entered twice"):
            filled(lead, places[0], TWO[0], TWO[0])
        PlaceFactory(course_date=run, delegate=None, delegate_email="dev@example.org")
        with pytest.raises(errors.AlreadyPlaced, match=r"dev@example\.org already has a place"):
            filled(lead, places[0], *TWO)

    def test_the_booking_costs_the_sum_of_its_places(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(course__vat_treatment=VatTreatment.standard, course__vat_basis_points=2000)
        places = held(run, lead, 3)
        filled(lead, places[0], *TWO, Delegate("Ed Moss", "ed@example.org"), payer=school_of(lead))
        page = shown(places[0])
        booking = sent(lead, places[0])
        assert page.price_pence == 3 * 10800 == booking.total_pence
        assert {(p.list_pence, p.net_pence, p.vat_rate, p.vat_pence) for p in booking.places} == {
            (9000, 9000, 2000, 1800)
        }


@pytest.mark.pure
@settings(max_examples=50)
@given(st.integers(0, 50_000), st.integers(1, 30), st.sampled_from([0, 500, 2000]))
def test_many_equal_places_cost_so_many_times_one(list_pence: int, count: int, rate: int) -> None:
    line = price_line(list_pence, vat_code=VatTreatment.standard, vat_rate=rate)
    assert total_of([line] * count).price_pence == operations.Quote(None, line, count).price_pence  # type: ignore[arg-type]


class TestNamingLater:
    def test_places_without_a_name_are_booked_and_named(
        self, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        run = CourseDateFactory()
        places = held(run, lead, 2)
        filled(lead, places[0], TWO[0], Delegate(), payer=school_of(lead))
        booking = sent(lead, places[0])
        nobody = booking.places[1]
        assert nobody.state is S.confirmed and not nobody.is_named
        assert booking.names_due_at is not None
        assert sorted(mail.to for mail in outbox()) == sorted(["cara@example.org", lead.email])
        booking_transaction(lambda: operations.name_delegate(actor=lead, place_id=nobody.id, delegate=TWO[1]))
        assert nobody.delegate_email == "dev@example.org"
        assert outbox()[-1].to == "dev@example.org" and b"METHOD:REQUEST" in outbox()[-1].calendar
        with pytest.raises(errors.CannotName):
            booking_transaction(lambda: operations.name_delegate(actor=lead, place_id=nobody.id, delegate=TWO[1]))

    def test_not_somebody_who_comes_already(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        places = held(CourseDateFactory(), lead, 2)
        filled(lead, places[0], TWO[0], Delegate())
        booking = sent(lead, places[0])
        with pytest.raises(errors.AlreadyPlaced):
            booking_transaction(
                lambda: operations.name_delegate(actor=lead, place_id=booking.places[1].id, delegate=TWO[0])
            )

    def test_shortly_before_the_start_names_are_needed(self, session: Session, frozen: FrozenClock, lead: Any) -> None:
        run = CourseDateFactory(day=clock.today() + timedelta(days=4))
        places = held(run, lead, 2)
        with pytest.raises(errors.NamesNeeded):
            filled(lead, places[0], TWO[0], Delegate())

    def test_the_booker_is_reminded_once(
        self, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox, run_job: RunJob
    ) -> None:
        places = held(CourseDateFactory(), lead, 3)
        filled(lead, places[0], TWO[0], Delegate(), Delegate())
        booking = sent(lead, places[0])
        told = len(outbox())
        run_job("cpd.chase")
        assert len(outbox()) == told
        assert booking.names_due_at is not None
        frozen.move_to(booking.names_due_at - timedelta(days=1))
        run_job("cpd.chase")
        run_job("cpd.chase")
        (reminder,) = outbox()[told:]
        assert reminder.to == lead.email and "2 places without saying who is coming" in reminder.text

    def test_a_place_nobody_is_named_for_can_be_cancelled(
        self, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        places = held(CourseDateFactory(), lead, 2)
        filled(lead, places[0], TWO[0], Delegate())
        booking = sent(lead, places[0])
        told = len(outbox())
        booking_transaction(lambda: operations.cancel_place(actor=lead, place_id=booking.places[1].id, shown_pence=0))
        (mail,) = outbox()[told:]
        assert mail.to == lead.email and not mail.calendar


class TestPages:
    def start(self, client: StrictClient, run: Any, count: int, together: str = "yes", status: int = 302) -> Page:
        return client.submit(f"/training/book/{run.id}", status=status, count=str(count), together=together)

    def test_two_colleagues_one_of_them_from_the_list(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        run, school = CourseDateFactory(), school_of(lead)
        colleague = member(Role.viewer, school, full_name="Amara Okafor")
        client.sign_in(lead)
        page = client.follow(self.start(client, run, 2))
        assert page.h1 == "Who is coming?"
        first, second = db.session.scalars(select(Place).order_by(Place.id)).all()
        fields = {
            f"who_{first.id}": str(colleague.id),
            f"who_{second.id}": "other",
            "payer": str(school.id),
            "payment_method": "recharge",
            "cost_centre": "CPD 12",
        }
        url = f"/training/holds/{first.id}"
        wrong = client.submit(url, status=200, **fields)
        assert wrong.errors == ["Enter the full name for place 2", "Enter the email address for place 2"]
        fields |= {f"name_{second.id}": "Dev Patel", f"email_{second.id}": "Dev@Example.org"}
        check = client.follow(client.submit(url, **fields))
        assert check.h1 == "Check your answers"
        for words in ("Amara Okafor", "dev@example.org", "Internal recharge", "CPD 12", "2 places at £90", "£180"):
            assert words in check.text
        done = client.follow(self.confirm(client, first))
        assert done.h1 == f"Booking {first.booking.reference}"
        assert "2 places: confirmed" in done.text and "£180" in done.text
        place = client.get(f"/training/places/{first.id}")
        assert f"/training/bookings/{first.booking_id}" in place.links.values()

    def confirm(self, client: StrictClient, place: Place, status: int = 302) -> Page:
        url = f"/training/holds/{place.id}/check"
        form = next(f for f in client.get(url).select("main form") if f.select("input[name=key]"))
        values = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]")}
        return client.post(url, values, status=status)

    def test_what_is_wrong_stands_beside_the_place(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any
    ) -> None:
        run = CourseDateFactory()
        client.sign_in(lead)
        self.start(client, run, 2)
        first, second = db.session.scalars(select(Place).order_by(Place.id)).all()
        url = f"/training/holds/{first.id}"
        page = client.submit(url, status=200)
        assert page.errors == ["Choose who is coming on place 1", "Choose who is coming on place 2"]
        page = client.submit(url, status=200, **{f"who_{first.id}": "myself", f"who_{second.id}": "myself"})
        assert page.errors == [f"{lead.email} is entered twice: each place is for somebody else"]
        assert page.select(f"#who_{second.id}-error")

    def test_adding_a_place_keeps_what_was_typed(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any
    ) -> None:
        run = CourseDateFactory()
        client.sign_in(lead)
        self.start(client, run, 1)
        (first,) = db.session.scalars(select(Place)).all()
        url = f"/training/holds/{first.id}"
        page = client.submit(
            url,
            status=200,
            who="colleague",
            delegate_name="Dev Patel",
            delegate_email="dev@example.org",
            add_place="yes",
        )
        assert page.select(f"#name_{first.id}")[0]["value"] == "Dev Patel"
        _, second = db.session.scalars(select(Place).order_by(Place.id)).all()
        page = client.post(url, {**page.form(), f"name_{second.id}": "Cara Jones", "add_place": "yes"}, status=200)
        assert page.select(f"#name_{second.id}")[0]["value"] == "Cara Jones"
        third = db.session.scalars(select(Place).order_by(Place.id.desc())).first()
        assert third is not None
        client.post(url, {**page.form(), f"remove_{third.id}": "yes"})
        assert count_of(run, S.held) == 2

    def test_fewer_places_than_wanted_are_told_of(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any
    ) -> None:
        run = CourseDateFactory(capacity=2)
        fill(run, 0)
        client.sign_in(lead)
        page = self.start(client, run, 3, status=409)
        assert "Only 2 places are left and you asked for 3 together" in page.text
        client.follow(self.start(client, run, 3, together="no"))
        first, second = db.session.scalars(select(Place).order_by(Place.id)).all()
        check = client.follow(
            client.submit(f"/training/holds/{first.id}", **{f"who_{first.id}": "myself", f"who_{second.id}": "later"})
        )
        assert "You asked for 3 places, and 2 are kept for you" in check.text
        assert "join the waiting list" in check.links
        assert "Tell us by" in check.text

    @pytest.mark.parametrize(
        ("count", "sentence"), [("", "Enter how many"), ("0", "between 1 and 30"), ("x", "must be")]
    )
    def test_how_many_is_a_number(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any, count: str, sentence: str
    ) -> None:
        run = CourseDateFactory()
        client.sign_in(lead)
        page = client.submit(f"/training/book/{run.id}", status=200, count=count)
        assert sentence in page.errors[0]

    def test_naming_on_the_page(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any, outbox: Outbox
    ) -> None:
        places = held(CourseDateFactory(), lead, 2)
        filled(lead, places[0], TWO[0], Delegate(), payer=school_of(lead))
        booking = sent(lead, places[0])
        colleague = member(Role.viewer, school_of(lead), full_name="Amara Okafor")
        client.sign_in(lead)
        page = client.get(f"/training/bookings/{booking.id}")
        assert "1 place has no name yet" in page.text
        url = f"/training/places/{booking.places[1].id}/name"
        assert client.submit(url, status=200).errors == ["Enter their full name", "Enter their email address"]
        client.submit(url, member=str(colleague.id))
        assert booking.places[1].delegate_id == colleague.id
        assert "Not named yet" not in client.get(f"/training/bookings/{booking.id}").text

    def test_a_single_colleague_from_the_list(
        self, client: StrictClient, session: Session, frozen: FrozenClock, lead: Any
    ) -> None:
        colleague = member(Role.viewer, school_of(lead), full_name="Amara Okafor")
        place = HeldPlaceFactory(booking__booker=lead)
        client.sign_in(lead)
        page = client.follow(
            client.submit(f"/training/holds/{place.id}", who="colleague", member=str(colleague.id), payer="nobody")
        )
        assert "Amara Okafor" in page.text
        stranger = UserFactory()
        page = client.submit(
            f"/training/holds/{place.id}", status=200, who="colleague", member=str(stranger.id), payer="nobody"
        )
        assert "from the list" in page.errors[0]


def test_the_booking_page_asks_the_same_however_many_places(
    client: StrictClient, session: Session, frozen: FrozenClock, lead: Any, query_count: Any
) -> None:
    def asked(count: int) -> int:
        booking = PlaceFactory(booking__booker=lead).booking
        run = booking.places[0].course_date
        for number in range(count):
            PlaceFactory(booking=booking, course_date=run, delegate=None, delegate_email=f"{booking.id}.{number}@x.org")
        db.session.expire_all()
        client.sign_in(lead)
        with query_count() as counted:
            client.get(f"/training/bookings/{booking.id}")
        return int(counted.count)

    assert asked(2) == asked(12)


def test_queries_name_only_the_leads_own_people(session: Session) -> None:
    school, other = city_school(), city_school()
    lead = member(Role.cpd_lead, school)
    mine, theirs = member(Role.viewer, school), member(Role.viewer, other)
    found = queries.colleagues_of(lead)
    assert mine in found and theirs not in found and lead not in found
    assert queries.colleagues_of(mine) == []
