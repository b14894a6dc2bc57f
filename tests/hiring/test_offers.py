"""Offers in writing: making, changing, answering, reminding, and the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb.applications import operations as applications
from teachpb.applications.models import ApplicationState
from teachpb.db import DomainError, transaction
from teachpb.hiring import letter
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.models import Offer
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import OfferFactory
from tests.factories.schools import member
from tests.support.client import StrictClient

_S = ApplicationState
TERMS = {
    "pay_pence": "36,413",
    "pay_period": "year",
    "pay_point": "M4",
    "start_on": "2026-09-01",
    "answer_by": "2026-04-30",
    "more_conditions": "Two more days of induction",
}


@pytest.fixture(autouse=True)
def stopped(frozen: Any) -> Any:
    return frozen


def staff_of(application: Any) -> Any:
    return member(Role.recruiter, application.vacancy.organisation)


def staff_url(application: Any) -> str:
    return f"/hiring/applications/{application.id}/offer"


def own_url(application: Any) -> str:
    return f"/account/applications/{application.id}/offer"


def test_an_offer_moves_the_candidate_on_and_is_read_by_them(
    client: StrictClient, session: Session, outbox: Any
) -> None:
    application = ApplicationFactory(state=_S.interviewing)
    client.sign_in(staff_of(application))
    page = client.get(staff_url(application))
    assert len(page.select("input[name=conditions][checked]")) >= 9  # what a primary teacher needs is ticked already
    client.submit(staff_url(application), **TERMS)
    assert application.state is _S.offered
    (mail,) = outbox()
    assert "£" not in mail.subject + mail.text and "“Offer”" in mail.text
    client.sign_in(application.candidate)
    assert "Read and answer the offer" in client.get("/account/applications").links
    shown = client.get(own_url(application)).text
    for words in ("£36,413 a year, M4", "Tuesday 1 September 2026", "Enhanced DBS", "Two more days of induction"):
        assert words in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pay_pence": ""}, "Enter the pay"),
        ({"pay_pence": "lots"}, "must be an amount of money"),
        ({"start_on": ""}, "Enter the start date"),
        ({"start_on": "2026-04-24"}, "future"),
        ({"answer_by": "2026-04-23"}, "today"),
        ({"pay_period": "fortnight"}, "Select a year or an hour"),
    ],
)
def test_bad_terms_get_their_sentence(
    client: StrictClient, session: Session, wrong: dict[str, str], sentence: str
) -> None:
    application = ApplicationFactory(state=_S.interviewing)
    client.sign_in(staff_of(application))
    page = client.submit(staff_url(application), status=200, **{**TERMS, **wrong})
    assert sentence in " ".join(page.errors), page.errors
    assert application.state is _S.interviewing
    assert session.scalars(select(Offer)).all() == []


def test_an_offer_by_word_of_mouth_is_put_into_writing_and_changed(
    client: StrictClient, session: Session, outbox: Any
) -> None:
    application = ApplicationFactory(state=_S.offered)
    client.sign_in(staff_of(application))
    client.submit(staff_url(application), **TERMS)
    client.submit(staff_url(application))  # nothing new, nothing told
    client.submit(staff_url(application), pay_pence="37,000")
    assert ["in writing" in mail.text for mail in outbox()] == [True, True]
    assert "has changed" in outbox()[-1].text
    assert session.scalars(select(Offer)).one().pay_pence == 3_700_000


@pytest.mark.parametrize("state", [_S.accepted, _S.declined, _S.offer_withdrawn])
def test_what_is_answered_stands(client: StrictClient, session: Session, state: _S) -> None:
    offer = OfferFactory(application=ApplicationFactory(state=state))
    application = offer.application
    client.sign_in(staff_of(application))
    assert client.get(staff_url(application)).select("form[action] input[name=pay_pence]") == []
    fields = {**TERMS, "conditions": "identity"}
    page = client.post(staff_url(application), fields, status=200)
    assert "until it is answered" in page.errors[0]
    assert session.scalars(select(Offer)).one().pay_pence == 3_641_300


@pytest.mark.parametrize(("answer", "state"), [("accept", _S.accepted), ("decline", _S.declined)])
def test_the_candidate_answers_with_a_reason_if_they_like(
    client: StrictClient, session: Session, answer: str, state: _S
) -> None:
    application = OfferFactory().application
    client.sign_in(application.candidate)
    assert client.submit(own_url(application), status=200).errors == ["Select whether you accept the job"]
    client.submit(own_url(application), answer=answer, reason="My mother is ill")
    client.post(own_url(application), {"answer": "accept"})
    assert application.state is state
    assert "mother" not in str(session.execute(text("SELECT answer_reason FROM offers")).scalar_one())
    assert "You answered on" in client.get(own_url(application)).text
    assert "Read and answer the offer" not in client.get("/account/applications").links
    client.sign_in(staff_of(application))
    assert "My mother is ill" in client.get(staff_url(application)).text


def test_an_offer_made_before_they_were_written_down_is_answered_at_the_same_door(
    client: StrictClient, session: Session
) -> None:
    application = ApplicationFactory(state=_S.offered)
    client.sign_in(application.candidate)
    assert "Read and answer the offer" in client.get("/account/applications").links
    assert "has not put its offer in writing" in client.get(own_url(application)).text
    client.get(f"{own_url(application)}/letter.pdf", status=404)
    old = client.get(f"/account/applications/{application.id}/answer", status=301)
    assert str(old.location).endswith(own_url(application))
    client.submit(own_url(application), answer="accept")
    assert application.state is _S.accepted


@pytest.mark.parametrize("state", [_S.submitted, _S.shortlisted, _S.interviewing, _S.unsuccessful])
def test_without_an_offer_there_is_no_page(client: StrictClient, session: Session, state: _S) -> None:
    application = ApplicationFactory(state=state)
    client.sign_in(application.candidate)
    client.get(own_url(application), status=404)
    assert "Offer" not in client.get(f"/account/applications/{application.id}").links


def test_nothing_is_offered_but_in_writing(client: StrictClient, session: Session) -> None:
    application = ApplicationFactory(state=_S.interviewing)
    actor = staff_of(application)
    with pytest.raises(DomainError, match="Write down what you offer"), transaction():
        applications.move(actor=actor, application=application, state=_S.offered)
    client.sign_in(actor)
    page = client.get(f"/hiring/applications/{application.id}")
    assert "offered" not in [box["value"] for box in page.select("input[name=state]")]
    assert page.links["Offer the job"].endswith(staff_url(application))


def test_one_reminder_two_days_before(
    session: Session, outbox: Any, run_job: Callable[[str], object], frozen: Any
) -> None:
    offer = OfferFactory(answer_by=date(2026, 4, 29))
    OfferFactory(application=ApplicationFactory(state=_S.accepted), answer_by=date(2026, 4, 26))
    told = [run_job("hiring.remind")]
    frozen.advance(timedelta(days=3))
    told += [run_job("hiring.remind"), run_job("hiring.remind")]
    assert told == [0, 1, 0]
    (mail,) = outbox()
    assert mail.to == offer.application.candidate.email and "Wednesday 29 April 2026" in mail.text
    assert offer.application.vacancy.title not in mail.subject


def test_the_letter_says_the_same_as_the_page(session: Session) -> None:
    offer = OfferFactory(more_conditions="A second interview with the governors")
    paper = letter.letter_of(offer.application, offer)
    words = str(paper)
    for expected in ("£36,413 a year, M4", offer.application.full_name, "governors", CheckKind.identity.label):
        assert expected in words
    assert letter.letter_pdf(offer.application, offer).startswith(b"%PDF-")
