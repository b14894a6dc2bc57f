"""The school’s side: the pipeline, one application, several at once, the panel, and how many queries it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.models import Application, ApplicationState, PanelMember
from teachpb.applications.signals import application_moved
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.schools.models import Role
from tests.factories.applications import ApplicationFactory, PanelMemberFactory
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

_S = ApplicationState


def owner_of(application: Application) -> Any:
    return member(Role.owner, application.vacancy.organisation)


def page_of(application: Application) -> str:
    return f"/hiring/applications/{application.id}"


class TestOne:
    def test_a_step_with_words_reaches_the_candidate_and_the_note_does_not(
        self, client: StrictClient, session: Session, outbox: Any
    ) -> None:
        application = ApplicationFactory()
        client.sign_in(owner_of(application))
        client.submit(
            page_of(application),
            action=page_of(application),
            state="shortlisted",
            message="We liked the chess club.",
            note="Ask about phonics.",
        )
        mail = outbox()[-1]
        assert "chess club" in mail.text
        assert "phonics" not in mail.text + mail.html
        assert "You have been shortlisted" in mail.text
        for private in (application.last_name, application.vacancy.title, application.vacancy.organisation.name):
            assert private not in mail.subject
        seen = client.get(page_of(application)).text
        assert "We liked the chess club." in seen
        assert "Ask about phonics." in seen
        client.sign_in(application.candidate)
        mine = client.get(f"/account/applications/{application.id}").text
        assert "We liked the chess club." in mine
        assert "phonics" not in mine

    @pytest.mark.parametrize(
        ("state", "steps"),
        [
            (_S.submitted, ["shortlisted", "unsuccessful"]),
            (_S.shortlisted, ["interviewing", "unsuccessful", "submitted"]),
            (_S.interviewing, ["interview_unsuccessful", "shortlisted"]),  # offers are written on their own page
            (_S.offered, ["offer_withdrawn"]),
            (_S.accepted, ["appointed", "offer_withdrawn"]),
            (_S.appointed, []),
            (_S.unsuccessful, ["submitted"]),
            (_S.withdrawn, []),
        ],
    )
    def test_only_what_may_come_next_is_offered(
        self, client: StrictClient, session: Session, state: _S, steps: list[str]
    ) -> None:
        application = ApplicationFactory(state=state)
        client.sign_in(owner_of(application))
        page = client.get(page_of(application))
        assert [box["value"] for box in page.select('input[name="state"]')] == steps

    def test_a_step_back_asks_why_on_the_page(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(state=_S.shortlisted)
        client.sign_in(owner_of(application))
        url = page_of(application)
        assert "Say why" in client.submit(url, action=url, state="submitted", status=200).errors[0]
        client.submit(url, action=url, state="submitted", reason="Ticked by mistake")
        client.submit(url, action=url, state="shortlisted")
        session.expire_all()
        assert [event.state for event in application.events][-2:] == [_S.submitted, _S.shortlisted]
        assert "Ticked by mistake" in client.get(url).text

    def test_two_colleagues_at_once_move_it_once(self, session: Session, outbox: Any) -> None:
        application = ApplicationFactory()
        heard: list[Application] = []

        def listen(sender: Application, before: ApplicationState) -> None:
            heard.append(sender)

        with application_moved.connected_to(listen):
            for actor in (owner_of(application), owner_of(application)):
                with transaction():
                    operations.move(actor=actor, application=application, state=_S.shortlisted)
        assert len(heard) == len(outbox()) == 1

    def test_support_needs_are_seen_after_shortlisting_only(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(needs_support=True, support_needs="An interpreter for BSL")
        client.sign_in(owner_of(application))
        assert "BSL" not in client.get(page_of(application)).body
        with transaction():
            operations.move(actor=owner_of(application), application=application, state=_S.unsuccessful)
        assert "BSL" not in client.get(page_of(application)).body
        shortlisted = ApplicationFactory(
            vacancy=application.vacancy, state=_S.shortlisted, needs_support=True, support_needs="A ramp"
        )
        assert "A ramp" in client.get(page_of(shortlisted)).text

    def test_a_withdrawn_application_is_not_read_any_more(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory(statement="Only for those who may read it")
        client.sign_in(application.candidate)
        client.submit(f"/account/applications/{application.id}/withdraw", reason="too_far")
        session.expire_all()
        assert application.withdrawal_reason.value == "too_far"
        client.sign_in(owner_of(application))
        page = client.get(page_of(application))
        assert "Only for those" not in page.body
        assert application.email not in page.body
        assert "too far to travel" in page.text

    def test_withdrawing_wants_a_reason(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory()
        client.sign_in(application.candidate)
        url = f"/account/applications/{application.id}/withdraw"
        assert client.submit(url, status=200).errors == ["Select why you are withdrawing"]
        assert client.submit(url, reason="account_closed", status=200).errors

    @pytest.mark.parametrize(("answer", "state"), [("accept", _S.accepted), ("decline", _S.declined)])
    def test_the_answer_to_an_offer_is_told_to_the_school_without_a_name(
        self, client: StrictClient, session: Session, outbox: Any, answer: str, state: _S
    ) -> None:
        application = ApplicationFactory(state=_S.offered)
        client.sign_in(application.candidate)
        assert "1" in client.get("/account/applications").select(".tp-side .tp-badge")[0].text
        client.submit(f"/account/applications/{application.id}/offer", answer=answer)
        session.expire_all()
        assert application.state is state
        _, to_school = outbox()
        for private in (application.first_name, application.last_name, application.email):
            assert private not in to_school.text + to_school.html + to_school.subject

    def test_the_trail_names_no_note_and_no_message(self, session: Session) -> None:
        application = ApplicationFactory()
        with transaction():
            operations.move(
                actor=owner_of(application),
                application=application,
                state=_S.shortlisted,
                message="Private words",
                note="Has diabetes",
            )
        entry = session.scalars(select(AuditEntry)).one()
        assert entry.organisation_id == application.vacancy.organisation_id
        assert "diabetes" not in f"{entry.changes} {entry.note}"
        assert "Private" not in f"{entry.changes} {entry.note}"


class TestSeveral:
    def test_the_ticked_are_moved_and_told(self, client: StrictClient, session: Session, outbox: Any) -> None:
        vacancy = VacancyFactory()
        first, second, third = (ApplicationFactory(vacancy=vacancy) for _ in range(3))
        client.sign_in(member(Role.recruiter, vacancy.organisation))
        url = f"/hiring/vacancies/{vacancy.id}/applications?tab=new"
        form = client.get(url).form()
        answer = client.post(url, {**form, "application": [first.id, third.id], "state": "shortlisted"})
        assert "2 candidates have been moved" in " ".join(client.follow(answer).flashes)
        session.expire_all()
        assert [each.state for each in (first, second, third)] == [_S.shortlisted, _S.submitted, _S.shortlisted]
        assert len(outbox()) == 2

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"state": "shortlisted"}, "Tick at least one application"),
            ({"application": "{id}"}, "Select the next step"),
            ({"application": "{id}", "state": "appointed"}, "Select the next step"),
            ({"application": "{id}", "state": "submitted"}, "Select the next step"),
            ({"application": ["x", "99999999999"], "state": "shortlisted"}, "Tick at least one application"),
        ],
    )
    def test_what_is_missing_is_said(
        self, client: StrictClient, session: Session, data: dict[str, Any], sentence: str
    ) -> None:
        application = ApplicationFactory()
        client.sign_in(owner_of(application))
        sent = {key: str(application.id) if value == "{id}" else value for key, value in data.items()}
        page = client.post(f"/hiring/vacancies/{application.vacancy_id}/applications?tab=new", sent, status=200)
        assert sentence in page.errors

    def test_applications_of_another_job_are_not_touched(self, client: StrictClient, session: Session) -> None:
        ours, theirs = ApplicationFactory(), ApplicationFactory()
        client.sign_in(owner_of(ours))
        url = f"/hiring/vacancies/{ours.vacancy_id}/applications?tab=new"
        client.post(url, {"application": [ours.id, theirs.id], "state": "unsuccessful"})
        session.expire_all()
        assert (ours.state, theirs.state) == (_S.unsuccessful, _S.submitted)

    def test_who_has_withdrawn_meanwhile_is_left_alone(self, session: Session) -> None:
        ours, gone = ApplicationFactory(), ApplicationFactory(state=_S.withdrawn)
        with transaction():
            counts = operations.move_several(actor=owner_of(ours), applications=[ours, gone], state=_S.unsuccessful)
        assert counts == (1, 1)
        assert gone.state is _S.withdrawn

    @pytest.mark.parametrize("tab", ["", "?tab=x", "?tab=appointed", "?tab=ended"])
    def test_where_nothing_can_be_done_together_nothing_is(
        self, client: StrictClient, session: Session, tab: str
    ) -> None:
        application = ApplicationFactory()
        client.sign_in(owner_of(application))
        client.post(
            f"/hiring/vacancies/{application.vacancy_id}/applications{tab}", {"state": "shortlisted"}, status=400
        )


class TestCounts:
    def test_tabs_and_dashboards_count_the_same(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory()
        for state in ApplicationState:
            if state is not _S.draft:
                ApplicationFactory(vacancy=vacancy, state=state)
        ApplicationFactory(vacancy=vacancy)
        client.sign_in(member(Role.owner, vacancy.organisation))
        page = client.get(f"/hiring/vacancies/{vacancy.id}/applications?tab=ended")
        badges = [int(badge.text) for badge in page.select(".tp-tabs .tp-badge")]
        assert badges == [2, 1, 1, 2, 1, 5]
        assert len(page.select("tbody tr")) == 5
        assert "12 applicants" in client.get("/hiring/vacancies").text
        home = client.get("/hiring").text
        assert "Applications to read" in home
        assert len(client.get("/hiring/applications?only=new").select("tbody tr")) == 2

    @pytest.mark.parametrize(
        "path", ["/hiring/applications", "/hiring/vacancies/{vacancy}/applications", "/hiring/vacancies"]
    )
    def test_the_hiring_lists_do_not_ask_more_for_more(
        self, client: StrictClient, session: Session, query_count: Callable[[], Any], path: str
    ) -> None:
        vacancy = VacancyFactory(is_anonymised=True)
        client.sign_in(member(Role.owner, vacancy.organisation))
        url, counts = path.format(vacancy=vacancy.id), []
        for number in (2, 18):
            for _ in range(number):
                ApplicationFactory(vacancy=vacancy)
            with query_count() as counter:
                client.get(url)
            counts.append(counter.count)
        assert counts[0] == counts[1]

    def test_a_candidates_list_neither(
        self, client: StrictClient, session: Session, query_count: Callable[[], Any]
    ) -> None:
        first = ApplicationFactory()
        client.sign_in(first.candidate)
        counts = []
        for number in (1, 18):
            for _ in range(number):
                ApplicationFactory(candidate=first.candidate, vacancy=VacancyFactory(organisation=SchoolFactory()))
            with query_count() as counter:
                client.get("/account/applications")
            counts.append(counter.count)
        assert counts[0] == counts[1]


class TestPanel:
    def test_a_member_is_added_reads_and_is_removed(self, client: StrictClient, session: Session) -> None:
        application = ApplicationFactory()
        reader = member(Role.panel_member, application.vacancy.organisation, full_name="Pat Reader")
        url = f"/hiring/vacancies/{application.vacancy_id}/panel"
        client.sign_in(reader)
        client.get(page_of(application), status=404)
        client.sign_in(owner_of(application))
        client.submit(url, user_id=str(reader.id))
        assert "Pat Reader" in client.get(url).text
        client.sign_in(reader)
        assert application.last_name in client.get("/hiring/applications").text
        assert not client.get(page_of(application)).select('input[name="state"]')
        client.get(f"/hiring/vacancies/{application.vacancy_id}/applications")
        client.sign_in(owner_of(application))
        client.post(f"{url}/{reader.id}/remove")
        client.sign_in(reader)
        client.get(page_of(application), status=404)

    @pytest.mark.parametrize("role", [Role.viewer, Role.owner, Role.cpd_lead])
    def test_only_panel_members_of_the_school_can_be_added(self, session: Session, role: Role) -> None:
        vacancy = VacancyFactory()
        actor = member(Role.owner, vacancy.organisation)
        for person in (member(role, vacancy.organisation), member(Role.panel_member, SchoolFactory())):
            with pytest.raises(DomainError), transaction():
                operations.add_to_panel(actor=actor, vacancy=vacancy, user_id=person.id)
        assert session.scalars(select(PanelMember)).all() == []

    def test_a_double_click_adds_one(self, session: Session) -> None:
        seat = PanelMemberFactory()
        actor = member(Role.owner, seat.vacancy.organisation)
        with transaction():
            operations.add_to_panel(actor=actor, vacancy=seat.vacancy, user_id=seat.user_id)
        assert len(session.scalars(select(PanelMember)).all()) == 1


def test_a_list_reads_no_more_of_each_application_than_it_shows(
    client: StrictClient, session: Session, query_count: Any
) -> None:
    application = ApplicationFactory(needs_support=True, support_needs="A ramp")
    client.sign_in(owner_of(application))
    page = f"/hiring/vacancies/{application.vacancy_id}/applications"
    with query_count() as counter:
        client.get(page)
    read = [each for each in counter.statements if "FROM applications" in each and "count(" not in each]
    assert len(read) == 1
    assert not any(f"applications.{name}" in read[0] for name in ("statement", "support_needs", "ni_number", "email"))
    assert not any("schools.trust_id IN" in each for each in counter.statements), "a school has no schools"
