"""What nobody may see: names before shortlisting, applications after six months, a person who has left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts import operations as accounts
from teachpb.applications import operations, queries
from teachpb.applications.models import Application, ApplicationState, PanelMember, WithdrawalReason
from teachpb.applications.operations.scrubbing import blank_values
from teachpb.audit.models import AuditEntry
from teachpb.db import db, transaction
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory, PanelMemberFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

_S = ApplicationState
SECRET = {
    "first_name": "Philippa",
    "last_name": "Quorndon",
    "previous_names": "Philippa Vexley",
    "address_line_1": "99 Zephyr Lane",
    "address_line_2": "Flat Omega",
    "postcode": "PE9 9ZZ",
    "phone": "07700 900123",
    "email": "pq@quorndon.example",
    "trn": "9182736",
    "qts_details": "Philippa trained at Quorndon",
    "close_relationships": "My aunt Wilhelmina Quorndon",
    "has_close_relationships": True,
    "statement": "I am Philippa Quorndon, ring me on 07700900123. I teach.",
}
NEVER = (
    *("Philippa", "Quorndon", "Vexley", "Zephyr", "Omega", "PE9 9ZZ", "07700", "900123", "pq@", "9182736"),
    *("Wilhelmina", "Alan Headteacher", "alan@example.org", "Fenside", "hidden-person@"),
)


def hidden_application(**fields: Any) -> Application:
    application = ApplicationFactory(vacancy=VacancyFactory(is_anonymised=True), **{**SECRET, **fields})
    application.candidate.email = "hidden-person@example.org"
    application.candidate.full_name = "Philippa Quorndon"
    db.session.commit()
    return application


def staff_pages(application: Application) -> list[str]:
    vacancy = application.vacancy_id
    return [
        "/hiring",
        "/hiring/vacancies",
        f"/hiring/vacancies/{vacancy}",
        "/hiring/applications",
        "/hiring/applications?only=new",
        f"/hiring/vacancies/{vacancy}/applications",
        f"/hiring/vacancies/{vacancy}/applications?tab=ended",
        f"/hiring/vacancies/{vacancy}/panel",
        f"/hiring/applications/{application.id}",
    ]


def see_nothing(client: StrictClient, application: Application, actor: Any) -> None:
    client.sign_in(actor)
    for url in staff_pages(application):
        body = client.get(url).body
        found = [word for word in NEVER if word in body]
        assert not found, f"{url} shows {found}"


class TestHiddenNames:
    def test_before_shortlisting_and_after_a_refusal_nothing_tells_who_it_is(
        self, client: StrictClient, session: Session
    ) -> None:
        application = hidden_application()
        owner = member(Role.owner, application.vacancy.organisation)
        see_nothing(client, application, owner)
        assert application.code in client.get("/hiring/applications").text
        with transaction():
            operations.move(actor=owner, application=application, state=_S.unsuccessful)
        see_nothing(client, application, owner)

    def test_withdrawing_reveals_nothing_either(self, client: StrictClient, session: Session, outbox: Any) -> None:
        application = hidden_application()
        with transaction():
            operations.withdraw(actor=application.candidate, application=application, reason=WithdrawalReason.too_far)
        see_nothing(client, application, member(Role.owner, application.vacancy.organisation))
        to_school = outbox()[-1]
        assert not [word for word in NEVER if word in to_school.text + to_school.html + to_school.subject]

    def test_shortlisting_reveals_and_a_step_back_hides_again(self, client: StrictClient, session: Session) -> None:
        application = hidden_application()
        owner = member(Role.owner, application.vacancy.organisation)
        client.sign_in(owner)
        with transaction():
            operations.move(actor=owner, application=application, state=_S.shortlisted)
        page = client.get(f"/hiring/applications/{application.id}")
        assert page.h1 == "Philippa Quorndon"
        assert "9182736" in page.text
        with transaction():
            operations.move(actor=owner, application=application, state=_S.submitted, reason="A slip")
        see_nothing(client, application, owner)
        with transaction():
            operations.move(actor=owner, application=application, state=_S.unsuccessful)
        see_nothing(client, application, owner)

    def test_the_mail_to_the_school_and_the_trail_staff_can_see(self, session: Session, outbox: Any) -> None:
        draft = DraftApplicationFactory(vacancy=VacancyFactory(is_anonymised=True), **SECRET)
        draft.candidate.full_name = "Philippa Quorndon"
        session.commit()
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        to_school = next(mail for mail in outbox() if mail.kind == "applications.received")
        assert not [word for word in NEVER if word in to_school.text + to_school.html + to_school.subject]
        seen_by_staff = select(AuditEntry).where(AuditEntry.organisation_id.is_not(None))
        assert "Philippa" not in "".join(entry.actor_label for entry in session.scalars(seen_by_staff))

    def test_names_are_shown_where_the_vacancy_does_not_hide_them(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(**SECRET)
        client.sign_in(member(Role.owner, application.vacancy.organisation))
        assert client.get(f"/hiring/applications/{application.id}").h1 == "Philippa Quorndon"


class TestRetention:
    @pytest.mark.parametrize("role", [Role.owner, Role.panel_member])
    def test_six_months_after_closing_staff_lose_it_and_the_candidate_does_not(
        self, client: StrictClient, session: Session, frozen: FrozenClock, role: Role
    ) -> None:
        application = ApplicationFactory(state=_S.unsuccessful)
        if role is Role.owner:
            person = member(Role.owner, application.vacancy.organisation)
        else:
            person = PanelMemberFactory(vacancy=application.vacancy).user
        one, pipeline = f"/hiring/applications/{application.id}", application.vacancy_id
        frozen.move_to(application.vacancy.closes_at.replace(month=11) - timedelta(minutes=1))
        client.sign_in(person)
        client.get(one)
        assert len(client.get("/hiring/applications").select("tbody tr")) == 1
        frozen.advance(timedelta(minutes=1))
        client.sign_in(person)
        client.get(one, status=404)
        client.get(f"/hiring/vacancies/{pipeline}/applications", status=404)
        assert not client.get("/hiring/applications").select("tbody tr")
        assert queries.applicant_counts([application.vacancy_id]) == {}
        client.sign_in(application.candidate)
        client.get(f"/account/applications/{application.id}")


class TestLeaving:
    @pytest.mark.parametrize("state", list(ApplicationState))
    def test_closing_the_account_ends_and_blanks(self, session: Session, state: ApplicationState) -> None:
        make = DraftApplicationFactory if state is _S.draft else ApplicationFactory
        application = make(state=state, support_needs="A ramp")
        application.events[-1].message = "Dear Grace"
        session.commit()
        with transaction():
            accounts.close_account(user=application.candidate)
        session.expire_all()
        left = session.scalars(select(Application)).one_or_none()
        if state is _S.draft:
            assert left is None
            return
        assert left is not None
        if state is _S.appointed:
            assert left.first_name == "Grace"
            return
        assert {name: getattr(left, name) for name in blank_values()} == blank_values()
        assert left.referees == []
        assert not any(event.message for event in left.events)
        if state in {_S.submitted, _S.shortlisted, _S.interviewing, _S.offered, _S.accepted}:
            assert left.state is _S.withdrawn
            assert left.withdrawal_reason is WithdrawalReason.account_closed
        else:
            assert left.state is state

    def test_staff_can_still_open_what_is_left(self, client: StrictClient, session: Session, outbox: Any) -> None:
        application = ApplicationFactory()
        with transaction():
            accounts.close_account(user=application.candidate)
        client.sign_in(member(Role.owner, application.vacancy.organisation))
        page = client.get(f"/hiring/applications/{application.id}")
        assert page.h1 == f"Candidate {application.code}"
        assert "withdrawn" in page.text
        assert [mail.kind for mail in outbox()].count("applications.news_for_school") == 1

    def test_a_panel_member_leaves_the_panel(self, session: Session) -> None:
        seat = PanelMemberFactory()
        with transaction():
            accounts.close_account(user=seat.user)
        assert session.scalars(select(PanelMember)).all() == []
