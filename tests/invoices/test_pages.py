"""The pages about money, as providers, schools and people who pay for themselves use them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.cpd.models import PlaceState
from teachpb.cpd.places import move
from teachpb.db import db, transaction
from teachpb.invoices import operations, queries
from teachpb.invoices.models import Invoice, InvoiceSeries, InvoiceState, IssueMode, Payment
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.cpd import BookingFactory, CourseDateFactory, CourseFactory
from tests.factories.invoices import (
    PayerFinanceFactory,
    ProviderFinanceFactory,
    TrainingBudgetFactory,
    drafted,
    issued,
    paid,
    sold,
)
from tests.factories.schools import LocalAuthorityFactory, ProviderFactory, SchoolFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen")
Count = Callable[[], Any]


@pytest.fixture
def provider(session: Session) -> Any:
    provider = ProviderFactory()
    ProviderFinanceFactory(provider=provider)
    return provider


@pytest.fixture
def desk(client: StrictClient, provider: Any) -> StrictClient:
    client.sign_in(member(Role.provider_admin, provider))
    return client


def of(provider: Any, **fields: Any) -> Any:
    fields.setdefault("booking__payer", SchoolFactory())
    return sold(course_date__course__provider=provider, **fields)


class TestTheProvidersDesk:
    def test_issues_the_chosen_drafts(self, desk: StrictClient, provider: Any, session: Session) -> None:
        drafts = [drafted(of(provider)) for _ in range(3)]
        page = desk.get("/training/billing?shelf=drafts")
        assert "Drafts 3" in page.text
        answer = desk.post("/training/billing/issue", {"drafts": [str(each.id) for each in drafts[:2]]})
        assert "2 documents are issued" in desk.follow(answer).flashes[0]
        assert [each.state for each in drafts] == [InvoiceState.issued] * 2 + [InvoiceState.draft]
        assert sorted(each.serial for each in drafts[:2]) == [1, 2]

    def test_asks_to_choose_one(self, desk: StrictClient, provider: Any) -> None:
        drafted(of(provider))
        assert desk.post("/training/billing/issue", status=200).errors == ["Select at least one draft to issue"]

    def test_says_what_is_missing(self, client: StrictClient, session: Session) -> None:
        place = of(ProviderFactory())
        provider = place.course_date.course.provider
        with transaction():
            operations.settle(booking_id=place.booking_id)
        client.sign_in(member(Role.provider_admin, provider))
        assert "Before you can issue invoices" in client.get("/training/billing").text
        invoice = session.scalars(select(Invoice)).one()
        answer = client.post(f"/training/billing/{invoice.id}/issue")
        assert "enter your name and address" in client.follow(answer).flashes[0]
        answer = client.post("/training/billing/issue", {"drafts": [str(invoice.id)]})
        assert "enter your name and address" in client.follow(answer).flashes[0]

    def test_pressed_twice_is_issued_once(self, desk: StrictClient, provider: Any, session: Session) -> None:
        invoice = drafted(of(provider))
        for _ in range(2):
            desk.post(f"/training/billing/{invoice.id}/issue")
        assert invoice.serial == 1
        assert session.scalar(select(InvoiceSeries.last_serial)) == 1

    @pytest.mark.parametrize(
        ("shelf", "shown"),
        [
            ("drafts", {"draft"}),
            ("unpaid", {"late", "part"}),
            ("overdue", {"late"}),
            ("paid", {"paid"}),
            ("nonsense", {"draft", "late", "part", "paid"}),
        ],
    )
    def test_shelves(
        self, client: StrictClient, provider: Any, frozen: FrozenClock, shelf: str, shown: set[str]
    ) -> None:
        late = issued(of(provider))
        frozen.advance(timedelta(days=31))
        made = {
            "late": late,
            "draft": drafted(of(provider)),
            "part": paid(issued(of(provider)), 1),
            "paid": paid(issued(of(provider))),
        }
        client.sign_in(member(Role.provider_admin, provider))
        links = client.get(f"/training/billing?shelf={shelf}").links.values()
        assert {name for name, each in made.items() if f"/training/invoices/{each.id}" in links} == shown

    def test_notes_a_payment_once(self, desk: StrictClient, provider: Any, session: Session) -> None:
        invoice = issued(of(provider))
        url = f"/training/billing/{invoice.id}/payment"
        form = desk.get(url).form()
        for _ in range(2):
            desk.post(url, {**form, "reference": "BACS 7"})
        assert (invoice.state, session.query(Payment).count()) == (InvoiceState.paid, 1)
        assert "BACS 7" in desk.get(f"/training/invoices/{invoice.id}").text

    def test_refuses_too_much_and_keeps_what_was_typed(self, desk: StrictClient, provider: Any) -> None:
        invoice = issued(of(provider))
        page = desk.submit(f"/training/billing/{invoice.id}/payment", status=200, pence="200")
        assert page.errors == ["Enter £120 or less: no more is open"]
        assert page.form()["pence"] == "200"
        page = desk.submit(f"/training/billing/{invoice.id}/payment", status=200, pence="", direction=None)
        assert len(page.errors) == 2

    def test_notes_money_paid_back(self, desk: StrictClient, provider: Any) -> None:
        invoice = paid(issued(of(provider)))
        desk.submit(f"/training/billing/{invoice.id}/payment", direction="back", pence="20")
        assert invoice.paid_pence == 10_000
        assert "£20.00 paid back" in desk.get(f"/training/invoices/{invoice.id}").text

    def test_credits_one_line_once(self, desk: StrictClient, provider: Any, session: Session) -> None:
        booking, run = BookingFactory(payer=SchoolFactory()), CourseDateFactory(course__provider=provider)
        for _ in range(2):
            place = sold(booking=booking, course_date=run, delegate=UserFactory())
        invoice = issued(place)
        url = f"/training/billing/{invoice.id}/credit"
        answers = {"lines": [str(invoice.lines[0].id)], "reason": "Ill, with a note", "again": "no"}
        form = desk.get(url).form()
        note = desk.follow(desk.post(url, {**form, **answers}))
        assert "Credit note" in note.h1 and "Ill, with a note" in note.text
        assert invoice.remaining_pence == 12_000
        desk.post(url, {**form, **answers}, status=200)
        assert len(invoice.credit_notes) == 1
        assert (
            f"/training/invoices/{invoice.credit_notes[0].id}"
            in desk.get(f"/training/invoices/{invoice.id}").links.values()
        )

    def test_reissues_with_the_right_order_number(self, desk: StrictClient, provider: Any, session: Session) -> None:
        invoice = issued(of(provider))
        answers = {"lines": [str(invoice.lines[0].id)], "reason": "Wrong order number", "again": "yes"}
        desk.submit(f"/training/billing/{invoice.id}/credit", **answers)
        states = [each.state for each in session.scalars(select(Invoice).order_by(Invoice.id))]
        assert states == [InvoiceState.credited, InvoiceState.issued, InvoiceState.draft]

    def test_sends_again_but_not_a_draft(self, desk: StrictClient, provider: Any, outbox: Any) -> None:
        invoice, draft = issued(of(provider)), drafted(of(provider))
        desk.post(f"/training/billing/{invoice.id}/send")
        desk.post(f"/training/billing/{draft.id}/send")
        assert len(outbox()) == 1

    def test_settings_are_kept_and_the_account_is_in_no_trail(self, client: StrictClient, session: Session) -> None:
        provider = ProviderFactory(name="Nene Hub")
        client.sign_in(member(Role.provider_admin, provider))
        page = client.get("/training/billing/settings")
        assert page.form()["legal_name"] == "Nene Hub"
        answers = {
            "address": "Ham Lane",
            "prefix": "NH",
            "account_name": "Nene Hub",
            "sort_code": "20-00-00",
            "account_number": "87654321",
            "issue_mode": "before_run",
            "issue_days": "21",
        }
        client.submit("/training/billing/settings", **answers)
        finance = queries.provider_finance(provider.id)
        assert (finance.issue_mode, finance.issue_days, finance.terms_days) == (IssueMode.before_run, 21, 30)
        assert queries.prefix_of(provider) == "NH"
        assert finance.account_number == "87654321"
        stored = session.connection().exec_driver_sql("SELECT account_number FROM provider_finances").scalar()
        assert stored.startswith("sealed:")
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "invoice_settings_changed")).one()
        assert "87654321" not in str(entry.changes)
        assert client.get("/training/billing/settings").form()["sort_code"] == "20-00-00"

    @pytest.mark.parametrize(
        ("field", "value", "error"),
        [
            ("prefix", "tsh", "Enter 2 to 10 capital letters or digits, like TSH"),
            ("sort_code", "2000", "Enter a sort code like 20-00-00"),
            ("account_number", "12", "Enter an account number of 6 to 8 digits"),
            ("terms_days", "400", "Days to pay must be between 0 and 120"),
            ("prefix", "TAKEN", "Another provider uses this prefix: enter another"),
        ],
    )
    def test_settings_say_what_is_wrong(
        self, desk: StrictClient, provider: Any, field: str, value: str, error: str
    ) -> None:
        with transaction():
            db.session.add(InvoiceSeries(provider_id=ProviderFactory().id, prefix="TAKEN"))
        page = desk.submit("/training/billing/settings", status=200, **{"prefix": "OK", field: value})
        assert page.errors == [error]
        assert page.form()[field] == value


class TestIncome:
    def test_by_course_date_and_band(self, desk: StrictClient, provider: Any) -> None:
        run = CourseDateFactory(course=CourseFactory(provider=provider, title="Phonics that sticks"))
        school = SchoolFactory()
        places = [sold(course_date=run, booking__payer=school, delegate=UserFactory()) for _ in range(4)]
        drafted(places[0])
        issued(places[1])
        paid(issued(places[2]))
        gone = issued(places[3]).lines[0].place
        with transaction():
            move(gone, PlaceState.cancelled_by_provider, now=clock.now(), charge_pence=0)
        with transaction():
            operations.settle(booking_id=gone.booking_id)
        (row,) = queries.income_of(provider, clock.today().replace(year=2025, month=9, day=1))
        taken = row.taken
        assert (taken.places, taken.drafted_pence, taken.issued_pence) == (4, 12_000, 36_000)
        assert (taken.credited_pence, taken.paid_pence, taken.unpaid_pence) == (12_000, 12_000, 12_000)
        page = desk.get("/training/billing/income")
        assert "Phonics that sticks" in page.text and "Academy in the city" in page.text
        assert "Nothing invoiced" in desk.get("/training/billing/income?year=2023").text

    def test_as_files(self, desk: StrictClient, provider: Any) -> None:
        issued(of(provider, booking__payer=SchoolFactory(name="=cmd()")))
        assert "'=cmd()" in desk.get("/training/billing/documents.csv").body
        content = desk.get("/training/billing/documents.xlsx").response.data
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet["G2"].value == "=cmd()" and sheet["G2"].data_type == "s"


class TestTheSchool:
    def test_sees_its_own_and_says_where_they_go(self, client: StrictClient, session: Session) -> None:
        school = SchoolFactory()
        mine, other = issued(booking__payer=school), issued()
        draft = drafted(sold(booking__payer=school))
        client.sign_in(member(Role.cpd_lead, school))
        links = client.get("/training/invoices").links.values()
        assert f"/training/invoices/{mine.id}" in links
        assert not {f"/training/invoices/{each.id}" for each in (other, draft)} & set(links)
        assert mine.number in client.get("/training/invoices.csv").body
        client.submit(
            "/training/invoices/details", email="finance@school.example.org", shows_names="y", budget_year="financial"
        )
        finance = queries.payer_finance(school.id)
        assert (finance.email, finance.shows_names) == ("finance@school.example.org", True)
        assert client.get("/training/invoices/details").form()["email"] == "finance@school.example.org"

    def test_reads_one_and_cannot_change_it(self, client: StrictClient, session: Session) -> None:
        school = SchoolFactory()
        invoice = issued(booking__payer=school, rate=2_000)
        client.sign_in(member(Role.owner, school))
        page = client.get(f"/training/invoices/{invoice.id}")
        assert "£144.00 is to be paid by Sunday 24 May 2026" in page.text
        assert "VAT at 20%" in page.text
        assert "Note a payment" not in page.links
        pdf = client.get(f"/training/invoices/{invoice.id}/document.pdf").response
        assert pdf.data.startswith(b"%PDF") and pdf.headers["Cache-Control"] == "private, no-store"

    def test_spending_by_state_person_and_theme(self, client: StrictClient, session: Session) -> None:
        school = SchoolFactory()
        TrainingBudgetFactory(organisation=school, pence=100_000)
        cara = {"booking__payer": school, "delegate_name": "Cara Jones"}
        sold(**cara)
        issued(sold(**cara))
        paid(issued(sold(booking__payer=school, delegate_name="Dev Patel")))
        with transaction():
            move(sold(**cara), PlaceState.cancelled_by_customer, now=clock.now(), charge_pence=6_000)
        sold()  # somebody else's
        waived = issued(sold(**cara))
        with transaction():
            ids = [line.id for line in waived.lines]
            operations.credit(actor=UserFactory(), invoice_id=waived.id, line_ids=ids, reason="Goodwill")
        found = queries.spending_of(school, clock.today().replace(year=2025, month=9, day=1))
        total = found.total
        assert (total.committed_pence, total.invoiced_pence, total.paid_pence) == (18_000, 12_000, 12_000)
        assert (total.charges_pence, found.left_pence) == (6_000, 58_000)
        assert {name: spent.total_pence for name, spent in found.by_person.items()} == {
            "Cara Jones": 30_000,
            "Dev Patel": 12_000,
        }
        assert found.by_theme["Pedagogy"].total_pence == 42_000
        client.sign_in(member(Role.cpd_lead, school))
        page = client.get("/training/budget")
        assert "Together £420" in page.text and "Budget £1,000" in page.text and "Left £580" in page.text
        assert "Dev Patel" in client.get("/training/budget/spending.csv").body
        assert "Nothing booked" in client.get("/training/budget?year=2024").text

    def test_sets_a_budget_for_the_year_it_counts_in(self, client: StrictClient, session: Session) -> None:
        from teachpb.invoices.models import BudgetYear

        school = SchoolFactory()
        PayerFinanceFactory(organisation=school, budget_year=BudgetYear.financial)
        client.sign_in(member(Role.owner, school))
        for pounds in ("5,000", "6,000"):
            client.submit("/training/budget/edit", pence=pounds)
        budget = queries.budget_of(school, clock.today().replace(month=4, day=1))
        assert budget.pence == 600_000
        assert "1 Apr 2026 to 31 Mar 2027" in client.get("/training/budget").text


def test_who_pays_for_themselves_finds_it_in_their_account(client: StrictClient, session: Session) -> None:
    invoice = issued(sold())
    client.sign_in(invoice.user)
    assert f"/training/invoices/{invoice.id}" in client.get("/account/invoices").links.values()
    client.get(f"/training/invoices/{invoice.id}")
    client.sign_in(UserFactory())
    assert "No invoices" in client.get("/account/invoices").text


def test_officers_read_and_change_nothing(client: StrictClient, session: Session) -> None:
    invoice = issued()
    client.sign_in(member(Role.cpd_officer, LocalAuthorityFactory()))
    assert f"/training/invoices/{invoice.id}" in client.get("/office/course-invoices").links.values()
    assert "Note a payment" not in client.get(f"/training/invoices/{invoice.id}").links


@pytest.mark.parametrize(
    ("url", "role"),
    [
        ("/training/billing", Role.provider_admin),
        ("/training/billing?shelf=drafts", Role.provider_admin),
        ("/training/billing/income", Role.provider_admin),
        ("/training/billing/documents.csv", Role.provider_admin),
        ("/training/invoices", Role.cpd_lead),
        ("/training/budget", Role.cpd_lead),
    ],
)
def test_lists_ask_as_often_for_twenty_as_for_two(
    client: StrictClient, provider: Any, query_count: Count, url: str, role: Role
) -> None:
    school = SchoolFactory()
    client.sign_in(member(role, provider if role is Role.provider_admin else school))

    def make(count: int) -> None:
        for number in range(count):
            place = of(provider, booking__payer=school, delegate_name=f"Person {number}")
            drafted(place) if number % 2 else issued(place)

    make(2)
    client.get(url)
    with query_count() as few:
        client.get(url)
    make(16)
    with query_count() as many:
        client.get(url)
    assert many.count == few.count, many.statements


def test_the_command_says_whether_the_books_are_in_order(app: Any, session: Session) -> None:
    issued()
    done = app.test_cli_runner().invoke(args=["invoices", "verify"])
    assert (done.exit_code, "every document is what was issued" in done.output) == (0, True)
    session.connection().exec_driver_sql("UPDATE invoices SET payer_name = 'x'")
    session.commit()
    done = app.test_cli_runner().invoke(args=["invoices", "verify"])
    assert done.exit_code == 1 and "not what was issued" in done.output
