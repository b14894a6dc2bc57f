"""Drafting, issuing, crediting and paying: what is invoiced is always what is owed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.clock import LONDON
from teachpb.cpd import operations as cpd
from teachpb.cpd.models import PaymentMethod, Place, PlaceState, VatTreatment
from teachpb.cpd.places import move
from teachpb.db import DomainError, db, transaction
from teachpb.invoices import operations, queries
from teachpb.invoices.errors import (
    NothingToCredit,
    NothingToIssue,
    NotIssued,
    NotPayable,
    NotReady,
    PaidBefore,
    TooMuch,
)
from teachpb.invoices.models import DocumentKind, Invoice, InvoiceLine, InvoiceState, LineKind, Payment
from teachpb.invoices.models.frozen import Issued
from tests.factories.accounts import UserFactory
from tests.factories.cpd import BookingFactory, CourseDateFactory, WaitingPlaceFactory
from tests.factories.invoices import PayerFinanceFactory, ProviderFinanceFactory, drafted, issued, paid, sold
from tests.factories.schools import ProviderFactory, SchoolFactory
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen")


def settle(place: Place) -> None:
    with transaction():
        operations.settle(booking_id=place.booking_id)


def cancel(place: Place, charge: int = 0) -> None:
    with transaction():
        move(place, PlaceState.cancelled_by_customer, now=clock.now(), charge_pence=charge)


def documents(session: Session) -> list[Invoice]:
    return list(session.scalars(select(Invoice).order_by(Invoice.id)))


def in_order() -> list[str]:
    return list(queries.problems())


class TestDrafting:
    def test_a_confirmed_place_is_drafted_by_the_job(self, session: Session, run_job: Callable[[str], Any]) -> None:
        school = SchoolFactory(name="Riverside School")
        place = sold(net=12_000, off=2_000, rate=2_000, booking__payer=school, booking__purchase_order="PO 7")
        assert queries.bookings_to_settle() == [place.booking_id]
        assert run_job("invoices.settle") == 1
        (draft,) = documents(session)
        (line,) = draft.lines
        assert (draft.state, draft.kind, draft.number) == (InvoiceState.draft, DocumentKind.invoice, None)
        assert (draft.payer_name, draft.purchase_order) == ("Riverside School", "PO 7")
        assert draft.payer_address == "1 River Lane\nPeterborough\nPE1 1AA"
        assert draft.payer_email == place.booking.booker.email
        assert (line.list_pence, line.discount_pence, line.net_pence) == (12_000, 2_000, 10_000)
        assert (line.vat_code, line.vat_rate, line.vat_pence) == (VatTreatment.standard, 2_000, 2_000)
        assert draft.gross_pence == line.gross_pence == place.price_pence == 12_000
        assert queries.bookings_to_settle() == []
        assert run_job("invoices.settle") == 0

    def test_places_of_one_booking_stand_on_one_invoice(self, session: Session) -> None:
        booking, run = BookingFactory(payer=SchoolFactory()), CourseDateFactory()
        for _ in range(3):
            place = sold(booking=booking, course_date=run, delegate=UserFactory())
        settle(place)
        (draft,) = documents(session)
        assert [line.gross_pence for line in draft.lines] == [12_000] * 3
        assert draft.gross_pence == 36_000

    def test_what_is_free_or_not_confirmed_is_not_invoiced(self, session: Session) -> None:
        settle(sold(net=0))
        settle(WaitingPlaceFactory())
        assert documents(session) == []
        assert queries.bookings_to_settle() == []

    def test_a_draft_follows_its_booking(self, session: Session) -> None:
        booking, run = BookingFactory(payer=SchoolFactory()), CourseDateFactory()
        first, second = (sold(booking=booking, course_date=run, delegate=UserFactory()) for _ in range(2))
        settle(first)
        cancel(first, charge=6_000)
        assert queries.bookings_to_settle() == [booking.id]
        settle(first)
        (draft,) = documents(session)
        assert {(line.kind, line.gross_pence) for line in draft.lines} == {
            (LineKind.place, 12_000),
            (LineKind.cancellation, 6_000),
        }
        cancel(second)
        settle(second)
        assert [line.kind for line in draft.lines] == [LineKind.cancellation]

    def test_a_draft_of_nothing_goes(self, session: Session) -> None:
        draft = drafted()
        cancel(draft.lines[0].place)
        settle(draft.lines[0].place)
        assert documents(session) == []

    def test_initials_unless_the_school_wants_names(self, session: Session) -> None:
        school = SchoolFactory()
        place = sold(booking__payer=school, delegate_name="Cara Jones-Smith")
        settle(place)
        (draft,) = documents(session)
        assert draft.lines[0].delegate == "C. J. S."
        PayerFinanceFactory(organisation=school, shows_names=True, cost_centre="4711")
        settle(place)
        assert draft.lines[0].delegate == "Cara Jones-Smith"
        assert (draft.payer_name, draft.payer_email) == ("Riverside School, Finance", "finance@school.example.org")
        assert draft.cost_centre == "4711"

    def test_who_pays_for_themselves_gets_it(self, session: Session) -> None:
        place = sold()
        settle(place)
        (draft,) = documents(session)
        booker = place.booking.booker
        assert (draft.payer_id, draft.user_id, draft.payer_name) == (None, booker.id, booker.full_name)

    def test_a_recharge_is_a_document_of_its_own_kind(self, session: Session) -> None:
        place = sold(
            booking__payer=SchoolFactory(),
            booking__payment_method=PaymentMethod.recharge,
            booking__cost_centre="4711",
        )
        settle(place)
        (draft,) = documents(session)
        assert (draft.kind, draft.cost_centre) == (DocumentKind.recharge, "4711")


class TestIssuing:
    def test_gives_the_next_number_and_the_day_to_pay(self, session: Session) -> None:
        provider = ProviderFactory()
        ProviderFinanceFactory(provider=provider, terms_days=14)
        first = issued(course_date__course__provider=provider)
        second = issued(course_date__course__provider=provider)
        assert [first.serial, second.serial] == [1, 2]
        assert first.number == f"P{provider.id}-00001"
        assert (first.issued_on, first.due_on) == (date(2026, 4, 24), date(2026, 5, 8))
        assert first.seller_name == "Nene Teaching School Hub"
        assert "12345678" in first.pay_to
        assert in_order() == []

    def test_each_provider_has_a_series(self, session: Session) -> None:
        assert [issued().serial, issued().serial] == [1, 1]

    def test_twice_is_once(self, session: Session) -> None:
        invoice, actor = drafted(), UserFactory()
        for _ in range(2):
            with transaction():
                assert operations.issue(actor=actor, invoice_id=invoice.id).serial == 1
        assert in_order() == []
        assert len(list(session.scalars(select(AuditEntry).where(AuditEntry.verb == "invoice_issued")))) == 1

    def test_takes_the_booking_as_it_is_at_that_moment(self, session: Session) -> None:
        draft = drafted()
        cancel(draft.lines[0].place, charge=500)
        with transaction():
            operations.issue(actor=None, invoice_id=draft.id)
        assert [(line.kind, line.gross_pence) for line in draft.lines] == [(LineKind.cancellation, 500)]

    def test_nothing_is_issued_when_nothing_is_owed(self, session: Session) -> None:
        draft = drafted()
        cancel(draft.lines[0].place)
        with pytest.raises(NothingToIssue), transaction():
            operations.issue(actor=None, invoice_id=draft.id)
        assert in_order() == []

    @pytest.mark.parametrize(
        ("missing", "words"),
        [
            ({"legal_name": ""}, "name and address"),
            ({"vat_number": ""}, "VAT number"),
            ({"account_number": ""}, "bank details"),
        ],
    )
    def test_only_with_all_that_has_to_stand_on_it(self, session: Session, missing: Any, words: str) -> None:
        place = sold(rate=2_000, booking__payer=SchoolFactory())
        ProviderFinanceFactory(provider=place.course_date.course.provider, **missing)
        draft = drafted(place)
        with pytest.raises(NotReady, match=words), transaction():
            operations.issue(actor=None, invoice_id=draft.id)
        db.session.expire_all()
        assert draft.state is InvoiceState.draft

    def test_a_failed_transaction_gives_its_number_back(self, session: Session) -> None:
        provider = ProviderFactory()
        lost = drafted(course_date__course__provider=provider)
        with pytest.raises(RuntimeError, match="power cut"), transaction():
            operations.issue(actor=None, invoice_id=lost.id)
            raise RuntimeError("power cut")
        assert issued(course_date__course__provider=provider).serial == 1
        assert in_order() == []

    def test_drafts_go_out_by_themselves_where_the_provider_wants_it(
        self, session: Session, frozen: FrozenClock, run_job: Callable[[str], Any]
    ) -> None:
        from teachpb.invoices.models import IssueMode

        place = sold(booking__payer=SchoolFactory())  # the course is in 30 days
        ProviderFinanceFactory(
            provider=place.course_date.course.provider, issue_mode=IssueMode.before_run, issue_days=14
        )
        by_hand, draft = drafted(), drafted(place)
        assert run_job("invoices.issue_due") == 0
        frozen.advance(timedelta(days=16))
        assert run_job("invoices.issue_due") == 1
        assert (draft.state, by_hand.state) == (InvoiceState.issued, InvoiceState.draft)
        assert run_job("invoices.issue_due") == 0

    def test_one_that_cannot_be_issued_does_not_hold_up_the_others(
        self, session: Session, frozen: FrozenClock, run_job: Callable[[str], Any]
    ) -> None:
        from teachpb.invoices.models import IssueMode

        for account in ("", "12345678"):
            place = sold(booking__payer=SchoolFactory())
            ProviderFinanceFactory(
                provider=place.course_date.course.provider,
                issue_mode=IssueMode.before_run,
                issue_days=60,
                account_number=account,
            )
            drafted(place)
        assert run_job("invoices.issue_due") == 1


class TestCrediting:
    def test_a_place_given_back_after_issue_is_credited_and_its_charge_drafted(self, session: Session) -> None:
        invoice = issued(rate=2_000)
        line = invoice.lines[0]
        cancel(line.place, charge=7_200)
        settle(line.place)
        _, note, draft = documents(session)
        assert (note.kind, note.serial, note.credits) == (DocumentKind.credit_note, 2, invoice)
        assert (note.net_pence, note.vat_pence, note.gross_pence) == (12_000, 2_400, 14_400)
        assert (invoice.state, invoice.remaining_pence) == (InvoiceState.credited, 0)
        assert draft.state is InvoiceState.draft
        assert [(each.kind, each.net_pence, each.vat_pence) for each in draft.lines] == [
            (LineKind.cancellation, 6_000, 1_200)
        ]
        assert queries.bookings_to_settle() == []
        settle(line.place)
        assert len(documents(session)) == 3
        assert in_order() == []

    def test_what_stays_is_not_touched(self, session: Session) -> None:
        booking, run = BookingFactory(payer=SchoolFactory()), CourseDateFactory()
        first, second = (sold(booking=booking, course_date=run, delegate=UserFactory()) for _ in range(2))
        invoice = issued(first)
        cancel(second)
        settle(first)
        assert (invoice.credited_pence, invoice.remaining_pence, invoice.state) == (12_000, 12_000, InvoiceState.issued)
        assert len(documents(session)) == 2

    def test_a_substitute_gets_a_line_of_their_own(self, session: Session) -> None:
        invoice = issued()
        old = invoice.lines[0].place
        with transaction():
            move(old, PlaceState.substituted, now=clock.now(), charge_pence=0)
        sold(booking=old.booking, course_date=old.course_date, delegate=UserFactory(full_name="Dev Patel"))
        settle(old)
        _, note, draft = documents(session)
        assert note.gross_pence == draft.gross_pence == 12_000
        assert draft.lines[0].delegate == "D. P."

    def test_a_date_called_off_is_credited_in_full(self, session: Session) -> None:
        invoice = paid(issued())
        place = invoice.lines[0].place
        with transaction():
            move(place, PlaceState.cancelled_by_provider, now=clock.now(), charge_pence=0)
        settle(place)
        assert invoice.state is InvoiceState.credited
        assert invoice.balance_pence == -12_000  # to be paid back
        assert len(documents(session)) == 2

    def test_by_hand_for_good(self, session: Session) -> None:
        invoice, actor = issued(), UserFactory()
        line = invoice.lines[0]
        with transaction():
            note = operations.credit(actor=actor, invoice_id=invoice.id, line_ids=[line.id], reason="Goodwill")
        assert (note.reason, invoice.state) == ("Goodwill", InvoiceState.credited)
        assert queries.bookings_to_settle() == []
        settle(line.place)
        assert len(documents(session)) == 2

    def test_waived_is_the_price_and_not_a_later_charge(self, session: Session) -> None:
        invoice = issued()
        line = invoice.lines[0]
        with transaction():
            operations.credit(actor=UserFactory(), invoice_id=invoice.id, line_ids=[line.id], reason="Goodwill")
        cancel(line.place, charge=100)
        settle(line.place)
        assert documents(session)[-1].lines[0].kind is LineKind.cancellation

    def test_by_hand_to_invoice_again(self, session: Session) -> None:
        invoice = issued()
        booking = invoice.booking
        booking.purchase_order = "PO 99"
        db.session.commit()
        with transaction():
            operations.credit(
                actor=UserFactory(),
                invoice_id=invoice.id,
                line_ids=[line.id for line in invoice.lines],
                reason="Wrong order number",
                invoices_again=True,
            )
        draft = documents(session)[-1]
        assert (draft.state, draft.purchase_order, draft.lines[0].turn) == (InvoiceState.draft, "PO 99", 2)
        assert invoice.purchase_order == ""

    def test_a_line_is_taken_back_once(self, session: Session) -> None:
        invoice, actor = issued(), UserFactory()
        ids = [line.id for line in invoice.lines]
        with transaction():
            operations.credit(actor=actor, invoice_id=invoice.id, line_ids=ids, reason="Goodwill")
        with pytest.raises(NothingToCredit), transaction():
            operations.credit(actor=actor, invoice_id=invoice.id, line_ids=ids, reason="Goodwill")
        assert len(documents(session)) == 2

    def test_the_database_takes_it_back_once_too(self, session: Session) -> None:
        invoice, actor = issued(), UserFactory()
        line = invoice.lines[0]
        with transaction():
            note = operations.credit(actor=actor, invoice_id=invoice.id, line_ids=[line.id], reason="Goodwill")
        with pytest.raises(Exception, match=r"(?i)unique"), transaction():
            columns = {c.name: getattr(note.lines[0], c.name) for c in InvoiceLine.__table__.columns if c.name != "id"}
            db.session.execute(InvoiceLine.__table__.insert().values(**columns))

    @pytest.mark.parametrize("which", ["draft", "credit note"])
    def test_only_what_was_issued(self, session: Session, which: str) -> None:
        if which == "draft":
            invoice = drafted()
        else:
            place = issued().lines[0].place
            cancel(place)
            settle(place)
            invoice = documents(session)[-1]
        with pytest.raises(NotIssued), transaction():
            operations.credit(actor=UserFactory(), invoice_id=invoice.id, line_ids=[1], reason="Goodwill")


class TestPaying:
    def test_in_part_and_then_the_rest(self, session: Session) -> None:
        invoice = paid(issued(), 5_000)
        assert (invoice.state, invoice.balance_pence) == (InvoiceState.part_paid, 7_000)
        paid(invoice)
        assert (invoice.state, invoice.balance_pence) == (InvoiceState.paid, 0)
        assert in_order() == []

    def test_the_same_page_twice_is_one_payment(self, session: Session) -> None:
        invoice, actor = issued(), UserFactory()
        noted = {"actor": actor, "invoice_id": invoice.id, "reference": "BACS", "entry": "one"}
        for _ in range(2):
            with transaction():
                operations.record_payment(pence=5_000, paid_on=date(2026, 4, 24), **noted)
        assert (invoice.paid_pence, session.query(Payment).count()) == (5_000, 1)
        with pytest.raises(PaidBefore), transaction():
            operations.record_payment(pence=6_000, paid_on=date(2026, 4, 24), **noted)

    @pytest.mark.parametrize("pence", [12_001, -1])
    def test_never_more_than_is_open(self, session: Session, pence: int) -> None:
        with pytest.raises(TooMuch):
            paid(issued(), pence)

    def test_money_goes_back(self, session: Session) -> None:
        invoice = paid(paid(issued()), -12_000)
        assert (invoice.state, invoice.paid_pence) == (InvoiceState.issued, 0)

    def test_nobody_pays_a_draft(self, session: Session) -> None:
        with pytest.raises(NotPayable):
            paid(drafted(), 100)

    def test_what_remains_after_a_credit_can_be_paid_in_full(self, session: Session) -> None:
        booking, run = BookingFactory(payer=SchoolFactory()), CourseDateFactory()
        first, second = (sold(booking=booking, course_date=run, delegate=UserFactory()) for _ in range(2))
        invoice = paid(issued(first), 12_000)
        assert invoice.state is InvoiceState.part_paid
        cancel(second)
        settle(second)
        assert (invoice.state, invoice.balance_pence) == (InvoiceState.paid, 0)


class TestIssuedStaysIssued:
    @pytest.mark.parametrize("field", ["payer_name", "purchase_order", "gross_pence", "number", "due_on", "pay_to"])
    def test_no_field_changes(self, session: Session, field: str) -> None:
        invoice = issued()
        with pytest.raises(Issued), transaction():
            setattr(invoice, field, {"gross_pence": 1, "due_on": date(2030, 1, 1)}.get(field, "changed"))
            db.session.flush()

    def test_no_line_changes_comes_or_goes(self, session: Session) -> None:
        invoice = issued()
        line = invoice.lines[0]
        with pytest.raises(Issued), transaction():
            line.course_title = "Another course"
            db.session.flush()
        with pytest.raises(Issued), transaction():
            db.session.delete(line)
            db.session.flush()
        with pytest.raises(Issued), transaction():
            columns = {
                c.name: getattr(line, c.name) for c in InvoiceLine.__table__.columns if c.name not in ("id", "turn")
            }
            db.session.add(InvoiceLine(**columns, turn=9))
            db.session.flush()

    def test_it_is_not_deleted_and_nothing_is_changed_in_bulk(self, session: Session) -> None:
        invoice = issued()
        with pytest.raises(Issued), transaction():
            db.session.delete(invoice)
            db.session.flush()
        for model in (Invoice, InvoiceLine, Payment):
            with pytest.raises(Issued), transaction():
                db.session.query(model).delete()

    def test_payments_stay_too(self, session: Session) -> None:
        payment = paid(issued()).payments[0]
        with pytest.raises(Issued), transaction():
            payment.pence = 1
            db.session.flush()

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            ("UPDATE invoices SET payer_name = 'x'", "not what was issued"),
            ("UPDATE invoice_lines SET course_title = 'x'", "not what was issued"),
            ("UPDATE invoice_series SET last_serial = 2", "is missing"),
            ("UPDATE invoice_series SET last_serial = 0", "never given out"),
            ("UPDATE invoices SET paid_pence = 1", "not the sum of its payments"),
        ],
    )
    def test_a_change_behind_its_back_is_found(self, session: Session, change: str, found: str) -> None:
        issued()
        session.execute(text(change))
        session.commit()
        assert any(found in problem for problem in in_order())

    @pytest.mark.parametrize(
        "broken",
        [
            "UPDATE invoices SET state = 'draft'",
            "UPDATE invoices SET number = NULL",
            "UPDATE invoices SET gross_pence = gross_pence + 1",
            "UPDATE invoices SET credited_pence = gross_pence + 1",
            "UPDATE invoices SET kind = 'credit_note'",
            "UPDATE invoice_lines SET vat_pence = vat_pence + 1",
            "UPDATE invoice_lines SET net_pence = net_pence + 1",
            "UPDATE invoice_lines SET turn = NULL",
        ],
    )
    def test_the_database_itself_refuses(self, session: Session, broken: str) -> None:
        issued()
        with pytest.raises((DomainError, Exception), match=r"(?i)check"):
            session.execute(text(broken))
        session.rollback()


class TestForgetting:
    def test_a_closed_account_leaves_no_name_and_the_document_stands(self, session: Session) -> None:
        invoice = issued()
        person = invoice.lines[0].place.delegate
        assert invoice.lines[0].delegate
        with transaction():
            assert operations.forget_person(user=person) == 1
        assert invoice.lines[0].delegate == ""
        assert in_order() == []

    def test_names_go_after_six_years(
        self, session: Session, frozen: FrozenClock, run_job: Callable[[str], Any]
    ) -> None:
        invoice = issued()
        frozen.advance(timedelta(days=6 * 365))
        assert run_job("invoices.forget_names") == 0
        frozen.advance(timedelta(days=10))
        assert run_job("invoices.forget_names") == 1
        assert invoice.lines[0].delegate == ""


def test_the_example_to_the_penny(session: Session, frozen: FrozenClock) -> None:
    """£120, free with 5 working days, half with 2: first session Tuesday 5 May 2026, Monday 4 May a bank holiday
    (``booking.md``). What is shown is what is invoiced."""
    wanted = [
        (datetime(2026, 4, 27, 16, 59, tzinfo=LONDON), 0),
        (datetime(2026, 4, 27, 17, 1, tzinfo=LONDON), 6_000),
        (datetime(2026, 5, 1, 17, 1, tzinfo=LONDON), 12_000),
    ]
    for moment, pence in wanted:
        run = CourseDateFactory(day=date(2026, 5, 5))
        place = sold(course_date=run, booking__payer=SchoolFactory())
        invoice = issued(place)
        frozen.move_to(moment)
        shown = cpd.cancellation_charge(place=place, moment=clock.now())
        assert shown.pence == pence
        with transaction():
            cpd.cancel_place(actor=place.booking.booker, place_id=place.id, shown_pence=shown.pence)
        settle(place)
        lines = session.scalars(
            select(InvoiceLine).where(InvoiceLine.place_id == place.id, InvoiceLine.kind == LineKind.cancellation)
        ).all()
        assert [line.gross_pence for line in lines] == ([pence] if pence else [])
        assert invoice.state is InvoiceState.credited
        frozen.move_to(datetime(2026, 4, 24, 10, 0, tzinfo=LONDON))
    assert in_order() == []
