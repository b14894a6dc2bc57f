"""The school's own form, uploaded; and a certificate of baptism: checked, masked, never served before it is clean."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.errors import AlreadySent, Incomplete
from teachpb.applications.models import Application, ApplicationState, FaithProof, FilePurpose
from teachpb.applications.rules import FILE_PAGES, LARGEST_FILE, REFUSED, WAITING
from teachpb.db import transaction
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileState, StoredFile
from teachpb.schools.models import Role
from teachpb.vacancies.models import ApplicationMethod, DocumentPurpose, ReligiousForm
from tests.factories.applications import (
    ApplicationFactory,
    ApplicationFileFactory,
    DraftApplicationFactory,
    EmptyDraftFactory,
    UploadedApplicationFactory,
)
from tests.factories.schools import member
from tests.factories.vacancies import DocumentFactory, VacancyFactory
from tests.files import samples
from tests.support.client import StrictClient

OWN_FORM = ApplicationMethod.uploaded_form
DETAILS = {"first_name": "Grace", "last_name": "Hopper", "phone": "01733 000000", "email": "g@example.org"}


def page_of(application: Application, page: str = "files/application-form") -> str:
    return f"/account/applications/{application.id}/{page}"


def own_form_draft(**fields: Any) -> Application:
    draft: Application = EmptyDraftFactory(vacancy=VacancyFactory(application_method=OWN_FORM, **fields))
    return draft


def upload(client: StrictClient, url: str, content: bytes, name: str = "Form.pdf", status: int = 302) -> Any:
    return client.post(url, {"upload": (io.BytesIO(content), name)}, status=status)


def settle(session: Session, state: FileState) -> None:
    for stored in session.scalars(select(StoredFile)):
        stored.state = state
    session.commit()


class TestTheWholeWay:
    def test_from_the_advert_to_the_school(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory(application_method=OWN_FORM)
        form = DocumentFactory(vacancy=vacancy, purpose=DocumentPurpose.application_form)
        candidate = EmptyDraftFactory().candidate
        client.sign_in(candidate)
        start = client.get(f"/jobs/{vacancy.slug}").links["Apply now"]
        assert client.get(start).links["Download the school’s form"] == f"/jobs/documents/{form.file.token}"
        tasks = client.follow(client.submit(start))
        assert [row.get_text(strip=True) for row in tasks.select(".govuk-task-list__link")] == [
            "Your details",
            "The school’s form",
            "Equal opportunities",
        ]
        draft = session.scalars(select(Application).where(Application.vacancy_id == vacancy.id)).one()
        client.submit(page_of(draft, "form/your-details"), **DETAILS, has_right_to_work="yes")
        upload(client, page_of(draft), samples.pdf(), "Grace Hopper.pdf")
        waiting = client.get(page_of(draft))
        assert "Being checked" in waiting.text
        assert waiting.links["Continue"].endswith("/equal-opportunities")
        refused = client.follow(client.post(page_of(draft, "check")))
        assert WAITING in " ".join(refused.flashes)
        settle(session, FileState.clean)
        client.post(page_of(draft, "check"))
        session.expire_all()
        assert draft.state is ApplicationState.submitted
        client.sign_in(member(Role.recruiter, vacancy.organisation))
        page = client.get(f"/hiring/applications/{draft.id}")
        assert "Hopper" in page.h1
        assert "Personal statement" not in page.text
        response = client.http.get(page.links["The school’s form, filled in"])
        assert (response.status_code, response.data) == (200, samples.pdf())
        assert 'filename="Grace Hopper, the school' in response.headers["Content-Disposition"]

    @pytest.mark.parametrize(
        ("missing", "section"),
        [("phone", "your-details"), ("file", "application-form"), ("unsafe", "application-form")],
    )
    def test_what_is_missing_keeps_it(self, session: Session, missing: str, section: str) -> None:
        draft = own_form_draft()
        for name, value in {**DETAILS, "has_right_to_work": True}.items():
            setattr(draft, name, "" if name == missing else value)
        if missing != "file":
            ApplicationFileFactory(
                application=draft, state=FileState.unsafe if missing == "unsafe" else FileState.clean
            )
        session.commit()
        with pytest.raises(Incomplete) as refusal, transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert {problem.section for problem in refusal.value.problems} == {section}

    def test_the_forms_do_not_mix(self, client: StrictClient, session: Session) -> None:
        ours, theirs = DraftApplicationFactory(), own_form_draft()
        client.sign_in(ours.candidate)
        client.get(page_of(ours), status=404)
        client.get(page_of(ours, "files/nonsense"), status=404)
        assert client.get(page_of(ours, "form/your-details"), status=302)
        client.sign_in(theirs.candidate)
        assert client.get(page_of(theirs, "form/personal-statement"), status=302)


class TestUploading:
    @pytest.mark.parametrize(
        ("content", "name", "sentence"),
        [
            (b"just words", "form.pdf", "must be a PDF"),
            (samples.pdf(), "form.exe", "must be one of these kinds of file"),
            (samples.pdf_with_script(), "form.pdf", ""),
            (b"", "form.pdf", "is empty"),
        ],
        ids=["no pdf", "program", "script", "empty"],
    )
    def test_a_refused_file_says_why(
        self, client: StrictClient, session: Session, content: bytes, name: str, sentence: str
    ) -> None:
        draft = own_form_draft()
        client.sign_in(draft.candidate)
        page = upload(client, page_of(draft), content, name, status=200)
        assert sentence in page.errors[0]
        assert draft.files == []

    def test_twenty_megabytes_are_enough(self, session: Session) -> None:
        draft = own_form_draft()
        content = samples.pdf() + b" " * LARGEST_FILE
        with pytest.raises(UploadRefused, match="smaller than 20"), transaction():
            operations.set_file(
                actor=draft.candidate,
                application=draft,
                purpose=FilePurpose.application_form,
                upload=samples.Upload(content, "Form.pdf"),
            )

    def test_replaced_and_deleted_files_are_gone(self, client: StrictClient, session: Session) -> None:
        draft = own_form_draft()
        client.sign_in(draft.candidate)
        for name, content in (("First.pdf", samples.pdf()), ("Second.docx", samples.docx())):
            with transaction():
                operations.set_file(
                    actor=draft.candidate,
                    application=draft,
                    purpose=FilePurpose.application_form,
                    upload=samples.Upload(content, name),
                )
        assert [kept.file.name for kept in draft.files] == ["Second.docx"]
        for _ in range(2):
            client.post(page_of(draft, "files/application-form/remove"))
        assert draft.files == []
        states = {stored.state for stored in session.scalars(select(StoredFile))}
        assert states == {FileState.removed}

    @pytest.mark.parametrize("state", [FileState.pending, FileState.unsafe, FileState.removed])
    def test_nothing_is_served_before_it_is_clean(
        self, client: StrictClient, session: Session, state: FileState
    ) -> None:
        application = UploadedApplicationFactory()
        settle(session, state)
        client.sign_in(application.candidate)
        client.get(page_of(application, "files/application-form/download"), status=404)
        client.sign_in(member(Role.owner, application.vacancy.organisation))
        client.get(f"/hiring/applications/{application.id}/files/application-form", status=404)
        assert "/files/" not in " ".join(client.get(f"/hiring/applications/{application.id}").links.values())

    def test_the_page_says_that_a_file_was_not_safe(self, client: StrictClient, session: Session) -> None:
        draft = own_form_draft()
        ApplicationFileFactory(application=draft, state=FileState.unsafe)
        client.sign_in(draft.candidate)
        page = client.get(page_of(draft))
        assert REFUSED in page.text
        assert "Continue" not in page.links

    def test_nothing_changes_after_sending(self, client: StrictClient, session: Session) -> None:
        sent = UploadedApplicationFactory()
        client.sign_in(sent.candidate)
        assert client.get(page_of(sent), status=302).location == f"/account/applications/{sent.id}"
        client.post(page_of(sent, "files/application-form/remove"))
        session.expire_all()
        assert len(sent.files) == 1
        purpose = FilePurpose.application_form
        with pytest.raises(AlreadySent), transaction():
            operations.set_file(
                actor=sent.candidate, application=sent, purpose=purpose, upload=samples.Upload(samples.pdf(), "a.pdf")
            )

    def test_a_deleted_draft_and_a_closed_account_leave_no_file(self, session: Session) -> None:
        gone, closing = own_form_draft(), UploadedApplicationFactory()
        ApplicationFileFactory(application=gone)
        with transaction():
            operations.delete_draft(actor=gone.candidate, application=gone)
            operations.close_for(user=closing.candidate)
        assert {stored.state for stored in session.scalars(select(StoredFile))} == {FileState.removed}


class TestHiddenNames:
    @pytest.mark.parametrize(
        ("state", "status"),
        [
            (ApplicationState.submitted, 404),
            (ApplicationState.unsuccessful, 404),
            (ApplicationState.withdrawn, 404),
            (ApplicationState.shortlisted, 200),
            (ApplicationState.offered, 200),
        ],
    )
    def test_the_file_names_them_so_it_waits_for_the_shortlist(
        self, client: StrictClient, session: Session, state: ApplicationState, status: int
    ) -> None:
        vacancy = VacancyFactory(application_method=OWN_FORM, is_anonymised=True)
        application = UploadedApplicationFactory(vacancy=vacancy, state=state)
        client.sign_in(member(Role.owner, vacancy.organisation))
        client.get(f"/hiring/applications/{application.id}/files/application-form", status=status)
        page = client.get(f"/hiring/applications/{application.id}")
        assert (application.last_name in page.body) is (status == 200)
        assert "Grace Candidate.pdf" not in page.body


FAITH = {"practises_faith": "yes", "faith": "Jewish", "place_of_worship": "Thorpe Road", "faith_ethos": "By listening."}


class TestFaith:
    def draft(self, religious_form: ReligiousForm, **fields: Any) -> Application:
        vacancy = VacancyFactory(religious_form=religious_form)
        found: Application = DraftApplicationFactory(vacancy=vacancy, **fields)
        return found

    @pytest.mark.parametrize(
        ("religious_form", "section"),
        [
            (ReligiousForm.no_religion, None),
            (ReligiousForm.other_religion, "faith"),
            (ReligiousForm.catholic, "catholic-faith"),
        ],
    )
    def test_only_where_the_school_asks_and_nothing_has_to_be_said(
        self, client: StrictClient, session: Session, religious_form: ReligiousForm, section: str | None
    ) -> None:
        draft = self.draft(religious_form)
        client.sign_in(draft.candidate)
        links = client.get(page_of(draft, "form")).links
        assert links.get("Faith") == (section and page_of(draft, f"form/{section}"))
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)

    def test_what_is_said_is_sealed_and_shown_to_the_school(self, client: StrictClient, session: Session) -> None:
        from sqlalchemy import text

        draft = self.draft(ReligiousForm.other_religion)
        client.sign_in(draft.candidate)
        client.submit(page_of(draft, "form/faith"), **FAITH, faith_proof="nobody")
        stored = session.execute(text("SELECT faith, place_of_worship, faith_ethos, practises_faith FROM applications"))
        assert all(value.startswith("sealed:") for value in stored.one())
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        client.sign_in(member(Role.owner, draft.vacancy.organisation))
        shown = client.get(f"/hiring/applications/{draft.id}").text
        assert "Which one? Jewish" in shown
        assert "By listening." in shown

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"faith_proof": "referee", "faith_referee_name": "Fr Brown"}, "Enter their email address"),
            ({"faith_proof": "baptism_date", "baptism_place": "Ely"}, "Enter when you were baptised"),
        ],
    )
    def test_what_is_begun_has_to_be_of_use(
        self, client: StrictClient, session: Session, fields: dict[str, str], sentence: str
    ) -> None:
        draft = self.draft(ReligiousForm.catholic)
        client.sign_in(draft.candidate)
        page = client.submit(page_of(draft, "form/catholic-faith"), status=200, **fields)
        assert page.errors == [sentence]
        for name, value in fields.items():
            setattr(draft, name, value)
        session.commit()
        with pytest.raises(Incomplete, match=sentence), transaction():
            operations.submit(actor=draft.candidate, application=draft)

    def test_a_certificate_is_asked_for_once_it_is_chosen(self, client: StrictClient, session: Session) -> None:
        draft = self.draft(ReligiousForm.catholic)
        client.sign_in(draft.candidate)
        client.get(page_of(draft, "files/baptism-certificate"), status=404)
        left = client.submit(page_of(draft, "form/catholic-faith"), faith_proof=FaithProof.baptism_certificate.value)
        assert left.location == page_of(draft, "files/baptism-certificate")
        upload(client, page_of(draft, "files/baptism-certificate"), samples.pdf(), "Taufschein.pdf")
        settle(session, FileState.clean)
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        client.sign_in(member(Role.owner, draft.vacancy.organisation))
        assert "Baptism certificate" in client.get(f"/hiring/applications/{draft.id}").links

    def test_hidden_names_hide_it_with_its_referee(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory(religious_form=ReligiousForm.other_religion, is_anonymised=True)
        application = ApplicationFactory(vacancy=vacancy, **FAITH, faith_referee_name="Rabbi Loew")
        client.sign_in(member(Role.owner, vacancy.organisation))
        body = client.get(f"/hiring/applications/{application.id}").body
        assert not [word for word in ("Jewish", "Thorpe Road", "Loew", "listening") if word in body]

    def test_a_closed_account_wipes_it(self, session: Session) -> None:
        application = ApplicationFactory(**FAITH)
        with transaction():
            operations.close_for(user=application.candidate)
        assert (application.faith, application.practises_faith, application.faith_ethos) == ("", "", "")


def test_every_file_has_a_page() -> None:
    assert set(FILE_PAGES) == set(FilePurpose)
