"""The checks before somebody starts: which, by whom, and that nobody is appointed without them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb.applications import operations as applications
from teachpb.applications.models import ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, transaction
from teachpb.hiring.checklist import ALWAYS, HINTS, CheckKind, needed_for
from teachpb.hiring.models import CheckState, OnlineSearch, PreEmploymentCheck, SearchOutcome
from teachpb.schools.models import Phase, Role
from teachpb.vacancies.models import JobRole, KeyStage
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import settle
from tests.factories.schools import member
from tests.support.client import StrictClient

_S, _K = ApplicationState, CheckKind


@pytest.fixture(autouse=True)
def stopped(frozen: Any) -> Any:
    return frozen


@pytest.mark.pure
@pytest.mark.parametrize(
    ("roles", "phases", "stages", "more"),
    [
        ([JobRole.it_support], [Phase.secondary], [], set()),
        ([JobRole.teaching_assistant], [Phase.primary], [], {_K.childcare}),
        ([JobRole.teaching_assistant], [Phase.primary], [KeyStage.ks2], set()),
        ([JobRole.teacher], [Phase.secondary], [KeyStage.ks3], {_K.prohibition, _K.qualifications}),
        ([JobRole.teacher], [Phase.nursery], [], {_K.prohibition, _K.qualifications, _K.childcare}),
        ([JobRole.sendco], [Phase.secondary], [], {_K.prohibition, _K.qualifications}),
        *(
            ([role], [Phase.secondary], [], {_K.prohibition, _K.qualifications, _K.section_128})
            for role in (JobRole.headteacher, JobRole.deputy_headteacher, JobRole.head_of_department_or_curriculum)
        ),
    ],
)
def test_what_a_job_needs(roles: Any, phases: Any, stages: Any, more: set[CheckKind]) -> None:
    found = needed_for(roles, phases, stages)
    assert set(found) == {*ALWAYS, *more}
    assert found == [kind for kind in CheckKind if kind in found]
    assert set(HINTS) == set(CheckKind)


def url(application: Any, rest: str = "") -> str:
    return f"/hiring/applications/{application.id}/checks{rest}"


@pytest.fixture
def application(session: Session, client: StrictClient) -> Any:
    made = ApplicationFactory(state=_S.accepted)
    client.sign_in(member(Role.recruiter, made.vacancy.organisation))
    return made


class TestTheGate:
    def appoint(self, client: StrictClient, application: Any, status: int = 302) -> Any:
        page = f"/hiring/applications/{application.id}"
        return client.submit(page, action=page, status=status, state="appointed")

    def test_nobody_is_appointed_before_the_last_check(
        self, client: StrictClient, session: Session, application: Any
    ) -> None:
        page = self.appoint(client, application, 200)
        assert "Still open: Identity, Right to work in the UK, Enhanced DBS certificate and" in page.errors[0]
        settle(application, but=(_K.references,))
        page = self.appoint(client, application, 200)
        assert page.errors[0].endswith("Still open: References received")
        client.submit(url(application, "/references"), state="waived", reason="Has worked here for years")
        self.appoint(client, application)
        assert application.state is _S.appointed

    def test_it_stands_in_the_operation(self, session: Session, application: Any) -> None:
        actor = member(Role.owner, application.vacancy.organisation)
        with pytest.raises(DomainError, match="Finish the checks first"), transaction():
            applications.move(actor=actor, application=application, state=_S.appointed)
        session.refresh(application)
        assert application.state is _S.accepted

    def test_other_steps_are_free(self, session: Session, application: Any) -> None:
        with transaction():
            applications.move(
                actor=member(Role.owner, application.vacancy.organisation),
                application=application,
                state=_S.offer_withdrawn,
            )
        assert application.state is _S.offer_withdrawn


class TestOneCheck:
    def test_done_keeps_day_and_person(self, client: StrictClient, session: Session, application: Any) -> None:
        fields = {"state": "done", "done_on": "2026-04-20", "seen_by": "Mrs Ames", "note": "Asked about her back"}
        client.submit(url(application, "/right-to-work"), **fields)
        page = client.get(url(application)).text
        assert "20 Apr 2026, Mrs Ames" in page and "her back" in page
        stored = session.execute(text("SELECT note FROM pre_employment_checks")).scalar_one()
        assert "back" not in stored
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "pre_employment_check_saved")).one()
        assert "back" not in str(entry.changes)
        client.submit(url(application, "/right-to-work"), state="requested")
        row = session.scalars(select(PreEmploymentCheck)).one()
        assert (row.state, row.done_on, row.seen_by) == (CheckState.requested, None, "")

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({}, "Select how far it is"),
            ({"state": "done", "seen_by": "A"}, "Enter the day of the check"),
            ({"state": "done", "done_on": "2026-04-25", "seen_by": "A"}, "past"),
            ({"state": "done", "done_on": "2026-04-24"}, "Enter who made it"),
            ({"state": "waived"}, "Say why it is not needed"),
        ],
    )
    def test_bad_answers_get_their_sentence(
        self, client: StrictClient, session: Session, application: Any, fields: dict[str, str], sentence: str
    ) -> None:
        page = client.submit(url(application, "/identity"), status=200, **fields)
        if sentence == "Enter who made it":
            sentence = "Enter who made the check"
        assert sentence in " ".join(page.errors), page.errors
        assert session.scalars(select(PreEmploymentCheck)).all() == []

    def test_health_only_after_the_offer(self, client: StrictClient, session: Session) -> None:
        early = ApplicationFactory(state=_S.interviewing)
        client.sign_in(member(Role.owner, early.vacancy.organisation))
        page = client.submit(url(early, "/fitness"), status=200, state="requested")
        assert "only when you have offered the job" in page.errors[0]
        client.submit(url(early, "/identity"), state="requested")

    @pytest.mark.parametrize("kind", ["nonsense", "section-128", "right_to_work-", "1"])
    def test_other_checks_are_not_there(self, client: StrictClient, application: Any, kind: str) -> None:
        client.get(url(application, f"/{kind}"), status=404)


class TestOnlineSearch:
    @pytest.mark.parametrize(
        ("fields", "outcome", "shown"),
        [
            ({"outcome": "done"}, SearchOutcome.done, "24 Apr 2026"),
            ({"outcome": "concern", "concern": "A photo to ask about"}, SearchOutcome.concern, "A photo to ask about"),
            ({"outcome": "not_doing", "reason": "Nobody to do it"}, SearchOutcome.not_doing, "Nobody to do it"),
        ],
    )
    def test_it_is_written_down(
        self, client: StrictClient, session: Session, fields: dict[str, str], outcome: SearchOutcome, shown: str
    ) -> None:
        listed = ApplicationFactory(state=_S.shortlisted)
        client.sign_in(member(Role.owner, listed.vacancy.organisation))
        client.submit(url(listed, "/online-search"), **fields)
        assert session.scalars(select(OnlineSearch)).one().outcome is outcome
        page = client.get(url(listed)).text
        assert shown in page and "made after the interview" in page
        stored = session.execute(text("SELECT concern, reason FROM online_searches")).one()
        assert "photo" not in stored[0] and "Nobody" not in stored[1]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({}, "Select what you did"),
            ({"outcome": "concern"}, "Say what you want to talk about"),
            ({"outcome": "not_doing"}, "Say why you do not search online"),
        ],
    )
    def test_bad_answers(self, client: StrictClient, application: Any, fields: dict[str, str], sentence: str) -> None:
        assert client.submit(url(application, "/online-search"), status=200, **fields).errors == [sentence]

    def test_not_before_shortlisting(self, client: StrictClient, session: Session) -> None:
        early = ApplicationFactory()
        client.sign_in(member(Role.owner, early.vacancy.organisation))
        client.get(url(early, "/online-search"), status=403)
        assert "Checks" not in client.get(f"/hiring/applications/{early.id}").links


def test_the_candidate_sees_how_far_they_are_and_no_more(client: StrictClient, application: Any) -> None:
    client.submit(
        url(application, "/identity"), state="done", done_on="2026-04-20", seen_by="Mrs Ames", note="Looked nervous"
    )
    client.submit(url(application, "/overseas"), state="waived", reason="Never lived abroad, she says")
    client.submit(url(application, "/online-search"), outcome="concern", concern="A photo")
    client.sign_in(application.candidate)
    page = client.get(f"/account/applications/{application.id}/checks")
    assert "Identity Done" in page.text and "Checks for time spent abroad Not needed" in page.text
    for secret in ("nervous", "Mrs Ames", "she says", "photo"):
        assert secret not in page.body
    offered = ApplicationFactory(state=_S.offered)
    client.sign_in(offered.candidate)
    client.get(f"/account/applications/{offered.id}/checks", status=404)
