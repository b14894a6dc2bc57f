"""What a school and the candidate read of a history: in order, with its gaps, without names while they are hidden."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from teachpb.applications.documents import paper_of
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.rows import history, rows_of, span
from teachpb.schools.models import Role
from tests.factories.applications import (
    ApplicationFactory,
    BodyMembershipFactory,
    BreakFactory,
    JobFactory,
    RefereeFactory,
    SchoolResultsFactory,
    TrainingFactory,
)
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

pytestmark = pytest.mark.usefixtures("frozen")
NEVER = ("Philippa", "Quorndon", "Wilhelmina", "wq@", "CC-4711", "AC123456C")


def full(**fields: Any) -> Application:
    """Two jobs with two months between them, a break, school results, a course and a membership."""
    application = ApplicationFactory(
        first_name="Philippa", last_name="Quorndon", history=False, referee=False, ni_number="AC123456C", **fields
    )
    RefereeFactory(application=application, name="Wilhelmina Wolds", email="wq@school.example")
    SchoolResultsFactory(application=application, year=2015, kind="a_level")
    JobFactory(
        application=application,
        organisation="Wash Academy",
        started_on=date(2015, 9, 1),
        ended_on=date(2017, 8, 1),
        is_current=False,
        reason_for_leaving="Wilhelmina Wolds moved, and so did Philippa",
    )
    BreakFactory(
        application=application,
        started_on=date(2017, 11, 1),
        ended_on=date(2018, 8, 1),
        reason="Philippa Quorndon sailed",
    )
    JobFactory(application=application, started_on=date(2018, 9, 1), main_duties="As Miss QUORNDON, year 4.")
    TrainingFactory(application=application, name="Phonics with Philippa")
    BodyMembershipFactory(application=application)
    return application


def test_the_latest_stands_first_and_staff_see_every_gap(session: Session) -> None:
    application = full()
    titles = [row.title for row in history(application, for_staff=True)]
    assert titles == [
        "Year 4 teacher, Wash Academy",
        "Break",
        "2 months not accounted for",
        "Year 4 teacher, Wash Academy",
    ]
    assert len(history(application, for_staff=False)) == 3


def test_the_school_reads_all_of_it_and_the_candidate_too(client: StrictClient, session: Session) -> None:
    application = full()
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    staff = client.get(f"/hiring/applications/{application.id}").text
    client.sign_in(application.candidate)
    own = client.get(f"/account/applications/{application.id}").text
    for words in ("September 2015 to August 2017", "Mathematics: A (AQA)", "Phonics with Philippa", "Number CC-4711"):
        assert words in staff
        assert words in own
    assert "2 months not accounted for" in staff
    assert "2 months not accounted for" not in own


@pytest.mark.parametrize("state", [ApplicationState.submitted, ApplicationState.unsuccessful])
def test_hidden_people_stay_hidden_and_their_employers_do_not(
    client: StrictClient, session: Session, state: ApplicationState
) -> None:
    application = full(vacancy=VacancyFactory(is_anonymised=True), state=state)
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    page = client.get(f"/hiring/applications/{application.id}").body
    paper = str(paper_of(application, for_staff=True))
    for shown in (page, paper):
        assert [word for word in NEVER if word.casefold() in shown.casefold()] == []
        assert "Wash Academy" in shown
        assert "[hidden] moved, and so did [hidden]" in shown


def test_once_shortlisted_nothing_is_hidden(client: StrictClient, session: Session) -> None:
    application = full(vacancy=VacancyFactory(is_anonymised=True), state=ApplicationState.shortlisted)
    rows = rows_of(application, application.memberships, for_staff=True)
    assert [row.private for row in rows] == [("Number CC-4711",)]
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    assert "sailed" in client.get(f"/hiring/applications/{application.id}").text


@pytest.mark.parametrize(
    ("first", "last", "open_end", "words"),
    [
        (date(2019, 9, 1), date(2022, 8, 1), "", "September 2019 to August 2022"),
        (date(2019, 9, 1), date(2019, 9, 1), "", "September 2019"),
        (date(2019, 9, 1), None, "today", "September 2019 to today"),
        (date(2019, 9, 1), None, "", "September 2019"),
        (None, date(2019, 9, 1), "", "September 2019"),
        (None, None, "", ""),
    ],
)
def test_a_span_of_months(first: date | None, last: date | None, open_end: str, words: str) -> None:
    assert span(first, last, open_end=open_end) == words
