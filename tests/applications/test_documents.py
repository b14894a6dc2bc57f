"""An application on paper: everything for its candidate, for staff what they may read at that moment."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from teachpb.applications.documents import GONE, HIDDEN, application_pdf, paper_of, pdf_name, plain
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.presenting import AFTER_SHORTLISTING
from teachpb.schools.models import Role
from teachpb.web.pdf import Paper
from tests.factories.applications import ApplicationFactory, EmptyDraftFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

_S = ApplicationState
SAID = "I am Grace.\n\nMy email is grace@home.example and I #set text(red) *shine* <b>$x$</b> @all."


def words_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def said(paper: Paper) -> str:
    return " ".join([paper.title, *paper.facts, *(str(section) for section in paper.sections)])


def hidden(**fields: Any) -> Application:
    vacancy = VacancyFactory(is_anonymised=True)
    application: Application = ApplicationFactory(
        vacancy=vacancy,
        statement=SAID,
        email="grace@home.example",
        needs_support=True,
        support_needs="A ramp",
        **fields,
    )
    return application


def secrets_of(application: Application) -> list[str]:
    names = ("first_name", "last_name", "previous_names", "address_line_1", "postcode", "phone", "email", "trn")
    referee = application.referees[0]
    return [*(getattr(application, name) for name in names), referee.name, referee.email, referee.organisation]


def test_it_is_accessible_and_words_are_words(session: Session) -> None:
    application = ApplicationFactory(statement=SAID)
    content = application_pdf(application, for_staff=False)
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("en-GB", True)
    assert b"pdfuaid" in content
    assert reader.metadata is not None
    assert reader.metadata.title == f"Application: {application.full_name}"
    text = words_of(content)
    for words in (SAID, application.postcode, application.referees[0].name, application.vacancy.title):
        assert "".join(words.split()) in text


@pytest.mark.parametrize(
    ("state", "for_staff", "tells_name", "tells_support"),
    [
        (_S.submitted, False, True, True),
        (_S.submitted, True, False, False),
        (_S.unsuccessful, True, False, False),
        (_S.shortlisted, True, True, True),
        (_S.offered, True, True, True),
    ],
)
def test_who_reads_what_of_whom(
    session: Session, state: ApplicationState, for_staff: bool, tells_name: bool, tells_support: bool
) -> None:
    application = hidden(state=state)
    text = said(paper_of(application, for_staff=for_staff))
    assert [secret in text for secret in secrets_of(application)] == [tells_name] * len(secrets_of(application))
    assert ("A ramp" in text) is tells_support
    assert (HIDDEN in text) is not tells_name
    assert (application.full_name in pdf_name(application, for_staff=True)) is (state in AFTER_SHORTLISTING)
    assert "My email is" in text


def test_the_hidden_file_itself_tells_nobody(client: StrictClient, session: Session) -> None:
    application = hidden()
    client.sign_in(member(Role.recruiter, application.vacancy.organisation))
    response = client.http.get(f"/hiring/applications/{application.id}/application.pdf")
    assert f"Candidate {application.code}.pdf" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "private, no-store"
    text = words_of(response.data)
    assert not [secret for secret in secrets_of(application) if "".join(secret.split()) in text]


def test_what_was_withdrawn_is_not_read_by_staff(session: Session) -> None:
    application = ApplicationFactory(state=_S.withdrawn, statement=SAID)
    paper = paper_of(application, for_staff=True)
    assert (paper.facts[-1], paper.sections) == (GONE, ())
    assert "My email" in said(paper_of(application, for_staff=False))


def test_a_draft_says_so_and_may_be_empty(session: Session) -> None:
    draft = EmptyDraftFactory(first_name="", last_name="")
    paper = paper_of(draft, for_staff=False)
    assert (paper.stamp, paper.title) == ("Draft", f"Application for {draft.vacancy.title}")
    assert application_pdf(draft, for_staff=False).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("plain <b>", "plain <b>"), (None, "None"), ("", "")],
)
def test_text_stays_text(shown: Any, expected: str) -> None:
    assert plain(shown) == expected
