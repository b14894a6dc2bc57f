"""From the advert to a sent application, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications.models import Application, ApplicationState
from teachpb.insight.models import DayCount, Metric, VacancyTally
from teachpb.insight.operations import begin_tally
from teachpb.vacancies.lifecycle import editable_fields
from teachpb.vacancies.models import ApplicationMethod, VacancyState
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory, EmptyDraftFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

PERSON = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "address_line_1": "1 Engine Row",
    "town": "Peterborough",
    "postcode": "pe11aa",
    "phone": "01733 747474",
    "email": "ada@example.org",
    "has_right_to_work": "yes",
    "has_ni_number": "yes",
    "ni_number": "ac 12 34 56 c",
    "working_patterns": ["full_time", "job_share"],
}
REFEREE = {
    "name": "Charles Babbage",
    "job_title": "Headteacher",
    "organisation": "Analytical School",
    "relationship_to_candidate": "My line manager",
    "email": "charles@example.org",
    "is_latest_employer": "yes",
    "may_ask_early": "no",
}
JOB = {
    "organisation": "Analytical School",
    "job_title": "Teacher of mathematics",
    "started_on": "2019-09-01",
    "is_current": "yes",
    "main_duties": "Teaching people to count",
}


def only_application(session: Session) -> Application:
    return session.scalars(select(Application)).one()


def form_url(application: Application, page: str = "form") -> str:
    return f"/account/applications/{application.id}/{page}"


class TestTheWholeWay:
    def test_from_the_advert_to_the_school(
        self, client: StrictClient, session: Session, frozen: FrozenClock, outbox: Any
    ) -> None:
        vacancy = VacancyFactory(contact_email="office@school.example.org")
        begin_tally(vacancy=vacancy)
        session.commit()
        client.sign_in(UserFactory(full_name="Ada Lovelace", email="ada@example.org"))
        advert = client.get(f"/jobs/{vacancy.slug}")
        start = client.get(advert.links["Apply now"])
        assert "teacher reference number" in start.text
        assert "10am on Friday 8 May 2026" in start.text
        tasks = client.follow(client.submit(f"/jobs/{vacancy.slug}/apply"))
        assert tasks.h1 == "Your application for Year 4 teacher"
        application = only_application(session)
        base = form_url(application)
        client.submit(f"{base}/personal-details", **PERSON)
        client.submit(
            f"{base}/professional-status", qts_status="yes", qts_year="2019", trn="12 34567", induction="completed"
        )
        client.submit(form_url(application, "employment/new/job"), **JOB)
        client.submit(
            form_url(application, "employment"),
            action=form_url(application, "employment"),
            left_education_on="2019-07-01",
        )
        client.submit(f"{base}/personal-statement", statement="I count.\n\nAnd I teach others to count.")
        client.submit(form_url(application, "referees/new"), **REFEREE)
        client.submit(
            form_url(application, "referees"),
            action=form_url(application, "referees"),
            wants_notice="yes",
            only_referee_reason="It is my only job so far",
        )
        client.submit(f"{base}/support", needs_support="no")
        checked = client.submit(
            f"{base}/declarations",
            has_close_relationships="no",
            has_safeguarding_issue="no",
            agrees_to_checks="yes",
            is_accurate="yes",
        )
        check = client.follow(checked)
        assert check.h1 == "Check your answers"
        assert "PE1 1AA" in check.text
        done = client.follow(client.submit(form_url(application, "check")))
        assert "Application sent" in done.text
        session.expire_all()
        assert application.state is ApplicationState.submitted
        assert application.trn == "1234567"
        assert application.ni_number == "AC123456C"
        assert vacancy.first_applied_at == frozen()
        tally = session.scalars(select(VacancyTally)).one()
        assert (tally.initiated, tally.submitted) == (1, 1)
        to_candidate, to_school = outbox()
        assert "Your application has arrived" in to_candidate.text
        assert f"/account/applications/{application.id}" in to_candidate.text
        assert "Lovelace" not in to_school.text + to_school.subject

    def test_signed_out_people_are_asked_to_sign_in_and_brought_back(
        self, client: StrictClient, session: Session
    ) -> None:
        vacancy = VacancyFactory()
        page = client.get(f"/jobs/{vacancy.slug}/apply")
        for words in ("Sign in to apply", "Create an account"):
            assert page.links[words].endswith(f"next=/jobs/{vacancy.slug}/apply")
        assert client.post(f"/jobs/{vacancy.slug}/apply").location.startswith("/account/sign-in")
        assert session.scalars(select(Application)).all() == []

    def test_who_has_begun_goes_on_where_they_were(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = client.get(f"/jobs/{draft.vacancy.slug}/apply", status=302)
        assert page.location == form_url(draft)
        sent = ApplicationFactory(candidate=draft.candidate)
        assert client.get(f"/jobs/{sent.vacancy.slug}/apply", status=302).location == f"/account/applications/{sent.id}"
        assert client.post(f"/jobs/{sent.vacancy.slug}/apply").location == f"/account/applications/{sent.id}"

    @pytest.mark.parametrize(
        ("fields", "status"),
        [
            ({"state": VacancyState.removed}, 410),
            ({"state": VacancyState.draft, "published_at": None, "opens_at": None}, 404),
            ({"application_method": ApplicationMethod.website, "application_link": "https://x.example"}, 404),
            ({"state": VacancyState.ended_early}, 302),
        ],
    )
    def test_only_for_jobs_that_take_our_form(
        self, client: StrictClient, session: Session, fields: dict[str, Any], status: int
    ) -> None:
        vacancy = VacancyFactory(**fields)
        client.sign_in(UserFactory())
        client.get(f"/jobs/{vacancy.slug}/apply", status=status)
        client.post(f"/jobs/{vacancy.slug}/apply", status=status)
        assert session.scalars(select(Application)).all() == []

    def test_names_hidden_is_said_before_and_when_sending(self, client: StrictClient, session: Session) -> None:
        draft = DraftApplicationFactory(vacancy=VacancyFactory(is_anonymised=True))
        client.sign_in(draft.candidate)
        assert "without your name" in client.get(form_url(draft, "check")).text
        client.sign_in(UserFactory())
        assert "without names" in client.get(f"/jobs/{draft.vacancy.slug}/apply").text

    def test_the_first_draft_freezes_what_was_said_about_names(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory()
        client.sign_in(UserFactory())
        client.submit(f"/jobs/{vacancy.slug}/apply")
        session.expire_all()
        assert "is_anonymised" not in editable_fields(vacancy.state, has_applications=bool(vacancy.first_applied_at))

    def test_where_somebody_came_from_is_counted_with_the_start(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory()
        client.sign_in(UserFactory())
        client.submit(f"/jobs/{vacancy.slug}/apply?source=alert", action=f"/jobs/{vacancy.slug}/apply")
        counted = session.scalars(select(DayCount)).all()
        assert [(row.metric, row.source, row.count) for row in counted] == [(Metric.started, "alert", 1)]

    @pytest.mark.parametrize("state", [state for state in ApplicationState if state is not ApplicationState.draft])
    def test_every_state_has_a_page_for_the_candidate(
        self, client: StrictClient, session: Session, state: ApplicationState
    ) -> None:
        application = ApplicationFactory(state=state)
        client.sign_in(application.candidate)
        page = client.get(f"/account/applications/{application.id}")
        assert application.statement in page.text
        assert len(page.select(".tp-timeline__item time")) == len(application.events)
        assert application.vacancy.title in client.get("/account/applications").text

    def test_nobody_without_applications_is_left_with_an_empty_page(
        self, client: StrictClient, session: Session
    ) -> None:
        client.sign_in(UserFactory())
        assert "See open jobs" in client.get("/account/applications").links
