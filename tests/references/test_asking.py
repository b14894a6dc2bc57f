"""The school asks, reminds, replaces; candidates are told; the clock helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications.models import Application, ApplicationState, Referee
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, db, transaction
from teachpb.references import operations
from teachpb.references.errors import TooEarly
from teachpb.references.models import ReferenceRequest, ReferenceState
from teachpb.references.operations import asking
from teachpb.references.registry import INTERVIEWS, register_interviews
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory, RefereeFactory
from tests.factories.references import ReferenceFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

DAY = timedelta(days=1)
JOB = "references.write_to_referees"


@pytest.fixture
def shortlisted(session: Session, frozen: FrozenClock) -> Application:
    made: Application = ApplicationFactory(state=ApplicationState.shortlisted)
    return made


def owner_of(application: Application) -> Any:
    return member(Role.owner, application.vacancy.organisation)


def url_of(application: Application) -> str:
    return f"/hiring/applications/{application.id}/references"


def requests(session: Session) -> list[ReferenceRequest]:
    return list(session.scalars(select(ReferenceRequest).order_by(ReferenceRequest.id)))


class TestAsking:
    def test_the_ticked_are_asked_and_the_candidate_is_told(
        self, client: StrictClient, session: Session, shortlisted: Application, outbox: Any
    ) -> None:
        second = RefereeFactory(application=shortlisted, name="Bea Second", email="bea@example.org")
        client.sign_in(owner_of(shortlisted))
        client.submit(url_of(shortlisted), referees=[str(second.id)])
        (request,) = requests(session)
        assert (request.name, request.state) == ("Bea Second", ReferenceState.requested)
        to_referee, to_candidate = outbox()
        assert (to_referee.to, to_candidate.to) == ("bea@example.org", shortlisted.candidate.email)
        for private in (shortlisted.last_name, shortlisted.vacancy.title, "Bea", "Alan"):
            assert private not in to_referee.subject + to_candidate.subject
        page = client.get(url_of(shortlisted))
        assert "Waiting for the referee" in page.text
        assert [box["value"] for box in page.select("input[name=referees]")] == [str(shortlisted.referees[0].id)]
        verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.subject_type == "reference_requests")).all()
        assert set(verbs) == {"reference_candidate_told", "reference_asked"}

    def test_asking_twice_asks_once(self, session: Session, shortlisted: Application, outbox: Any) -> None:
        owner = owner_of(shortlisted)
        for _ in range(2):
            with transaction():
                operations.ask_referees(actor=owner, application=shortlisted)
        assert len(requests(session)) == 1
        assert len(outbox()) == 2

    @pytest.mark.parametrize("state", [ApplicationState.submitted, ApplicationState.unsuccessful])
    def test_nobody_is_asked_before_shortlisting(self, session: Session, state: ApplicationState) -> None:
        application = ApplicationFactory(state=state)
        owner = owner_of(application)
        for ask in (operations.ask_referees, operations.ask_disclosure):
            with pytest.raises(TooEarly), transaction():
                ask(actor=owner, application=application)

    def test_nothing_ticked_is_said(self, client: StrictClient, shortlisted: Application) -> None:
        client.sign_in(owner_of(shortlisted))
        assert client.submit(url_of(shortlisted), status=200).errors == ["Tick at least one referee"]

    def test_who_must_not_be_asked_before_the_interview_hears_after_it_and_a_day_after_the_candidate(
        self,
        client: StrictClient,
        session: Session,
        shortlisted: Application,
        frozen: FrozenClock,
        outbox: Any,
        run_job: Callable[[str], object],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(asking, "wants_to_know_first", lambda _referee: True)
        with transaction():
            assert operations.ask_referees(actor=owner_of(shortlisted), application=shortlisted) == []
        client.sign_in(owner_of(shortlisted))
        page = client.get(url_of(shortlisted))
        assert "not to write to this referee before the interview: Alan Headteacher" in page.text
        assert not page.select("input[name=referees]")
        shortlisted.state = ApplicationState.offered
        session.commit()
        with transaction():
            operations.ask_referees(actor=owner_of(shortlisted), application=shortlisted)
        assert [mail.to for mail in outbox()] == [shortlisted.candidate.email]
        frozen.advance(timedelta(hours=23))
        run_job(JOB)
        assert len(outbox()) == 1
        frozen.advance(timedelta(hours=1))
        for _ in range(2):
            run_job(JOB)
        assert [mail.to for mail in outbox()][1:] == ["alan@example.org"]
        assert requests(session)[0].state is ReferenceState.requested

    def test_a_candidate_who_wants_to_be_told_first_has_a_day(
        self,
        session: Session,
        shortlisted: Application,
        frozen: FrozenClock,
        outbox: Any,
        run_job: Callable[[str], object],
    ) -> None:
        shortlisted.wants_notice = True
        session.commit()
        with transaction():
            operations.ask_referees(actor=owner_of(shortlisted), application=shortlisted)
        assert [mail.to for mail in outbox()] == [shortlisted.candidate.email]
        frozen.advance(DAY - timedelta(minutes=1))
        run_job(JOB)
        assert len(outbox()) == 1
        frozen.advance(timedelta(minutes=1))
        run_job(JOB)
        assert [mail.to for mail in outbox()][1:] == ["alan@example.org"]

    def test_several_at_once_after_a_page_that_says_whom(
        self, client: StrictClient, session: Session, shortlisted: Application, outbox: Any
    ) -> None:
        other = ApplicationFactory(vacancy=shortlisted.vacancy, state=ApplicationState.interviewing)
        early = ApplicationFactory(vacancy=shortlisted.vacancy)
        foreign = ApplicationFactory(state=ApplicationState.shortlisted)
        client.sign_in(owner_of(shortlisted))
        url = f"/hiring/vacancies/{shortlisted.vacancy_id}/references/ask"
        ticked = [str(each.id) for each in (shortlisted, other, early, foreign)]
        page = client.post(url, {"application": ticked}, status=200)
        assert other.full_name in page.text
        assert foreign.full_name not in page.text
        assert not requests(session)
        page = client.follow(client.post(url, page.form(url)))
        assert (
            page.flashes
            == [
                "Success 2 referees are asked.",
                "Important 1 of the ticked have nobody left to ask, or are not on the shortlist.",
            ]
            or len(page.flashes) == 2
        )
        assert {each.application_id for each in requests(session)} == {shortlisted.id, other.id}
        client.post(url, {"application": [str(foreign.id), "x", "9" * 12], "confirmed": "yes"})
        assert len(requests(session)) == 2

    def test_the_overview_takes_the_same_queries_for_two_and_for_twenty(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        vacancy = VacancyFactory()
        client.sign_in(member(Role.owner, vacancy.organisation))
        url = f"/hiring/vacancies/{vacancy.id}/references"
        counts = []
        for number in (2, 10):
            for _ in range(number):
                ReferenceFactory(application=ApplicationFactory(vacancy=vacancy, state=ApplicationState.shortlisted))
            with query_count() as counter:
                client.get(url)
            counts.append(counter.count)
        assert counts[0] == counts[1]


class TestSomebodyElse:
    NEW = {
        "name": "Cleo Third",
        "job_title": "Head",
        "organisation": "Nene School",
        "connection": "Line manager",
        "email": "cleo@example.org",
    }

    def test_instead_of_a_referee(self, client: StrictClient, session: Session, shortlisted: Application) -> None:
        first = ReferenceFactory(application=shortlisted, token="z" * 43)
        client.sign_in(owner_of(shortlisted))
        url = f"/hiring/references/{first.id}/replace"
        assert "Enter the referee’s name" in client.submit(url, status=200).errors
        client.submit(url, **self.NEW)
        session.expire_all()
        assert [each.state for each in requests(session)] == [ReferenceState.replaced, ReferenceState.requested]
        client.get(f"/references/{'z' * 43}", status=404)

    def test_besides_the_named_ones_and_a_double_click_asks_once(
        self, client: StrictClient, session: Session, shortlisted: Application, outbox: Any
    ) -> None:
        client.sign_in(owner_of(shortlisted))
        for _ in range(2):
            client.submit(f"{url_of(shortlisted)}/new", **self.NEW)
        assert [each.email for each in requests(session)] == ["cleo@example.org"]
        assert len(outbox()) == 2

    def test_an_answered_one_is_neither_replaced_nor_moved(self, session: Session, shortlisted: Application) -> None:
        done = ReferenceFactory(application=shortlisted, state=ReferenceState.received)
        owner = owner_of(shortlisted)
        with pytest.raises(DomainError), transaction():
            operations.replace_referee(actor=owner, request=done, values=self.NEW)
        with pytest.raises(DomainError), transaction():
            operations.change_address(actor=owner, request=done, email="new@example.org")


class TestReminding:
    @pytest.mark.parametrize(("days", "works"), [(6, False), (7, True), (30, True)])
    def test_by_hand_after_seven_days(
        self,
        client: StrictClient,
        session: Session,
        shortlisted: Application,
        frozen: FrozenClock,
        outbox: Any,
        days: int,
        works: bool,
    ) -> None:
        request = ReferenceFactory(application=shortlisted)
        frozen.advance(days * DAY)
        client.sign_in(owner_of(shortlisted))
        assert ("Remind" in client.get(url_of(shortlisted)).text) is works
        client.post(f"/hiring/references/{request.id}/remind")
        assert len(outbox()) == works

    def test_by_the_clock_after_seven_and_fourteen_days_and_no_more(
        self,
        session: Session,
        shortlisted: Application,
        frozen: FrozenClock,
        outbox: Any,
        run_job: Callable[[str], object],
    ) -> None:
        ReferenceFactory(application=shortlisted)
        days = []
        for day in range(40):
            before = len(outbox())
            run_job(JOB)
            days += [day] * (len(outbox()) - before)
            frozen.advance(DAY)
        assert days == [7, 14]

    def test_before_the_interview(
        self,
        app: Flask,
        session: Session,
        shortlisted: Application,
        frozen: FrozenClock,
        outbox: Any,
        run_job: Callable[[str], object],
    ) -> None:
        ReferenceFactory(application=shortlisted)
        interview = frozen() + 6 * DAY
        register_interviews(lambda ids: dict.fromkeys(ids, interview))
        try:
            for day, sent in ((1, 0), (3, 1), (4, 1)):
                frozen.move_to(interview - 6 * DAY + day * DAY)
                run_job(JOB)
                assert len(outbox()) == sent, day
        finally:
            app.extensions[INTERVIEWS].pop()

    @pytest.mark.parametrize("state", [ApplicationState.withdrawn, ApplicationState.unsuccessful])
    def test_nobody_is_reminded_once_it_is_over(
        self,
        session: Session,
        shortlisted: Application,
        frozen: FrozenClock,
        outbox: Any,
        run_job: Callable[[str], object],
        state: ApplicationState,
    ) -> None:
        ReferenceFactory(application=shortlisted)
        shortlisted.state = state
        session.commit()
        frozen.advance(20 * DAY)
        run_job(JOB)
        assert outbox() == []


def test_referees_without_an_address_are_not_offered(session: Session, shortlisted: Application) -> None:
    for referee in shortlisted.referees:
        referee.email = ""
    db.session.add(Referee(application=shortlisted, name="D", email="d@example.org"))
    session.commit()
    with transaction():
        made = operations.ask_referees(actor=owner_of(shortlisted), application=shortlisted)
    assert [each.name for each in made] == ["D"]
