"""The single central record outlives the application, and goes after somebody has left. The clock is moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.operations.scrubbing import scrub
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.hiring import operations
from teachpb.hiring.checklist import CheckKind
from teachpb.hiring.models import CheckState, RecordEntry
from teachpb.hiring.retention import goes_on, left_since, warned_since
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import OfferFactory, RecordEntryFactory, settle
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

_S = ApplicationState
RECORD = "/hiring/central-record"
Run = Callable[[str], object]


@pytest.fixture(autouse=True)
def stopped(frozen: FrozenClock) -> FrozenClock:
    return frozen


def appoint(**fields: Any) -> Application:
    application = OfferFactory(application=ApplicationFactory(state=_S.accepted, **fields)).application
    settle(application)
    with transaction():
        applications.move(actor=owner_of(application), application=application, state=_S.appointed)
    return application


def owner_of(application: Application) -> Any:
    return member(Role.owner, application.vacancy.organisation)


def entries(session: Session) -> list[RecordEntry]:
    session.expire_all()
    return list(session.scalars(select(RecordEntry).order_by(RecordEntry.id)))


class TestStaying:
    def test_it_stays_when_the_application_goes(
        self, client: StrictClient, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        application = appoint(last_name="Staysalong")
        for _half_a_year in range(4):
            frozen.advance(timedelta(days=184))
            run_job("applications.keep_no_longer")
            run_job("hiring.keep_record")
        session.expire_all()
        assert application.scrubbed_at is not None
        client.sign_in(owner_of(application))
        client.get(f"/hiring/applications/{application.id}", status=404)
        page = client.get(RECORD)
        assert "Grace Staysalong" in page.text
        entry = client.get(page.links["Open Grace Staysalong"])
        assert "Olive Owner" in entry.text
        assert "Change the checks" not in entry.text

    def test_whoever_was_appointed_before_there_was_a_record_is_put_there_before_the_checks_go(
        self, session: Session
    ) -> None:
        application = ApplicationFactory(state=_S.appointed)
        settle(application, but=(CheckKind.overseas,))
        with transaction():
            scrub(applications=[application])
        (entry,) = entries(session)
        assert entry.name.startswith("Grace ")
        assert entry.checks["identity"]["by"] == "Olive Owner"
        assert entry.checks["overseas"] == {"state": "open"}

    def test_nobody_else_is_on_it(self, session: Session, run_job: Run) -> None:
        for state in _S:
            if state not in {_S.draft, _S.appointed}:
                scrub_one = ApplicationFactory(state=state)
                with transaction():
                    scrub(applications=[scrub_one])
        run_job("hiring.keep_record")
        assert entries(session) == []

    def test_a_check_made_later_stands_on_it(self, session: Session) -> None:
        application = appoint()
        with transaction():
            operations.save_check(
                actor=owner_of(application),
                application=application,
                kind=CheckKind.identity,
                state=CheckState.done,
                done_on=date(2026, 4, 23),
                seen_by="Ruth Recruiter",
            )
        (entry,) = entries(session)
        assert entry.checks["identity"] == {"state": "done", "on": "2026-04-23", "by": "Ruth Recruiter", "reason": ""}

    def test_reasons_are_sealed(self, session: Session) -> None:
        appoint()
        stored = session.execute(text("SELECT checks FROM record_entries")).scalar_one()
        assert str(stored).startswith("sealed:")


class TestLeaving:
    def test_warned_two_weeks_before_and_deleted_after_six_months(
        self, session: Session, frozen: FrozenClock, run_job: Run, outbox: Any
    ) -> None:
        entry = RecordEntryFactory(left_on=date(2026, 4, 24))
        owner = member(Role.owner, entry.organisation)
        member(Role.recruiter, entry.organisation)
        RecordEntryFactory(organisation=entry.organisation)
        stages = []
        for day in (date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 23), date(2026, 10, 24)):
            frozen.advance(timedelta(days=(day - clock.today()).days))
            run_job("hiring.keep_record")
            run_job("hiring.keep_record")
            stages.append((len(outbox()), len(entries(session))))
        assert stages == [(0, 2), (1, 2), (1, 2), (1, 1)]
        (mail,) = outbox()
        assert mail.to == owner.email
        assert "Saturday 24 October 2026" in mail.text
        assert "Ada" not in mail.subject + mail.text + mail.html
        verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.verb.startswith("central_record")))
        assert list(verbs) == ["central_record_forgotten"]

    def test_read_stops_on_the_day_whether_or_not_the_job_ran(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        entry = RecordEntryFactory(left_on=date(2026, 4, 24))
        owner = member(Role.owner, entry.organisation)
        frozen.advance(timedelta(days=182))
        client.sign_in(owner)
        client.get(f"{RECORD}/{entry.id}")
        frozen.advance(timedelta(days=1))
        client.sign_in(owner)
        client.get(f"{RECORD}/{entry.id}", status=404)
        assert entry.name not in client.get(RECORD).text

    def test_the_last_day_is_noted_and_taken_back(self, client: StrictClient, session: Session) -> None:
        entry = RecordEntryFactory(appointed_on=date(2026, 1, 10))
        client.sign_in(member(Role.recruiter, entry.organisation))
        page = f"{RECORD}/{entry.id}"
        assert client.submit(page, status=200, left_on="2026-01-09").errors == ["Enter a day after they were appointed"]
        client.submit(page, left_on="2026-08-31")
        assert "This entry is deleted on Sunday 28 February 2027" in client.get(page).text
        assert "Left" in client.get(RECORD).text
        empty = {f"left_on-{part}": "" for part in ("day", "month", "year")}
        client.submit(page, **empty)
        assert entries(session)[0].left_on is None

    def test_taken_off_at_once(self, client: StrictClient, session: Session) -> None:
        entry = RecordEntryFactory()
        client.sign_in(member(Role.owner, entry.organisation))
        client.submit(f"{RECORD}/{entry.id}/remove")
        assert entries(session) == []
        trail = session.scalars(select(AuditEntry).where(AuditEntry.verb == "central_record_removed")).one()
        assert "Ada" not in str(trail.changes) + trail.note


class TestReach:
    def test_a_trust_and_the_school_the_job_was_for(self, client: StrictClient, session: Session) -> None:
        trust = TrustFactory()
        school, sister = SchoolFactory(trust=trust), SchoolFactory(trust=trust)
        vacancy = VacancyFactory(organisation=trust, schools=[school])
        entry = RecordEntryFactory(organisation=trust, vacancy_id=vacancy.id)
        for place, status in ((trust, 200), (school, 200), (sister, 404), (SchoolFactory(), 404)):
            client.sign_in(member(Role.owner, place))
            client.get(f"{RECORD}/{entry.id}", status=status)
            assert (entry.name in client.get(RECORD).text) is (status == 200)

    def test_one_may_not_leave_before_the_first_day(self, session: Session) -> None:
        entry = RecordEntryFactory()
        with pytest.raises(DomainError), transaction():
            operations.note_leaving(
                actor=member(Role.owner, entry.organisation),
                entry=entry,
                left_on=entry.appointed_on - timedelta(days=1),
            )


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_warning_comes_before_the_end_and_the_end_when_it_was_said(left_on: date) -> None:
    end = goes_on(left_on)
    assert left_since(end - timedelta(days=1)) <= left_on
    assert warned_since(end - timedelta(days=14)) >= left_on - timedelta(days=3)
    assert left_on <= left_since(end + timedelta(days=3))
