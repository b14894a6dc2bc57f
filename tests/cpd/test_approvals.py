"""Where a school approves what is booked: places wait for a decision, and are given up without one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd import errors, operations, queries
from teachpb.cpd.locking import booking_transaction
from teachpb.cpd.models import ApprovalRule, Booking, PayerSettings, Place, PlaceState
from teachpb.cpd.operations import PayerTerms
from teachpb.db import db, transaction
from teachpb.schools.models import Role
from tests.cpd.test_groups import answers, city_school, filled, held, sent
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, PlaceFactory, WaitingPlaceFactory, fill
from tests.factories.schools import TrustFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

Outbox = Callable[[], list[Any]]
RunJob = Callable[[str], object]
S = PlaceState


class World:
    """A school that approves, its CPD lead, and a teacher of it."""

    def __init__(self, **terms: bool) -> None:
        self.school = city_school()
        self.lead = member(Role.cpd_lead, self.school, full_name="Lena Bauer")
        self.teacher = member(Role.viewer, self.school, full_name="Amara Okafor")
        asks = {"asks_approval": True, "asks_purchase_order": False, "asks_cost_centre": False, **terms}
        with transaction():
            operations.set_payer_terms(actor=self.lead, payer=self.school, terms=PayerTerms(**asks))

    def book(self, run: Any, user: Any = None, **more: Any) -> Booking:
        user = user or self.teacher
        (place,) = held(run, user, 1)
        filled(user, place, operations.Delegate(user.full_name, user.email), payer=self.school, **more)
        return sent(user, place, key=f"key-{place.id}")

    def request(self, run: Any, **fields: Any) -> Place:
        """A place of another teacher that waits for a decision."""
        due = clock.now() + timedelta(days=5)
        return PlaceFactory(
            course_date=run,
            booking__booker=member(Role.viewer, self.school),
            booking__payer=self.school,
            **{"state": S.awaiting_approval, "approval_due_at": due, **fields},
        )


@pytest.fixture
def world(session: Session, frozen: FrozenClock) -> World:
    return World()


def approve(user: Any, *places: Place) -> list[operations.Outcome]:
    return booking_transaction(lambda: operations.approve(actor=user, places=places))


def decline(user: Any, *places: Place) -> list[operations.Outcome]:
    return booking_transaction(lambda: operations.decline(actor=user, places=places, reason="No cover that day"))


class TestAsking:
    def test_the_place_is_kept_and_everybody_told(self, world: World, outbox: Outbox) -> None:
        run = CourseDateFactory(capacity=1)
        (place,) = world.book(run).places
        assert place.state is S.awaiting_approval
        assert place.approval_due_at is not None
        assert clock.working_days_between(clock.today(), clock.to_london(place.approval_due_at).date()) == 5
        assert queries.availability(run).for_public == 0, "it holds the place"
        mails = {mail.to: mail for mail in outbox()}
        assert set(mails) == {world.lead.email, world.teacher.email}
        assert "/training/approvals/" in mails[world.lead.email].text
        assert not any(mail.calendar for mail in mails.values())

    def test_what_a_lead_books_for_others_is_approved(self, world: World) -> None:
        (place,) = held(CourseDateFactory(), world.lead, 1)
        filled(world.lead, place, operations.Delegate("Cara", "cara@example.org"), payer=world.school)
        sent(world.lead, place)
        assert place.state is S.confirmed and place.decided_by_id == world.lead.id

    def test_a_lead_alone_cannot_approve_their_own_place(self, world: World) -> None:
        run = CourseDateFactory()
        with pytest.raises(errors.NobodyApproves):
            world.book(run, world.lead)
        member(Role.owner, world.school)
        (place,) = [p for p in db.session.scalars(select(Place)) if p.state is S.held]
        sent(world.lead, place)
        assert place.state is S.awaiting_approval
        (outcome,) = approve(world.lead, place)
        assert not outcome.is_done and "cannot approve a place for yourself" in outcome.message
        assert place.state is S.awaiting_approval

    def test_an_owner_may(self, world: World) -> None:
        owner = member(Role.owner, world.school)
        assert world.book(CourseDateFactory(), owner).places[0].state is S.confirmed

    @pytest.mark.parametrize(
        ("rule", "asks", "state"),
        [
            (ApprovalRule.none, True, S.confirmed),
            (ApprovalRule.school_default, False, S.confirmed),
            (ApprovalRule.school_default, True, S.awaiting_approval),
            (ApprovalRule.always, False, S.awaiting_approval),
        ],
    )
    def test_the_courses_rule_and_the_schools(
        self, session: Session, frozen: FrozenClock, rule: ApprovalRule, asks: bool, state: PlaceState
    ) -> None:
        world = World(asks_approval=asks)
        assert world.book(CourseDateFactory(course__approval_rule=rule)).places[0].state is state

    def test_who_pays_for_themselves_asks_nobody(self, world: World) -> None:
        run = CourseDateFactory(course__approval_rule=ApprovalRule.always)
        (place,) = held(run, world.teacher, 1)
        filled(world.teacher, place, operations.Delegate("Amara", world.teacher.email))
        assert sent(world.teacher, place).places[0].state is S.confirmed

    def test_too_close_to_the_start(self, world: World) -> None:
        run = CourseDateFactory(day=clock.add_working_days(clock.today(), 1))
        with pytest.raises(errors.ApprovalTooLate, match="starts too soon"):
            world.book(run)

    def test_an_accepted_offer_is_approved_too(self, world: World) -> None:
        place = WaitingPlaceFactory(
            booking__booker=world.teacher,
            booking__payer=world.school,
            state=S.offered,
            offered_until=clock.now() + timedelta(hours=1),
        )
        booking_transaction(lambda: operations.accept_offer(actor=world.teacher, place_id=place.id))
        assert place.state is S.awaiting_approval


class TestDeciding:
    def test_yes(self, world: World, outbox: Outbox) -> None:
        (place,) = world.book(CourseDateFactory()).places
        told = len(outbox())
        (outcome,) = approve(world.lead, place)
        assert outcome.is_done and place.state is S.confirmed
        assert place.decided_by_id == world.lead.id
        (mail,) = outbox()[told:]
        assert mail.to == world.teacher.email and b"METHOD:REQUEST" in mail.calendar
        (again,) = approve(world.lead, place)
        assert not again.is_done and "decided on this place meanwhile" in again.message

    def test_no_with_a_reason_and_the_line_moves_up(self, world: World, outbox: Outbox) -> None:
        run = CourseDateFactory(capacity=1)
        (place,) = world.book(run).places
        first = WaitingPlaceFactory(course_date=run)
        told = len(outbox())
        decline(world.lead, place)
        assert place.state is S.not_approved and first.state is S.offered
        assert "No cover that day" in next(m for m in outbox()[told:] if m.to == world.teacher.email).text
        assert decline(world.lead, place)[0].is_done is False
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "place_not_approved")).one()
        assert "No cover" not in str(entry.changes) + entry.note

    def test_at_the_edge_each_has_an_outcome(self, world: World, outbox: Outbox) -> None:
        """Three requests ran out and one place is left: one is confirmed, two stand in line, each told."""
        run = CourseDateFactory(capacity=3)
        fill(run, 2)
        past = clock.now() - timedelta(hours=1)
        places = [world.request(run, state=S.expired, approval_due_at=past) for _ in range(3)]
        outcomes = approve(world.lead, *places)
        assert [place.state for place in places] == [S.confirmed, S.waiting, S.waiting]
        assert [place.waiting_number for place in places[1:]] == [1, 2]
        assert "confirmed" in outcomes[0].message
        assert all("on the waiting list" in outcome.message for outcome in outcomes[1:])
        assert len({outcome.message for outcome in outcomes}) == 3
        assert len(outbox()) == 3
        assert queries.availability(run).taken == 3

    def test_a_late_yes_does_not_overtake_the_line(self, world: World) -> None:
        run = CourseDateFactory(capacity=1)
        WaitingPlaceFactory(course_date=run, waiting_number=1)
        place = world.request(run, state=S.expired)
        approve(world.lead, place)
        assert place.state is S.waiting and place.waiting_number == 2

    def test_overdue_and_not_yet_expired_by_the_job_is_late_too(self, world: World) -> None:
        run = CourseDateFactory(capacity=1)
        place = world.request(run, approval_due_at=clock.now())
        approve(world.lead, place)
        assert place.state is S.confirmed

    def test_who_has_a_place_meanwhile_gets_no_second(self, world: World) -> None:
        run = CourseDateFactory()
        place = world.request(run, state=S.expired)
        PlaceFactory(course_date=run, delegate=place.delegate)
        (outcome,) = approve(world.lead, place)
        assert not outcome.is_done and "already has a place" in outcome.message

    @pytest.mark.parametrize("where", ["trust", "other"])
    def test_the_trusts_lead_decides_and_another_schools_does_not(
        self, session: Session, frozen: FrozenClock, where: str
    ) -> None:
        world = World()
        world.school.trust = TrustFactory()
        db.session.commit()
        organisation = world.school.trust if where == "trust" else city_school()
        somebody = member(Role.cpd_lead, organisation)
        place = world.request(CourseDateFactory())
        (outcome,) = approve(somebody, place)
        assert outcome.is_done is (where == "trust")


class TestTime:
    def test_the_approvers_are_reminded_at_half_time_once(
        self, world: World, frozen: FrozenClock, outbox: Outbox, run_job: RunJob
    ) -> None:
        (place,) = world.book(CourseDateFactory()).places
        told = len(outbox())
        run_job("cpd.chase")
        assert len(outbox()) == told
        assert place.approval_due_at is not None
        frozen.move_to(clock.now() + (place.approval_due_at - clock.now()) / 2)
        run_job("cpd.chase")
        run_job("cpd.chase")
        (mail,) = outbox()[told:]
        assert mail.to == world.lead.email and mail.subject.startswith("Still to approve")

    def test_without_a_decision_the_place_goes_on(
        self, world: World, frozen: FrozenClock, outbox: Outbox, run_job: RunJob
    ) -> None:
        run = CourseDateFactory(capacity=1)
        (place,) = world.book(run).places
        first = WaitingPlaceFactory(course_date=run)
        assert place.approval_due_at is not None
        frozen.move_to(place.approval_due_at - timedelta(seconds=1))
        run_job("cpd.expire_holds")
        assert place.state is S.awaiting_approval
        frozen.advance(timedelta(seconds=1))
        told = len(outbox())
        run_job("cpd.expire_holds")
        run_job("cpd.expire_holds")
        assert place.state is S.expired and first.state is S.offered
        subjects = [mail.subject for mail in outbox()[told:]]
        assert sum(subject.startswith("Not approved in time") for subject in subjects) == 1

    def test_who_books_then_finds_the_place_free(self, world: World, frozen: FrozenClock) -> None:
        run = CourseDateFactory(capacity=1)
        (place,) = world.book(run).places
        assert place.approval_due_at is not None
        frozen.move_to(place.approval_due_at)
        assert held(run, UserFactory(), 1), "what is overdue is given up when somebody asks"
        assert place.state is S.expired


class TestPages:
    def test_the_teacher_sees_that_it_waits(self, world: World, client: StrictClient) -> None:
        run = CourseDateFactory()
        client.sign_in(world.teacher)
        (place,) = held(run, world.teacher, 1)
        filled(world.teacher, place, operations.Delegate("Amara", world.teacher.email), payer=world.school)
        check = client.get(f"/training/holds/{place.id}/check")
        assert "approves bookings. We ask its CPD lead, and keep the place until" in check.text
        assert check.select("button")[-3:] and "Ask for approval" in check.text
        sent(world.teacher, place)
        assert "We keep the place until" in client.get(f"/training/places/{place.id}").text

    def test_one_after_the_other(self, world: World, client: StrictClient) -> None:
        run = CourseDateFactory()
        yes, no = world.request(run), world.request(run)
        client.sign_in(world.lead)
        page = client.get("/training/approvals")
        assert "2 places wait for a decision, together £240" in page.text
        client.get(f"/training/approvals/{yes.id}/approve", status=405)
        done = client.follow(client.post(f"/training/approvals/{yes.id}/approve"))
        assert done.flashes == [f"{yes.delegate_name}: approved, the place is confirmed"]
        url = f"/training/approvals/{no.id}/decline"
        assert client.post(url, status=200).errors == ["Enter why the place is not approved"]
        client.post(url, {"reason": "No cover"})
        assert (yes.state, no.state) == (S.confirmed, S.not_approved)
        assert "No cover" in client.get(f"/training/approvals/{no.id}").text

    def test_several_in_one_post(self, world: World, client: StrictClient) -> None:
        run = CourseDateFactory(capacity=3)
        fill(run, 2)
        past = clock.now() - timedelta(hours=1)
        places = [world.request(run, state=S.expired, approval_due_at=past) for _ in range(3)]
        client.sign_in(world.lead)
        assert client.post("/training/approvals", status=200).errors == ["Select the places you approve"]
        ids = [str(place.id) for place in places]
        page = client.follow(client.post("/training/approvals", {"places": ids}))
        assert len(page.flashes) == 3
        assert sorted(place.state for place in places) == sorted([S.confirmed, S.waiting, S.waiting])

    def test_another_schools_requests_are_not_on_the_list(self, world: World, client: StrictClient) -> None:
        place = World().request(CourseDateFactory())
        client.sign_in(world.lead)
        assert place.delegate_name not in client.get("/training/approvals").text
        page = client.post("/training/approvals", {"places": [str(place.id)]}, status=200)
        assert "Nothing to approve" in page.text and place.state is S.awaiting_approval

    def test_one_question_however_long_the_list(self, world: World, client: StrictClient, query_count: Any) -> None:
        def asked() -> int:
            db.session.expire_all()
            client.sign_in(world.lead)
            with query_count() as counted:
                client.get("/training/approvals")
            return int(counted.count)

        run = CourseDateFactory(capacity=30)
        world.request(run)
        few = asked()
        for _ in range(8):
            world.request(run)
        assert asked() == few


class TestTerms:
    def test_a_school_decides(self, session: Session, frozen: FrozenClock, client: StrictClient) -> None:
        school = city_school()
        client.sign_in(member(Role.cpd_lead, school))
        page = client.get("/training/terms", follow_redirects=True)
        assert school.name in page.text
        client.submit(f"/training/terms/{school.id}", asks_approval="yes", asks_purchase_order="yes")
        row = db.session.scalars(select(PayerSettings)).one()
        assert (row.asks_approval, row.asks_purchase_order, row.asks_cost_centre) == (True, True, False)
        client.submit(f"/training/terms/{school.id}", asks_approval=None)
        assert db.session.scalars(select(PayerSettings)).one().asks_approval is False

    def test_a_purchase_order_is_asked_for_where_the_school_does(self, session: Session, frozen: FrozenClock) -> None:
        world = World(asks_approval=False, asks_purchase_order=True)
        run = CourseDateFactory()
        with pytest.raises(errors.PurchaseOrderNeeded) as caught:
            world.book(run)
        assert caught.value.field == "purchase_order"
        assert world.book(run, purchase_order="PO 4711").purchase_order == "PO 4711"

    def test_nothing_is_asked_of_what_is_free(self, session: Session, frozen: FrozenClock) -> None:
        world = World(asks_approval=False, asks_purchase_order=True, asks_cost_centre=True)
        run = CourseDateFactory(prices={"maintained_city": 0, "individual": 0})
        assert world.book(run).payment_method.value == "free"

    def test_recharge_is_for_maintained_schools_and_needs_a_cost_centre(
        self, session: Session, frozen: FrozenClock
    ) -> None:
        from teachpb.cpd.models import PaymentMethod
        from teachpb.schools.models import TypeGroup

        world = World(asks_approval=False)
        run = CourseDateFactory()
        with pytest.raises(errors.CostCentreNeeded) as caught:
            world.book(run, payment_method=PaymentMethod.recharge)
        assert caught.value.field == "cost_centre"
        booking = world.book(run, payment_method=PaymentMethod.recharge, cost_centre="E07")
        assert (booking.payment_method, booking.cost_centre) == (PaymentMethod.recharge, "E07")
        academy = World(asks_approval=False)
        academy.school.type_group = TypeGroup.academy
        db.session.commit()
        with pytest.raises(errors.NoRecharge):
            academy.book(run, payment_method=PaymentMethod.recharge, cost_centre="E07")


def test_answers_are_one_delegate_by_default() -> None:
    one = answers(operations.Delegate("A", "a@example.org"))
    assert one.delegates == (operations.Delegate("A", "a@example.org"),)
