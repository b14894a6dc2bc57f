"""Writing: starting, saving half a page, two tabs, sending twice, a job that closes in the meantime."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.errors import AlreadySent, Closed, Incomplete
from teachpb.applications.models import Application, ApplicationState, FaithProof, QtsStatus
from teachpb.applications.operations.writing import CARRIED
from teachpb.applications.rules import BY_NAME, problems_in
from teachpb.applications.rules.base import BOXES
from teachpb.applications.samples.application import NOT_ON_PAPER
from teachpb.applications.signals import application_started, application_submitted
from teachpb.audit.models import AuditEntry
from teachpb.db import EnumList, transaction
from teachpb.sealing import SealedText
from teachpb.vacancies.models import ApplicationMethod, JobRole, ReligiousForm
from tests.factories.accounts import UserFactory
from tests.factories.applications import (
    ApplicationFactory,
    BodyMembershipFactory,
    DegreeFactory,
    DraftApplicationFactory,
    EmptyDraftFactory,
    JobFactory,
    TrainingFactory,
)
from tests.factories.vacancies import ExpiredVacancyFactory, ScheduledVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

PAGES = ("personal-details", "professional-status", "personal-statement", "support", "declarations")

#: A row that lacks something, where an empty list is nothing to complain about.
UNFINISHED = {
    "qualifications": lambda draft: [DegreeFactory(application=draft, institution=""), JobFactory(application=draft)],
    "training": lambda draft: TrainingFactory(application=draft, year=None),
    "memberships": lambda draft: BodyMembershipFactory(application=draft, name=""),
}

OWN_FORM = {"application_method": ApplicationMethod.uploaded_form}
#: A vacancy that asks such a section, and answers that leave it unfinished.
ASKED_BY_SOME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "faith": ({"religious_form": ReligiousForm.other_religion}, {"faith_proof": FaithProof.referee}),
    "catholic-faith": ({"religious_form": ReligiousForm.catholic}, {"faith_proof": FaithProof.baptism_date}),
    "baptism-certificate": (
        {"religious_form": ReligiousForm.catholic},
        {"faith_proof": FaithProof.baptism_certificate},
    ),
    "your-details": (OWN_FORM, {"first_name": ""}),
    "application-form": (OWN_FORM, {}),
}


def url(application: Application, page: str) -> str:
    return f"/account/applications/{application.id}/{page}"


class TestStarting:
    def test_a_second_click_finds_the_draft_and_counts_once(self, session: Session) -> None:
        user, vacancy = UserFactory(), VacancyFactory()
        heard: list[Application] = []

        def listen(sender: Application, source: str = "") -> None:
            heard.append(sender)

        with application_started.connected_to(listen):
            for _ in range(2):
                with transaction():
                    found = operations.start(actor=user, vacancy=vacancy, source="alert")
        assert heard == [found]

    @pytest.mark.parametrize(
        "make",
        [
            ExpiredVacancyFactory,
            ScheduledVacancyFactory,
            lambda: VacancyFactory(application_method=ApplicationMethod.website, application_link="https://x.example"),
        ],
    )
    def test_only_an_open_job_that_takes_our_form(self, session: Session, make: Any) -> None:
        with pytest.raises(Closed), transaction():
            operations.start(actor=UserFactory(), vacancy=make())
        assert session.scalars(select(Application)).all() == []

    @pytest.mark.parametrize(
        ("name", "first", "last"),
        [("Ada Lovelace", "Ada", "Lovelace"), ("Ada King Lovelace", "Ada King", "Lovelace"), ("Cher", "Cher", "")],
    )
    def test_the_account_fills_in_the_name(self, session: Session, name: str, first: str, last: str) -> None:
        user = UserFactory(full_name=name)
        with transaction():
            draft = operations.start(actor=user, vacancy=VacancyFactory())
        assert (draft.first_name, draft.last_name, draft.email) == (first, last, user.email)

    def test_an_earlier_application_fills_in_the_person_and_never_declarations(self, session: Session) -> None:
        earlier = ApplicationFactory(support_needs="A ramp", needs_support=True, has_close_relationships=True)
        with transaction():
            draft = operations.start(actor=earlier.candidate, vacancy=VacancyFactory())
        assert all(getattr(draft, name) == getattr(earlier, name) for name in CARRIED)
        assert (draft.qts_status, draft.trn) == (QtsStatus.yes, earlier.trn)
        assert [referee.name for referee in draft.referees] == [referee.name for referee in earlier.referees]
        assert [row.subject for row in draft.qualifications] == ["BA Primary Education"]
        assert [row.organisation for row in draft.employments] == ["Wash Academy"]
        for section in ("declarations", "support", "personal-statement"):
            assert all(getattr(draft, name) in {"", None, False} for name in BY_NAME[section].fields)

    def test_a_job_without_the_question_does_not_carry_a_trn(self, session: Session) -> None:
        earlier = ApplicationFactory()
        with transaction():
            draft = operations.start(
                actor=earlier.candidate, vacancy=VacancyFactory(job_roles=[JobRole.teaching_assistant])
            )
        assert draft.trn == ""

    def test_who_withdrew_may_apply_again_and_is_counted_as_sent_once(self, session: Session) -> None:
        before = ApplicationFactory(state=ApplicationState.withdrawn)
        with transaction():
            again = operations.start(actor=before.candidate, vacancy=before.vacancy)
        assert again.id != before.id
        complete = {name: getattr(before, name) for section in BY_NAME.values() for name in section.fields}
        for section in PAGES:
            with transaction():
                operations.save_section(actor=before.candidate, application=again, section=section, values=complete)
        heard: list[Application] = []
        with application_submitted.connected_to(heard.append), transaction():
            operations.submit(actor=before.candidate, application=again)
        assert again.state is ApplicationState.submitted
        assert heard == []


class TestSaving:
    @pytest.mark.parametrize("asked", PAGES)
    def test_an_empty_page_can_be_left_and_is_not_complete(
        self, client: StrictClient, session: Session, asked: str
    ) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        left = client.submit(url(draft, f"form/{asked}"), save_draft="yes")
        assert left.location == url(draft, "form")
        stayed = client.submit(url(draft, f"form/{asked}"), status=200)
        assert stayed.errors

    @pytest.mark.parametrize(
        ("asked", "fields"),
        [
            ("personal-details", {"first_name": "Ada", "town": "Ely", "has_right_to_work": "no"}),
            ("professional-status", {"qts_status": "yes", "qts_year": "2019"}),
            ("personal-statement", {"statement": "Half a\n\nthought"}),
            ("support", {"needs_support": "yes", "support_needs": "A ramp"}),
            ("declarations", {"has_close_relationships": "yes"}),
        ],
    )
    def test_half_a_page_is_kept_and_shown_again(
        self, client: StrictClient, session: Session, asked: str, fields: dict[str, str]
    ) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.submit(url(draft, f"form/{asked}"), save_draft="yes", **fields)
        shown = client.get(url(draft, f"form/{asked}")).form()
        for name, value in fields.items():
            assert shown[name].replace("\r\n", "\n") == value

    def test_saving_one_page_touches_no_other(self, session: Session) -> None:
        draft = DraftApplicationFactory()
        with transaction():
            operations.save_section(
                actor=draft.candidate,
                application=draft,
                section="personal-statement",
                values={"statement": "New", "first_name": "Mallory", "state": "appointed"},
            )
        assert (draft.statement, draft.first_name, draft.state) == ("New", "Grace", ApplicationState.draft)

    def test_the_newer_of_two_tabs_wins_and_says_so(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = url(draft, "form/personal-statement")
        older_tab = client.get(page).form()
        client.submit(page, statement="From the first tab")
        answer = client.post(page, {**older_tab, "statement": "From the second tab"})
        assert "another tab" in " ".join(client.follow(answer).flashes)
        session.expire_all()
        assert draft.statement == "From the second tab"

    def test_the_same_answers_twice_say_nothing(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = url(draft, "form/personal-statement")
        sent = {**client.get(page).form(), "statement": "Once"}
        client.post(page, sent)
        assert client.follow(client.post(page, sent)).flashes == []
        session.expire_all()
        assert draft.statement == "Once"

    @pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 30, "١"])
    def test_a_strange_revision_is_no_error(self, client: StrictClient, session: Session, revision: str) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.post(url(draft, "form/personal-statement"), {"statement": "Words", "revision": revision})
        session.expire_all()
        assert draft.statement == "Words"

    @pytest.mark.parametrize("asked", [*PAGES, "nonsense"])
    def test_nothing_is_written_after_sending(self, client: StrictClient, session: Session, asked: str) -> None:
        sent = ApplicationFactory()
        client.sign_in(sent.candidate)
        answer = client.post(url(sent, f"form/{asked}"), {"first_name": "Mallory", "statement": "Mallory"})
        assert answer.location == f"/account/applications/{sent.id}"
        session.expire_all()
        assert sent.first_name == "Grace"
        with pytest.raises(AlreadySent), transaction():
            operations.save_section(
                actor=sent.candidate, application=sent, section="personal-statement", values={"statement": "x"}
            )

    def test_a_support_role_has_no_page_of_professional_status(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory(vacancy=VacancyFactory(job_roles=[JobRole.teaching_assistant]))
        client.sign_in(draft.candidate)
        assert "Professional status" not in client.get(url(draft, "form")).text
        assert client.get(url(draft, "form/professional-status"), status=302)

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"qts_status": "yes", "qts_year": "2019", "trn": "12345"}, "7 digits"),
            ({"qts_status": "yes", "qts_year": "2027", "trn": "1234567"}, "must not be in the future"),
            ({"qts_status": "yes", "qts_year": "1900", "trn": "1234567"}, "1,950"),
        ],
    )
    def test_status_is_checked_on_the_page(
        self,
        client: StrictClient,
        session: Session,
        frozen: FrozenClock,
        fields: dict[str, str],
        sentence: str,
    ) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = client.submit(url(draft, "form/professional-status"), status=200, **fields)
        assert sentence.replace(",", "") in page.errors[0].replace(",", "")


class TestSending:
    def test_twice_is_once(self, client: StrictClient, session: Session, outbox: Any) -> None:
        draft = DraftApplicationFactory()
        client.sign_in(draft.candidate)
        for _ in range(2):
            client.post(url(draft, "check"))
        session.expire_all()
        assert [event.state.value for event in draft.events] == ["draft", "submitted"]
        assert len(outbox()) == 2

    @pytest.mark.parametrize("section", [name for name in BY_NAME if name not in NOT_ON_PAPER])
    def test_an_unfinished_section_keeps_it(self, client: StrictClient, session: Session, section: str) -> None:
        fields: dict[str, Any] = {}
        for name in BY_NAME[section].fields:
            kind = Application.__table__.c[name].type
            words = isinstance(kind, String | Text | SealedText)
            fields[name] = [] if isinstance(kind, EnumList) else "" if words else None
            if name in BOXES:
                fields[name] = False
        draft = DraftApplicationFactory(
            **fields, referee=section != "referees", history=section not in {"employment", "qualifications"}
        )
        if section in UNFINISHED:
            UNFINISHED[section](draft)
        client.sign_in(draft.candidate)
        answer = client.post(url(draft, "check"))
        assert section in str(answer.location)
        assert "has not been sent" in " ".join(client.follow(answer).flashes)
        session.expire_all()
        assert draft.is_draft
        with pytest.raises(Incomplete) as refusal, transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert {problem.section for problem in refusal.value.problems} == {section}

    @pytest.mark.parametrize("section", sorted(NOT_ON_PAPER - {"equal-opportunities"}))
    def test_and_so_does_one_that_only_some_schools_ask(self, session: Session, section: str) -> None:
        vacancy, fields = ASKED_BY_SOME[section]
        draft = DraftApplicationFactory(vacancy=VacancyFactory(**vacancy), **fields)
        missing = {problem.section for problem in problems_in(draft)}
        assert section in missing
        assert missing <= {section, "application-form"}, "a form of the school's own is not in any such draft"
        with pytest.raises(Incomplete), transaction():
            operations.submit(actor=draft.candidate, application=draft)
        session.expire_all()
        assert draft.is_draft

    def test_what_is_asked_about_equality_need_not_be_answered(self, session: Session) -> None:
        draft = DraftApplicationFactory()
        assert draft.is_draft
        assert problems_in(draft) == []

    def test_a_job_that_closes_while_one_writes(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        draft = DraftApplicationFactory()
        client.sign_in(draft.candidate)
        page = client.get(url(draft, "check"))
        assert "Send application" in page.text
        frozen.advance(timedelta(days=14))
        client.sign_in(draft.candidate)
        answer = client.follow(client.post(url(draft, "check")))
        assert "closed while you were writing" in " ".join(answer.flashes)
        assert "your answers are kept" in answer.text
        session.expire_all()
        assert draft.is_draft
        assert draft.statement
        client.submit(url(draft, "form/personal-statement"), statement="Still mine")
        client.get(url(draft, "check"))
        assert "Closed before you sent them" in client.get("/account/applications").text

    def test_the_last_second_counts(self, session: Session, frozen: FrozenClock) -> None:
        draft = DraftApplicationFactory()
        frozen.move_to(draft.vacancy.closes_at - timedelta(seconds=1))
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        late = DraftApplicationFactory(vacancy=draft.vacancy)
        frozen.move_to(draft.vacancy.closes_at)
        with pytest.raises(Closed), transaction():
            operations.submit(actor=late.candidate, application=late)

    def test_the_trail_knows_moves_and_no_contents(self, session: Session) -> None:
        draft = DraftApplicationFactory(needs_support=True, support_needs="An interpreter for BSL")
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        entries = session.scalars(select(AuditEntry)).all()
        assert [entry.verb for entry in entries] == ["application_submitted"]
        assert entries[0].changes == {"state": ["draft", "submitted"]}
        assert entries[0].organisation_id is None

    def test_a_deleted_draft_is_gone(self, client: StrictClient, session: Session) -> None:
        draft = DraftApplicationFactory()
        client.sign_in(draft.candidate)
        client.submit(url(draft, "delete"))
        assert session.scalars(select(Application)).all() == []
        sent = ApplicationFactory()
        client.sign_in(sent.candidate)
        client.post(url(sent, "delete"))
        session.expire_all()
        assert sent.state is ApplicationState.submitted
