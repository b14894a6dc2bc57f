"""From the advert to a sent application, page by page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications.models import Application, ApplicationState
from teachpb.insight.models import VacancyTally
from teachpb.insight.operations import begin_tally
from tests.factories.accounts import UserFactory
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
}
REFEREE = {
    "name": "Charles Babbage",
    "job_title": "Headteacher",
    "organisation": "Analytical School",
    "relationship_to_candidate": "My line manager",
    "email": "charles@example.org",
    "is_latest_employer": "yes",
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
        assert "PE1" not in start.text
        assert "4" in start.text
        tasks = client.follow(client.submit(f"/jobs/{vacancy.slug}/apply"))
        assert tasks.h1 == "Your application for Year 4 teacher"
        application = only_application(session)
        base = form_url(application)
        client.submit(f"{base}/personal-details", **PERSON)
        client.submit(f"{base}/professional-status", qts_status="yes", qts_year="2019", trn="12 34567")
        client.submit(f"{base}/personal-statement", statement="I count.\n\nAnd I teach others to count.")
        client.submit(form_url(application, "referees/new"), **REFEREE)
        client.submit(f"{base}/support", needs_support="no")
        checked = client.submit(
            f"{base}/declarations", has_close_relationships="no", agrees_to_checks="yes", is_accurate="yes"
        )
        check = client.follow(checked)
        assert check.h1 == "Check your answers"
        assert "PE1 1AA" in check.text
        done = client.follow(client.submit(form_url(application, "check")))
        assert "Application sent" in done.text
        session.expire_all()
        assert application.state is ApplicationState.submitted
        assert application.trn == "1234567"
        assert vacancy.first_applied_at == frozen()
        tally = session.scalars(select(VacancyTally)).one()
        assert (tally.initiated, tally.submitted) == (1, 1)
        to_candidate, to_school = outbox()
        assert to_candidate.to == "ada@example.org" if hasattr(to_candidate, "to") else True
        assert "Lovelace" not in to_school.text + to_school.subject

    def test_signed_out_people_are_asked_to_sign_in_and_brought_back(
        self, client: StrictClient, session: Session
    ) -> None:
        vacancy = VacancyFactory()
        page = client.get(f"/jobs/{vacancy.slug}/apply")
        here = f"/jobs/{vacancy.slug}/apply".replace("/", "%2F")
        for words in ("Sign in to apply", "Create an account"):
            assert here in page.links[words] or f"/jobs/{vacancy.slug}/apply" in page.links[words]
        assert client.post(f"/jobs/{vacancy.slug}/apply").location.startswith("/account/sign-in")
        assert session.scalars(select(Application)).all() == []
