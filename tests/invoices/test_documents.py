"""What a document says on paper, in the mail and in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.clock import LONDON
from teachpb.cpd import operations as cpd
from teachpb.cpd.models import PaymentMethod
from teachpb.db import transaction
from teachpb.invoices import operations, queries
from teachpb.invoices.exporting import COLUMNS, rows_of
from teachpb.invoices.models import Invoice
from teachpb.invoices.paper import bill_of, document_pdf, file_name, money
from teachpb.web.csvfile import csv_text
from tests.factories.accounts import UserFactory
from tests.factories.cpd import CourseDateFactory, DelegateNeedsFactory
from tests.factories.invoices import PayerFinanceFactory, drafted, issued, sold
from tests.factories.schools import SchoolFactory
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen")


def words_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def has(content: bytes, *wanted: str) -> bool:
    words = words_of(content)
    missing = [each for each in wanted if "".join(each.split()) not in words]
    assert missing == [], words
    return True


class TestOnPaper:
    def test_it_is_accessible_and_says_what_a_tax_invoice_has_to(self, session: Session) -> None:
        school = SchoolFactory(name="Riverside School #set text(red)")
        place = sold(
            net=12_000,
            off=2_000,
            rate=2_000,
            booking__payer=school,
            booking__purchase_order="PO 7",
            delegate_name="Cara J",
        )
        invoice = issued(place)
        content = document_pdf(invoice)
        root = PdfReader(io.BytesIO(content)).trailer["/Root"]
        assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("en-GB", True)
        assert b"pdfuaid" in content
        title = place.course_date.course.title
        assert has(content, f"Invoice {invoice.number}", "Friday 24 April 2026", "Sunday 24 May 2026", "GB 999 8877 66")
        assert has(content, "Nene Teaching School Hub", "Riverside School #set text(red)", "PO 7", "12345678", title)
        assert has(content, "£120.00", "£20.00", "£100.00", "20%", "VAT at 20% on £100.00", "Total to pay", "for C. J.")
        assert "CaraJ" not in words_of(content)

    def test_a_draft_says_so(self, session: Session) -> None:
        assert has(document_pdf(drafted()), "Draft: not to be paid", "None yet", "Not issued")

    def test_a_recharge_is_not_to_be_paid(self, session: Session) -> None:
        place = sold(
            booking__payer=SchoolFactory(),
            booking__payment_method=PaymentMethod.recharge,
            booking__cost_centre="4711",
        )
        content = document_pdf(issued(place))
        assert has(content, "Internal recharge", "Cost centre: 4711", "nothing is to be paid", "No VAT is charged")
        assert "12345678" not in words_of(content)

    def test_a_credit_note_names_what_it_takes_back(self, session: Session) -> None:
        invoice = issued()
        ids = [line.id for line in invoice.lines]
        with transaction():
            note = operations.credit(actor=UserFactory(), invoice_id=invoice.id, line_ids=ids, reason="Goodwill")
        assert has(document_pdf(note), f"Credits: Invoice {invoice.number}", "Reason: Goodwill", "Total credited")
        assert "Payby" not in words_of(document_pdf(note))

    def test_the_same_document_is_the_same_for_ever(self, session: Session) -> None:
        invoice = issued()
        before = bill_of(invoice)
        invoice.payer.name = "Another name"
        finance = queries.provider_finance(invoice.provider_id)
        finance.legal_name, finance.account_number = "Somebody else", "999"
        invoice.lines[0].place.course_date.course.title = "Something else"
        session.commit()
        assert bill_of(invoice) == before

    @pytest.mark.parametrize(("pence", "words"), [(0, "£0.00"), (5, "£0.05"), (123_456, "£1,234.56")])
    def test_money_always_has_its_pence(self, pence: int, words: str) -> None:
        assert money(pence) == words

    def test_the_file_has_the_number(self, session: Session) -> None:
        invoice = issued()
        assert file_name(invoice) == f"Invoice {invoice.number}.pdf"


def test_from_the_booking_to_the_paper(session: Session, frozen: FrozenClock, run_job: Callable[[str], Any]) -> None:
    """£120, first session Tuesday 5 May 2026, Monday a bank holiday; cancelled Monday 27 April 17:01 for £60
    (``booking.md``): booked, drafted, issued, cancelled, credited, charged, and all of it on paper."""
    run = CourseDateFactory(day=date(2026, 5, 5))
    place = sold(net=10_000, rate=2_000, course_date=run, booking__payer=SchoolFactory())  # £120 with VAT
    assert place.price_pence == 12_000
    first = issued(place)
    assert has(document_pdf(first), "£100.00", "VAT at 20%", "£20.00", "Total to pay", "£120.00", "5 May 2026")
    frozen.move_to(datetime(2026, 4, 27, 17, 1, tzinfo=LONDON))
    shown = cpd.cancellation_charge(place=place, moment=clock.now())
    with transaction():
        cpd.cancel_place(actor=place.booking.booker, place_id=place.id, shown_pence=shown.pence)
    run_job("invoices.settle")
    _, note, charge = session.scalars(select(Invoice).order_by(Invoice.id)).all()
    with transaction():
        operations.issue(actor=None, invoice_id=charge.id)
    assert has(document_pdf(note), "Credit note", "Total credited", "£120.00", "The booking has changed")
    assert has(document_pdf(charge), "Cancellation charge", "£50.00", "£10.00", "Total to pay", "£60.00")
    assert shown.pence == charge.gross_pence == 6_000
    assert [first.serial, note.serial, charge.serial] == [1, 2, 3]
    assert list(queries.problems()) == []


class TestInTheMail:
    def test_goes_once_to_where_the_payer_wants_it(
        self, session: Session, run_job: Callable[[str], Any], outbox: Callable[[], list[Any]]
    ) -> None:
        school = SchoolFactory()
        PayerFinanceFactory(organisation=school)
        invoice = issued(booking__payer=school, booking__purchase_order="PO 7", delegate_name="Cara Jones")
        assert run_job("invoices.send") == 1
        assert run_job("invoices.send") == 0
        (mail,) = outbox()
        assert mail.to == "finance@school.example.org"
        assert mail.reply_to == "finance@hub.example.org"
        assert mail.subject == f"Invoice {invoice.number} from Nene Teaching School Hub"
        assert "Cara" not in mail.subject + mail.text
        assert "£120.00" in mail.text and "Sunday 24 May 2026" in mail.text and "PO 7" in mail.text
        (attached,) = mail.attachments
        assert (attached.filename, attached.media_type) == (f"Invoice {invoice.number}.pdf", "application/pdf")
        assert attached.content.startswith(b"%PDF")
        assert invoice.sent_at == clock.now()

    def test_again_when_asked(self, session: Session, run_job: Callable[[str], Any], outbox: Any) -> None:
        invoice = issued()
        run_job("invoices.send")
        with transaction():
            operations.send_again(actor=UserFactory(), invoice_id=invoice.id, content=b"%PDF")
        assert len(outbox()) == 2

    def test_recharges_and_credit_notes_say_what_they_are(
        self, session: Session, run_job: Callable[[str], Any], outbox: Callable[[], list[Any]]
    ) -> None:
        place = sold(booking__payer=SchoolFactory(), booking__payment_method=PaymentMethod.recharge)
        invoice = issued(place)
        ids = [line.id for line in invoice.lines]
        with transaction():
            operations.credit(actor=UserFactory(), invoice_id=invoice.id, line_ids=ids, reason="Goodwill")
        assert run_job("invoices.send") == 2
        recharge, note = outbox()
        assert "nothing to pay" in recharge.text
        assert "takes back" in note.text and "Goodwill" in note.text


class TestForFinance:
    def test_a_row_a_line_with_credit_notes_negative(self, session: Session) -> None:
        invoice = issued(rate=2_000)
        ids = [line.id for line in invoice.lines]
        with transaction():
            operations.credit(actor=UserFactory(), invoice_id=invoice.id, line_ids=ids, reason="Goodwill")
        rows = list(rows_of(select(Invoice).order_by(Invoice.id)))
        gross = [row[COLUMNS.index("Gross")] for row in rows]
        assert [str(each) for each in gross] == ["144", "-144"]
        assert all(len(row) == len(COLUMNS) for row in rows)

    def test_nothing_in_it_runs_and_no_needs_are_in_it(self, session: Session) -> None:
        place = sold(booking__payer=SchoolFactory(name="=HYPERLINK(1)"), booking__purchase_order="=1+1")
        DelegateNeedsFactory(place=place, dietary="Vegan", access="A ramp")
        issued(place)
        text = csv_text(COLUMNS, rows_of(select(Invoice)))
        assert "'=HYPERLINK(1)" in text and "'=1+1" in text
        assert "Vegan" not in text and "ramp" not in text
        assert "Vegan" not in words_of(document_pdf(session.scalar(select(Invoice))))
