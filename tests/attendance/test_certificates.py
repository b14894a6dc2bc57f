"""Certificates: for whom, until when, what strangers see, and taking them back."""

from __future__ import annotations

import io
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.attendance import operations, papers, queries
from teachpb.attendance.errors import NoCertificate
from teachpb.attendance.models import AttendanceRecord, Certificate, Mark
from teachpb.attendance.operations import Cell
from teachpb.cpd.models import CertificateKind, CourseSession, Place, PlaceState
from teachpb.db import transaction
from teachpb.schools.models import Role
from tests.factories.attendance import CertificateFactory, RecordFactory
from tests.factories.cpd import CourseDateFactory, CourseFactory, PlaceFactory
from tests.factories.schools import ProviderFactory, member
from tests.support.client import StrictClient
from tests.support.limits import counting_app
from tests.support.time import FrozenClock


def attend(place: Place, *marks: Mark, seen: int = 0) -> None:
    """Mark the sessions of a place, one after the other."""
    run = place.course_date
    actor = member(Role.provider_admin, run.course.provider)
    for session, mark in zip(run.live_sessions, marks, strict=False):
        with transaction():
            operations.save_marks(
                actor=actor, course_date_id=run.id, session_id=session.id, cells=[Cell(place.id, mark, seen)]
            )


def dsl_place(days: tuple[date, ...], **course: Any) -> Place:
    """A place on the training of designated safeguarding leads, valid for 24 months."""
    fields = {"validity_months": 24, "statutory_basis": "Keeping children safe in education", **course}
    run = CourseDateFactory(
        course=CourseFactory(title="Designated safeguarding lead", **fields),
        sessions=[CourseSession(day=day, starts=time(9), ends=time(12)) for day in days],
    )
    place: Place = PlaceFactory(course_date=run, delegate=None, delegate_name="Cara Jones")
    return place


class TestCase18:
    """Expiry of safeguarding (reference, section 8)."""

    def test_attended_on_29_february_2028(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Any
    ) -> None:
        frozen.move_to(clock.at_london(date(2028, 2, 29), time(17)))
        place = dsl_place((date(2028, 2, 29),))
        attend(place, Mark.present)
        certificate = queries.certificate_of(place.id)
        assert certificate is not None
        assert certificate.expires_on == date(2030, 2, 28)
        kept = queries.record_of_place(place.id)
        assert kept is not None
        pdf = client.get(f"/after-course/{kept.key}/certificate.pdf").response.data
        words = _words(pdf)
        for expected in (
            "Cara Jones",
            "28 February 2030, 24 calendar months after",
            "3 hours",
            certificate.number,
            "29 February 2028",
        ):
            assert expected in words
        assert outbox()[-1].subject == "Your certificate: Designated safeguarding lead"
        assert "Thursday 28 February 2030" in outbox()[-1].text

    def test_one_of_two_required_sessions_is_not_enough(self, session: Session, frozen: FrozenClock) -> None:
        today = clock.today()
        place = dsl_place((today - timedelta(days=2), today - timedelta(days=1)))
        attend(place, Mark.present, Mark.absent)
        session.refresh(place)
        assert place.state is PlaceState.part_attended
        assert queries.certificate_of(place.id) is None


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.fixture
def place(session: Session, frozen: FrozenClock) -> Place:
    return dsl_place((clock.today() - timedelta(days=1),))


def test_none_for_a_course_that_gives_none(session: Session, frozen: FrozenClock) -> None:
    place = dsl_place((clock.today() - timedelta(days=1),), certificate_kind=CertificateKind.none)
    attend(place, Mark.present)
    assert queries.certificate_of(place.id) is None


def test_none_while_the_course_runs(session: Session, frozen: FrozenClock, run_job: Any) -> None:
    frozen.advance(-timedelta(minutes=30))
    place = dsl_place((clock.today(),))
    attend(place, Mark.present)
    run_job("attendance.settle_registers")
    assert queries.certificate_of(place.id) is None
    frozen.advance(timedelta(hours=3))
    for _ in range(2):
        run_job("attendance.settle_registers")
    assert session.query(Certificate).count() == 1


def test_a_correction_takes_it_back_and_gives_the_same_one_again(session: Session, place: Place) -> None:
    attend(place, Mark.present)
    certificate = queries.certificate_of(place.id)
    assert certificate is not None
    number = certificate.number
    attend(place, Mark.absent, seen=1)
    session.refresh(certificate)
    assert (certificate.is_valid, certificate.withdrawn_reason) == (False, "The register was corrected")
    attend(place, Mark.present, seen=2)
    session.refresh(certificate)
    assert (certificate.is_valid, certificate.number) == (True, number)


def test_what_the_provider_took_back_no_correction_gives_again(session: Session, place: Place) -> None:
    attend(place, Mark.present)
    certificate = session.scalars(select(Certificate)).one()
    actor = member(Role.provider_admin, place.course_date.course.provider)
    with transaction():
        operations.withdraw_certificate(actor=actor, certificate=certificate, reason="Issued twice")
    with pytest.raises(NoCertificate), transaction():
        operations.withdraw_certificate(actor=actor, certificate=certificate, reason="Again")
    attend(place, Mark.late, seen=1)
    session.refresh(certificate)
    assert not certificate.is_valid


