"""Files of adverts: uploaded, checked, handed out, changed, and gone."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, db, transaction
from teachpb.files import operations as files
from teachpb.files.errors import UploadRefused
from teachpb.files.models import FileState, StoredFile
from teachpb.schools.models import Role
from teachpb.vacancies import operations, queries
from teachpb.vacancies.errors import FilesNotReady, NotOpen
from teachpb.vacancies.forms import STEP_FORMS
from teachpb.vacancies.models import ApplicationMethod, DocumentPurpose, Vacancy, VacancyDocument, VacancyState
from teachpb.vacancies.signals import apply_clicked
from tests.factories.schools import SchoolFactory, member
from tests.factories.vacancies import (
    DocumentFactory,
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)
from tests.files import samples

pytestmark = pytest.mark.usefixtures("session", "frozen")

FORM = DocumentPurpose.application_form
UPLOADED = ApplicationMethod.uploaded_form


@pytest.fixture
def school() -> Any:
    return SchoolFactory()


@pytest.fixture
def owner(school: Any) -> Any:
    return member(Role.owner, school)


@pytest.fixture
def head(client: Any, owner: Any) -> Any:
    client.sign_in(owner)
    return client


def upload(name: str = "Job description.pdf", content: bytes | None = None) -> Any:
    return samples.Upload(samples.pdf() if content is None else content, name)


def posted(name: str = "Job description.pdf", content: bytes | None = None) -> tuple[io.BytesIO, str]:
    return io.BytesIO(samples.pdf() if content is None else content), name


def add(owner: Any, vacancy: Vacancy, *names: str, state: FileState = FileState.clean) -> list[VacancyDocument]:
    with transaction():
        operations.add_documents(actor=owner, vacancy=vacancy, uploads=[upload(name) for name in names])
    found = vacancy.supporting_documents[-len(names) :]
    for document in found:
        scan(document, state)
    return found


def give_form(owner: Any, vacancy: Vacancy, name: str = "Our form.docx", state: FileState = FileState.clean) -> Any:
    with transaction():
        document = operations.set_application_form(actor=owner, vacancy=vacancy, upload=upload(name, samples.docx()))
    scan(document, state)
    return document


def scan(document: VacancyDocument, state: FileState) -> None:
    if state is not FileState.pending:
        with transaction():
            verdict = None if state is FileState.clean else "Eicar"
            files.settle_scan(file_id=document.file_id, verdict=verdict)


def names(vacancy: Vacancy) -> list[str]:
    db.session.expire(vacancy)
    return [document.name for document in vacancy.supporting_documents]


def file_states() -> list[FileState]:
    return list(db.session.scalars(select(StoredFile.state).order_by(StoredFile.id)))


# -- uploading


def test_documents_keep_the_order_they_came_in(owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    add(owner, vacancy, "Job description.pdf", "Person specification.pdf")
    add(owner, vacancy, "About the city.pdf")
    assert names(vacancy) == ["Job description.pdf", "Person specification.pdf", "About the city.pdf"]
    assert vacancy.has_documents is True


def test_documents_are_moved_up(owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    one, _two, three = add(owner, vacancy, "1.pdf", "2.pdf", "3.pdf")
    for document, expected in (
        (three, ["1.pdf", "3.pdf", "2.pdf"]),
        (three, ["3.pdf", "1.pdf", "2.pdf"]),
        (three, ["3.pdf", "1.pdf", "2.pdf"]),
        (one, ["1.pdf", "3.pdf", "2.pdf"]),
    ):
        with transaction():
            operations.move_document_up(actor=owner, vacancy=vacancy, document=document)
        assert names(vacancy) == expected


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (samples.pdf(), "a.pdf", "a.pdf"),
        (samples.docx(), "a.docx", "a.docx"),
        (samples.doc(), "a.doc", "a.doc"),
        (samples.pdf(), "really a pdf.doc", "really a pdf.pdf"),
    ],
)
def test_the_kind_is_read_from_the_bytes(owner: Any, school: Any, content: bytes, name: str, kept: str) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    with transaction():
        operations.add_documents(actor=owner, vacancy=vacancy, uploads=[upload(name, content)])
    assert names(vacancy) == [kept]
    assert vacancy.documents[0].file.state is FileState.pending


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (samples.picture(), "must be a PDF or a Word document (DOCX) or a Word document (DOC)"),
        (b"MZ program", "must be a PDF"),
        (b"", "is empty"),
        (samples.pdf_with_script(), "scripts, programs or attached files"),
        (samples.doc("Macros/VBA/dir"), "macros or embedded programs"),
    ],
)
def test_a_refusal_names_the_file_and_keeps_none(owner: Any, school: Any, content: bytes, sentence: str) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    with pytest.raises(UploadRefused) as refused, transaction():
        operations.add_documents(
            actor=owner, vacancy=vacancy, uploads=[upload("good.pdf"), upload("bad one.pdf", content)]
        )
    assert "“bad one.pdf”" in refused.value.message
    assert sentence in refused.value.message
    assert refused.value.field == "uploads"
    assert names(vacancy) == []


def test_an_advert_has_ten_documents_at_most(owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    for number in range(9):
        DocumentFactory(vacancy=vacancy, name=f"{number}.pdf")
    with pytest.raises(DomainError, match="can have 10 documents"), transaction():
        operations.add_documents(actor=owner, vacancy=vacancy, uploads=[upload(), upload()])
    add(owner, vacancy, "tenth.pdf")
    assert len(names(vacancy)) == 10


@pytest.mark.parametrize("factory", [ExpiredVacancyFactory, lambda **more: VacancyFactory(state="removed", **more)])
def test_what_has_closed_takes_no_files(owner: Any, school: Any, factory: Any) -> None:
    vacancy = factory(organisation=school, application_method=UPLOADED)
    document = DocumentFactory(vacancy=vacancy)
    for attempt in (
        lambda: operations.add_documents(actor=owner, vacancy=vacancy, uploads=[upload()]),
        lambda: operations.set_application_form(actor=owner, vacancy=vacancy, upload=upload()),
        lambda: operations.remove_document(actor=owner, vacancy=vacancy, document=document),
        lambda: operations.move_document_up(actor=owner, vacancy=vacancy, document=document),
    ):
        with pytest.raises(NotOpen), transaction():
            attempt()


def test_every_file_is_written_into_the_trail_by_its_name(owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    (document,) = add(owner, vacancy, "Job description.pdf")
    with transaction():
        operations.remove_document(actor=owner, vacancy=vacancy, document=document)
        operations.remove_document(actor=owner, vacancy=vacancy, document=document)
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.verb, entry.note) for entry in entries] == [
        ("vacancy_document_added", "Job description.pdf"),
        ("vacancy_document_removed", "Job description.pdf"),
    ]
    assert file_states() == [FileState.removed]


# -- files gate publishing


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (FileState.pending, "We are still checking “Our form.docx” for viruses"),
        (FileState.unsafe, "“Our form.docx” is not safe. Delete it"),
        (FileState.clean, None),
    ],
)
def test_files_gate_publishing(owner: Any, school: Any, state: FileState, sentence: str | None) -> None:
    vacancy = DraftVacancyFactory(organisation=school, application_method=UPLOADED)
    add(owner, vacancy, "Job description.pdf")
    give_form(owner, vacancy, state=state)
    if sentence is None:
        with transaction():
            operations.publish(actor=owner, vacancy=vacancy)
        assert vacancy.state is VacancyState.live
        return
    with pytest.raises(FilesNotReady) as refusal, transaction():
        operations.publish(actor=owner, vacancy=vacancy)
    assert refusal.value.message.startswith(sentence)
    assert vacancy.state is VacancyState.draft


def test_several_files_are_named_together(owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    add(owner, vacancy, "a.pdf", "b.pdf", state=FileState.unsafe)
    add(owner, vacancy, "c.pdf", state=FileState.pending)
    problem = operations.file_problem(vacancy=vacancy)
    assert problem is not None
    assert problem.message == ("“a.pdf”, “b.pdf” are not safe. Delete them, and upload clean copies if you have them")


def test_the_check_page_says_wait_or_delete(head: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    base = f"/hiring/vacancies/{vacancy.id}"
    (document,) = add(owner, vacancy, "Job.pdf", state=FileState.pending)
    page = client_page = head.get(f"{base}/check")
    assert "We are still checking “Job.pdf” for viruses" in page.text
    assert "Publish vacancy" not in client_page.text
    assert head.follow(head.post(f"{base}/publish")).flashes == [
        "We are still checking “Job.pdf” for viruses. It takes a minute or two: publish after that"
    ]
    tasks = head.get(f"{base}/tasks")
    assert "Check and publish" in tasks.links, "what is being checked holds nobody up before the end"
    scan(document, FileState.unsafe)
    assert "“Job.pdf” is not safe. Delete it" in head.get(f"{base}/check").text
    tasks = head.get(f"{base}/tasks")
    assert tasks.links["Continue: documents"] == f"{base}/edit/documents"
    head.post(f"{base}/documents/{document.id}/remove")
    assert names(vacancy) == []
    assert "not safe" not in head.get(f"{base}/check").text


def test_whoever_is_asked_about_the_job_is_told_of_an_unsafe_file(owner: Any, school: Any, outbox: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    add(owner, vacancy, "Job.pdf", state=FileState.unsafe)
    (mail,) = outbox()
    assert (mail.to, mail.subject) == ("office@example.org", "A file of your vacancy was not safe")
    assert "“Job.pdf”" in mail.text
    assert "Job.pdf" not in mail.subject


def test_nobody_is_told_where_there_is_nobody(owner: Any, school: Any, outbox: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, contact_email="")
    add(owner, vacancy, "Job.pdf", state=FileState.unsafe)
    assert outbox() == []


# -- the pages


def test_the_documents_page(head: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, has_documents=None)
    base = f"/hiring/vacancies/{vacancy.id}"
    step = f"{base}/edit/documents"
    page = head.submit(step, status=200)
    assert page.errors == ["Select yes if there are documents to go with the advert"]
    page = head.submit(step, status=200, has_documents="yes")
    assert page.errors == ["Select a document, or answer no"]
    page = head.submit(step, has_documents="yes", uploads=[posted("A.pdf"), posted("B.pdf")], add_another="yes")
    assert page.location == step
    page = head.follow(page)
    assert "2 documents" in page.text
    assert page.text.count("Being checked for viruses") == 2
    assert "PDF" in page.text
    page = head.post(step, {"has_documents": "yes", "uploads": [posted("C.docx", samples.docx())]})
    assert page.location == f"{base}/edit/contact"
    assert names(vacancy) == ["A.pdf", "B.pdf", "C.docx"]
    head.post(step, {"has_documents": "yes", "save_draft": "yes"})
    assert names(vacancy) == ["A.pdf", "B.pdf", "C.docx"], "nothing chosen changes nothing"
    check = head.get(f"{base}/check")
    assert "A.pdf (being checked)" in check.text
    head.post(f"{base}/documents/{vacancy.supporting_documents[1].id}/move-up")
    assert names(vacancy) == ["B.pdf", "A.pdf", "C.docx"]


def test_saying_no_takes_the_documents_away(head: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    add(owner, vacancy, "A.pdf", "B.pdf")
    head.post(f"/hiring/vacancies/{vacancy.id}/edit/documents", {"has_documents": "no"})
    assert names(vacancy) == []
    assert file_states() == [FileState.removed, FileState.removed]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ", "“virus.exe” must be one of these kinds of file: PDF, DOC or DOCX"),
        ("empty.pdf", b"", "“empty.pdf” is empty"),
        ("picture.pdf", samples.picture(), "“picture.pdf”: The selected file must be a PDF"),
    ],
)
@pytest.mark.parametrize("step", ["documents", "application-form"])
def test_a_bad_file_is_told_beside_the_field(
    head: Any, school: Any, step: str, name: str, content: bytes, sentence: str
) -> None:
    vacancy = DraftVacancyFactory(organisation=school, application_method=UPLOADED, has_documents=True)
    url = f"/hiring/vacancies/{vacancy.id}/edit/{step}"
    field = "uploads" if step == "documents" else "upload"
    page = head.submit(url, status=200, **{field: posted(name, content)})
    assert len(page.errors) == 1
    assert page.errors[0].startswith(sentence)
    assert page.select(".govuk-error-message")
    assert db.session.scalars(select(VacancyDocument)).all() == []


@pytest.mark.parametrize(("step", "name"), [("documents", "uploads"), ("application-form", "upload")])
def test_twenty_megabytes_are_the_limit(app: Any, head: Any, school: Any, step: str, name: str) -> None:
    vacancy = DraftVacancyFactory(organisation=school, has_documents=True, application_method=UPLOADED)
    assert "PDF, DOC or DOCX, up to 20 MB" in head.get(f"/hiring/vacancies/{vacancy.id}/edit/{step}").text
    with app.test_request_context():
        field = STEP_FORMS[step](None, vacancy=vacancy)[name]
    limit = 20 * 1024 * 1024
    field.check(FileStorage(io.BytesIO(bytes(limit)), "Just right.pdf"))
    with pytest.raises(ValidationError, match=r"“Large\.pdf” must be smaller than 20 MB"):
        field.check(FileStorage(io.BytesIO(bytes(limit + 1)), "Large.pdf"))


# -- the school’s own form


def test_the_form_is_asked_for_and_replaced(head: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    base = f"/hiring/vacancies/{vacancy.id}"
    page = head.submit(f"{base}/edit/applying", application_method="uploaded_form")
    assert page.location == f"{base}/edit/application-form"
    page = head.submit(page.location, status=200)
    assert page.errors == ["Select the form that people are to fill in"]
    head.submit(f"{base}/edit/application-form", upload=posted("First.doc", samples.doc()))
    page = head.post(f"{base}/edit/application-form")
    assert page.location == f"{base}/edit/anonymity", "a form that is there need not be chosen again"
    head.post(f"{base}/edit/application-form", {"upload": posted("Second.docx", samples.docx())})
    assert [form.name for form in vacancy.application_forms] == ["Second.docx"]
    assert file_states() == [FileState.removed, FileState.pending]
    assert "Second.docx (being checked)" in head.get(f"{base}/check").text


@pytest.mark.parametrize("method", ["native", "website"])
def test_another_way_to_apply_deletes_the_form(head: Any, owner: Any, school: Any, method: str) -> None:
    vacancy = DraftVacancyFactory(organisation=school, application_method=UPLOADED)
    give_form(owner, vacancy)
    add(owner, vacancy, "Job.pdf")
    head.submit(
        f"/hiring/vacancies/{vacancy.id}/edit/applying",
        application_method=method,
        application_link="https://www.example.org" if method == "website" else "",
    )
    assert vacancy.application_forms == []
    assert names(vacancy) == ["Job.pdf"], "the documents have nothing to do with it"
    assert FileState.removed in file_states()
    with pytest.raises(DomainError, match="do not apply with a form"), transaction():
        operations.set_application_form(actor=owner, vacancy=vacancy, upload=upload())


def test_the_advert_says_how_to_apply_with_the_form(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, application_method=UPLOADED)
    form = give_form(owner, vacancy)
    page = client.get(f"/jobs/{vacancy.slug}")
    address = f"/jobs/documents/{form.file.token}"
    assert page.links["Download the application form"] == address
    assert page.links["Apply now"] == f"/jobs/{vacancy.slug}/apply"
    assert "by 10am on Friday 8 May 2026" in page.text
    assert not page.select(".tp-steps a[href^='mailto:']"), "nothing goes by mail any more"
    clicks: list[int] = []

    def count(_sender: Any, *, vacancy_id: int, source: str) -> None:
        clicks.append(vacancy_id)

    with apply_clicked.connected_to(count):
        response = client.get(address)
    assert response.status == 200
    assert clicks == [], "an application that is begun is counted, and only once"


def test_without_a_clean_form_the_advert_still_leads_somewhere(client: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, application_method=UPLOADED)
    DocumentFactory(vacancy=vacancy, purpose=FORM, file__state=FileState.pending)
    page = client.get(f"/jobs/{vacancy.slug}")
    assert page.links["Apply now"] == f"/jobs/{vacancy.slug}/apply"
    assert "Ask the school for its application form" in page.text
    assert "office@example.org" in page.links


def test_a_live_form_is_replaced_without_a_gap(head: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, application_method=UPLOADED)
    old = give_form(owner, vacancy, "Old.docx")
    new = give_form(owner, vacancy, "New.docx", state=FileState.pending)
    assert vacancy.served_form is old
    page = head.get(f"/hiring/vacancies/{vacancy.id}/edit/application-form")
    assert "Candidates get the earlier form until the new one has been checked" in page.text
    head.get(f"/jobs/documents/{old.file.token}")
    head.get(f"/jobs/documents/{new.file.token}", status=404)
    token = old.file.token
    scan(new, FileState.clean)
    db.session.expire_all()
    assert vacancy.served_form is new
    assert [form.name for form in vacancy.application_forms] == ["New.docx"]
    head.get(f"/jobs/documents/{token}", status=404)
    head.get(f"/jobs/documents/{new.file.token}")


def test_an_unsafe_new_form_leaves_the_old_one_in_place(owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, application_method=UPLOADED)
    old = give_form(owner, vacancy, "Old.docx")
    new = give_form(owner, vacancy, "New.docx", state=FileState.unsafe)
    assert vacancy.served_form is old
    with transaction():
        operations.remove_document(actor=owner, vacancy=vacancy, document=new)
    assert vacancy.application_forms == [old]


def test_the_only_form_of_a_live_advert_cannot_be_deleted(head: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, application_method=UPLOADED)
    form = give_form(owner, vacancy)
    page = head.follow(head.post(f"/hiring/vacancies/{vacancy.id}/documents/{form.id}/remove"))
    assert page.flashes == ["People need a form to apply with. Upload another one: it takes the place of this one"]
    assert vacancy.served_form is form


# -- who gets a file

STATES = {
    "draft": DraftVacancyFactory,
    "scheduled": ScheduledVacancyFactory,
    "live": VacancyFactory,
    "expired": ExpiredVacancyFactory,
    "removed": lambda **more: VacancyFactory(state="removed", **more),
}


@pytest.mark.parametrize("scanned", [FileState.pending, FileState.clean, FileState.unsafe, FileState.removed])
@pytest.mark.parametrize(
    ("state", "document", "form"),
    [
        ("draft", 404, 404),
        ("scheduled", 404, 404),
        ("live", 200, 200),
        ("expired", 200, 404),
        ("removed", 404, 404),
    ],
)
def test_the_public_gets_clean_files_of_public_adverts(
    client: Any, owner: Any, school: Any, state: str, document: int, form: int, scanned: FileState
) -> None:
    draft = DraftVacancyFactory(organisation=school, application_method=UPLOADED)
    (one,) = add(owner, draft, "Job.pdf")
    other = give_form(owner, draft)
    twin = STATES[state](organisation=school, application_method=UPLOADED, has_documents=True)
    with transaction():
        for each in (one, other):
            each.vacancy = twin
            each.file.state = scanned
    is_clean = scanned is FileState.clean
    client.get(f"/jobs/documents/{one.file.token}", status=document if is_clean else 404)
    client.get(f"/jobs/documents/{other.file.token}", status=form if is_clean else 404)


def test_the_clock_opens_and_closes_the_way_to_a_file(client: Any, owner: Any, school: Any, frozen: Any) -> None:
    vacancy = ScheduledVacancyFactory(organisation=school, application_method=UPLOADED)
    form = give_form(owner, vacancy)
    address = f"/jobs/documents/{form.file.token}"
    client.get(address, status=404)
    frozen.move_to(vacancy.opens_at)
    client.get(address)
    frozen.move_to(vacancy.closes_at)
    client.get(address, status=404)


def test_the_path_gives_nothing_away(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    (document,) = add(owner, vacancy, "Job description – Year 4.pdf")
    page = client.get(f"/jobs/{vacancy.slug}")
    address = page.links["Job description – Year 4.pdf"]
    assert address == f"/jobs/documents/{document.file.token}"
    assert len(document.file.token) >= 32
    assert document.file.storage_key not in page.body
    response = client.http.get(address)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "public" not in response.headers["Cache-Control"]
    client.get("/jobs/documents/0123456789012345678901234567890123456789", status=404)
    client.get(f"/files/{document.file.token}/x.pdf", status=404)


def test_the_advert_lists_name_kind_and_size_of_clean_files(client: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, has_documents=True)
    DocumentFactory(vacancy=vacancy, name="Job description.pdf", file__size=245_760)
    DocumentFactory(vacancy=vacancy, name="Waiting.pdf", file__state=FileState.pending)
    DocumentFactory(vacancy=vacancy, name="Harmful.pdf", file__state=FileState.unsafe)
    page = client.get(f"/jobs/{vacancy.slug}")
    assert "PDF, 240 KB" in page.text
    assert "Job description.pdf" in page.links
    assert "Waiting.pdf" not in page.text
    assert "Harmful.pdf" not in page.text


def test_an_advert_without_files_has_no_heading_for_them(client: Any, school: Any) -> None:
    page = client.get(f"/jobs/{VacancyFactory(organisation=school).slug}")
    assert "Documents" not in [heading.get_text(strip=True) for heading in page.select("h2")]


def test_a_preview_is_what_the_public_will_see(head: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school, application_method=UPLOADED)
    (document,) = add(owner, vacancy, "Job.pdf")
    form = give_form(owner, vacancy, state=FileState.pending)
    base = f"/hiring/vacancies/{vacancy.id}"
    page = head.get(f"{base}/preview")
    assert page.links["Job.pdf"] == f"{base}/documents/{document.id}"
    assert "Download the application form" in page.text
    assert "Download the application form" not in page.links, "it is still being checked"
    assert "/jobs/documents/" not in page.body
    scan(form, FileState.clean)
    assert head.get(f"{base}/preview").links["Download the application form"] == f"{base}/documents/{form.id}"


def test_files_of_a_draft_are_for_those_who_may_write_it(client: Any, owner: Any) -> None:
    school = SchoolFactory()
    trust = school.trust or SchoolFactory(trust=None)
    vacancy = DraftVacancyFactory(organisation=trust, schools=[school])
    (document,) = add(owner, vacancy, "Job.pdf")
    address = f"/hiring/vacancies/{vacancy.id}/documents/{document.id}"
    client.sign_in(member(Role.owner, school))
    client.get(address, status=403)
    client.sign_in(member(Role.recruiter, trust))
    client.get(address)
    with transaction():
        operations.publish(actor=owner, vacancy=vacancy)
    client.sign_in(member(Role.recruiter, school))
    client.get(address)
    client.post(f"{address}/remove", status=403)
    client.post(f"{address}/move-up", status=403)


def test_a_file_is_never_reached_through_another_advert(head: Any, owner: Any, school: Any) -> None:
    mine = DraftVacancyFactory(organisation=school)
    theirs = DocumentFactory(vacancy=DraftVacancyFactory())
    address = f"/hiring/vacancies/{mine.id}/documents/{theirs.id}"
    head.get(address, status=404)
    for path in ("remove", "move-up"):
        head.post(f"{address}/{path}")
    assert theirs.vacancy.documents == [theirs]
    assert queries.get_managed_document(owner, theirs.vacancy_id, theirs.id) is None


# -- relisting and removing


def test_a_relisted_advert_has_files_of_its_own(client: Any, owner: Any, school: Any) -> None:
    old = VacancyFactory(organisation=school, application_method=UPLOADED)
    add(owner, old, "Job.pdf", "More.pdf")
    add(owner, old, "Harmful.pdf", state=FileState.unsafe)
    give_form(owner, old)
    with transaction():
        operations.end_early(actor=owner, vacancy=old)
    with transaction():
        new = operations.relist(actor=owner, vacancy=old)
    assert names(new) == ["Job.pdf", "More.pdf"]
    assert new.served_form is not None
    tokens = {document.file.token for document in old.documents} & {document.file.token for document in new.documents}
    assert tokens == set()
    with transaction():
        operations.remove_document(actor=owner, vacancy=new, document=new.supporting_documents[0])
    client.get(f"/jobs/documents/{old.supporting_documents[0].file.token}")
    client.get(f"/jobs/documents/{new.supporting_documents[0].file.token}", status=404)


def test_removing_an_advert_purges_its_files(owner: Any, school: Any, run_job: Any) -> None:
    vacancy = VacancyFactory(organisation=school, application_method=UPLOADED)
    add(owner, vacancy, "Job.pdf")
    give_form(owner, vacancy)
    with transaction():
        operations.remove(actor=owner, vacancy=vacancy)
    assert file_states() == [FileState.removed, FileState.removed]
    assert db.session.scalars(select(VacancyDocument)).all() == []
    assert run_job("files.purge") == 2


def test_documents_change_while_the_advert_is_live(head: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    base = f"/hiring/vacancies/{vacancy.id}"
    page = head.submit(f"{base}/edit/documents", has_documents="yes", uploads=posted("New.pdf"))
    assert page.location == base
    assert "New.pdf (being checked)" in head.follow(page).text
    (document,) = vacancy.supporting_documents
    assert "New.pdf" not in head.get(f"/jobs/{vacancy.slug}").text
    scan(document, FileState.clean)
    assert "New.pdf" in head.get(f"/jobs/{vacancy.slug}").links
    head.post(f"{base}/documents/{document.id}/remove")
    assert "New.pdf" not in head.get(f"/jobs/{vacancy.slug}").links


def test_more_files_ask_no_more_questions(client: Any, school: Any, query_count: Any) -> None:
    counts = []
    vacancy = VacancyFactory(organisation=school, has_documents=True)
    for number in (2, 8):
        for _ in range(number):
            DocumentFactory(vacancy=vacancy)
        client.get(f"/jobs/{vacancy.slug}")
        with query_count() as counter:
            client.get(f"/jobs/{vacancy.slug}")
        counts.append(counter.count)
    assert counts[0] == counts[1]


def test_a_scan_that_comes_after_the_deletion_changes_nothing(owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    (document,) = add(owner, vacancy, "Job.pdf", state=FileState.pending)
    file_id = document.file_id
    with transaction():
        operations.remove_document(actor=owner, vacancy=vacancy, document=document)
    with transaction():
        files.settle_scan(file_id=file_id, verdict=None)
    assert file_states() == [FileState.removed]


def test_a_file_of_something_else_is_none_of_our_business(owner: Any) -> None:
    with transaction():
        stored = files.store_upload(actor=owner, upload=upload(), purpose="other", kinds=["pdf"])  # type: ignore[list-item]
        files.settle_scan(file_id=stored.id, verdict=None)
    assert stored.state is FileState.clean


def test_deleting_twice_by_a_double_click(head: Any, owner: Any, school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    (document,) = add(owner, vacancy, "Job.pdf")
    address = f"/hiring/vacancies/{vacancy.id}/documents/{document.id}/remove"
    head.post(address)
    assert head.post(address).location == f"/hiring/vacancies/{vacancy.id}/edit/documents"
    assert names(vacancy) == []


def test_a_file_outlives_a_long_wait(owner: Any, school: Any, frozen: Any) -> None:
    vacancy = VacancyFactory(organisation=school, has_documents=True)
    (document,) = add(owner, vacancy, "Job.pdf")
    frozen.advance(timedelta(days=400))
    assert queries.get_public_document(document.file.token) is document, "a closed advert keeps its page and papers"


@pytest.mark.parametrize(("method", "words"), [("native", "None yet"), (UPLOADED, "None yet")])
def test_the_dashboard_counts_both_kinds_of_forms(head: Any, school: Any, method: Any, words: str) -> None:
    VacancyFactory(organisation=school, application_method=method)
    assert words in head.get("/hiring/vacancies?tab=live").text
