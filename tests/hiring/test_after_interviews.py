"""Several people who were interviewed and not chosen, told at once and with feedback."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import InterviewDayFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

_S = ApplicationState


def test_they_hear_the_feedback_and_their_time_is_free(client: StrictClient, session: Session, outbox: Any) -> None:
    vacancy = VacancyFactory()
    people = [ApplicationFactory(vacancy=vacancy, state=_S.interviewing) for _ in range(3)]
    day = InterviewDayFactory(vacancy=vacancy, invited=people)
    day.slots[0].application_id = people[0].id
    session.commit()
    client.sign_in(member(Role.recruiter, vacancy.organisation))
    url = f"/hiring/vacancies/{vacancy.id}/applications?tab=interviewing"
    page = client.get(url)
    assert [box["value"] for box in page.select('input[name="state"]')] == ["interview_unsuccessful"]
    fields = {
        "state": "interview_unsuccessful",
        "application": [str(each.id) for each in people[:2]],
        "message": "Your lesson was warm; we wanted more phonics.",
    }
    client.post(url, fields)
    session.expire_all()
    assert [each.state for each in people] == [_S.interview_unsuccessful, _S.interview_unsuccessful, _S.interviewing]
    assert day.slots[0].application_id is None
    told = [mail for mail in outbox() if "more phonics" in mail.text]
    assert {mail.to for mail in told} == {each.candidate.email for each in people[:2]}