def test_the_paper_is_accessible_and_takes_whatever_is_in_a_name(session: Session, frozen: FrozenClock) -> None:
    nasty = '#panic("x") *Zoë* $x$ <script> \\ @ref „Łódź“'
    certificate = CertificateFactory(
        place__delegate_name=nasty, course_title="A $ & # title", expires_on=date(2030, 2, 28), statutory_basis="KCSIE"
    )
    pdf = papers.certificate_pdf(certificate)
    assert b"pdfuaid" in pdf
    assert '#panic("x") *Zoë* $x$ <script>' in _words(pdf)


def test_a_name_in_any_script_gets_its_certificate(session: Session, frozen: FrozenClock) -> None:
    assert papers.certificate_pdf(CertificateFactory(place__delegate_name="李 小龍")).startswith(b"%PDF")


class TestVerifying:
    def test_a_stranger_types_the_number(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        certificate = CertificateFactory(place__delegate=None, place__delegate_name="Cara Jones")
        typed = certificate.number.lower().replace("-", " ")
        page = client.follow(client.get(f"/certificates?number={typed}", status=302))
        assert page.h1 == "This certificate is valid"
        for words in ("C.J.", certificate.course_title, certificate.provider_name, "Friday 24 April 2026"):
            assert words in page.text
        assert "Cara" not in page.body
        assert "noindex" in page.response.headers["X-Robots-Tag"]

    def test_withdrawn_and_run_out(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        gone = CertificateFactory(withdrawn_at=clock.now(), withdrawn_reason="She slept")
        page = client.get(f"/certificates/{gone.number.lower()}")
        assert page.h1 == "This certificate is withdrawn"
        assert "She slept" not in page.body
        today = CertificateFactory(expires_on=clock.today())
        assert client.get(f"/certificates/{today.number.lower()}").h1 == "This certificate is valid"
        over = CertificateFactory(expires_on=clock.today() - timedelta(days=1))
        assert client.get(f"/certificates/{over.number.lower()}").h1 == "This certificate has run out"

    @pytest.mark.parametrize("number", ["AAAA-BBBB-CCCC", "x", "0" * 200, "K7QM2XPR9HC", "%27", "ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ"])
    def test_what_is_wrong_with_a_number_is_not_told(self, client: StrictClient, session: Session, number: str) -> None:
        page = client.get(f"/certificates?number={number}", status=404)
        assert page.text.startswith("Verify a certificate We know no certificate with this number.")

    def test_the_address_of_an_unknown_one_is_not_found(self, client: StrictClient, session: Session) -> None:
        client.get("/certificates/aaaa-bbbb-cccc", status=404)

    def test_the_empty_page_asks(self, client: StrictClient, session: Session) -> None:
        page = client.get("/certificates")
        assert page.h1 == "Verify a certificate"
        assert "We know no" not in page.text


@pytest.mark.pure
def test_guessing_numbers_is_slowed_down(tmp_path: Path) -> None:
    with counting_app(tmp_path) as app:
        http = app.test_client()
        answers = [http.get("/certificates/aaaa-bbbb-cccc").status_code for _ in range(31)]
        typed = [http.get("/certificates?number=aaaa").status_code for _ in range(31)]
        assert answers == typed == [404] * 30 + [429]
        assert http.get("/certificates").status_code == 200  # who has typed nothing has guessed nothing


class TestAfterACourse:
    def test_the_page_of_the_key(self, client: StrictClient, session: Session, place: Place) -> None:
        attend(place, Mark.present)
        kept = session.scalars(select(AttendanceRecord)).one()
        page = client.get(f"/after-course/{kept.key}")
        assert "Get the certificate (PDF)" in page.links
        assert page.response.headers["Referrer-Policy"] == "no-referrer"

    def test_no_certificate_no_file(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        kept = RecordFactory(place__state=PlaceState.part_attended)
        client.get(f"/after-course/{kept.key}")
        client.get(f"/after-course/{kept.key}/certificate.pdf", status=404)
        CertificateFactory(place=kept.place, withdrawn_at=clock.now())
        assert "was withdrawn" in client.get(f"/after-course/{kept.key}").text
        client.get(f"/after-course/{kept.key}/certificate.pdf", status=404)
        client.get(f"/after-course/{'x' * 32}", status=404)

    def test_the_delegate_finds_it(self, client: StrictClient, session: Session, frozen: FrozenClock) -> None:
        kept = RecordFactory()
        client.sign_in(kept.place.delegate)
        page = client.get(f"/training/places/{kept.place_id}")
        assert page.links["Your certificate and evaluation"] == f"/after-course/{kept.key}"


def test_the_provider_withdraws_it(client: StrictClient, session: Session, place: Place) -> None:
    attend(place, Mark.present)
    run = place.course_date
    client.sign_in(member(Role.provider_admin, run.course.provider))
    page = client.get(f"/training/dates/{run.id}/results")
    certificate = session.scalars(select(Certificate)).one()
    assert certificate.number in page.text
    path = f"/training/dates/{run.id}/places/{place.id}/certificate/withdraw"
    assert client.submit(path, status=200, reason="").errors
    client.submit(path, reason="Wrong course")
    assert "Withdrawn: Wrong course" in client.get(f"/training/dates/{run.id}/results").text
    assert "no certificate" in client.follow(client.get(path, status=302)).flashes[0]


def test_whose_certificate_it_is_is_not_another_provider_s(
    client: StrictClient, session: Session, place: Place
) -> None:
    attend(place, Mark.present)
    client.sign_in(member(Role.provider_admin, ProviderFactory()))
    client.get(f"/training/dates/{place.course_date_id}/results", status=404)
