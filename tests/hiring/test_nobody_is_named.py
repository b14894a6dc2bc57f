"""Whatever somebody is called and writes, what is put into words for staff before shortlisting does not tell who it is.

Every renderer that makes words for staff is asked for people of all kinds: accents, apostrophes, double names, Chinese,
Hebrew, Arabic, Greek, Cyrillic and Thai names, names of two letters, names that are words of our pages. What they write
names them in every way people spell themselves. Whole pages, files and mails are read in ``test_hidden_everywhere``.

Found when it was written, and mended: half of a double name, a name in small letters, with the other apostrophe,
without its accents or in the middle of Chinese, the name of the account where it is another one, first and last name
in one word, a second address or number, a number from abroad, and a TRN with a stroke.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from teachpb.applications import rows
from teachpb.applications.documents import paper_of, pdf_name
from teachpb.applications.models import Application, Employment, EmploymentKind
from teachpb.applications.presenting import actor_for_staff, statement_for_staff
from teachpb.hiring.records import list_rows
from teachpb.messages import presenting
from teachpb.messages.models import Side, Thread, ThreadMessage
from tests.factories.applications import ApplicationFactory, BodyMembershipFactory, TrainingFactory
from tests.factories.vacancies import VacancyFactory
from tests.support.persons import ORDINARY, SENTENCES, WRITTEN, Somebody, somebody, written_by

#: Whoever is called like a word writes that word, too.
WITHOUT_SMALL = st.lists(
    st.sampled_from([each for each in SENTENCES if "{small}" not in each]), min_size=1, max_size=4, unique=True
)
ZED = Somebody(
    *("Zqxed", "Wvjek", "Kqxol", "1 Jxq Way", "Flat Vq", "PE1 1QQ", "07700 900123", "zq@post.example", "9182736"),
    *("QQ123456C", "Zqxed Wvjek", "kq@post.example", "vx@elsewhere.example", "+44 1733 900123"),
)


@pytest.fixture
def application(session: Session) -> Application:
    """Sent, not read; nothing of it is stored while it is dressed up."""
    made: Application = ApplicationFactory(vacancy=VacancyFactory(is_anonymised=True))
    TrainingFactory(application=made)
    BodyMembershipFactory(application=made)
    made.employments.append(
        Employment(kind=EmploymentKind.pause, started_on=date(2018, 1, 1), ended_on=date(2018, 6, 1), reason="")
    )
    session.commit()
    list(made.events), made.vacancy.place_name
    return made


def dress(application: Application, it: Somebody, text: str) -> None:
    """Let ``it`` have written this application, naming themselves wherever there is room."""
    for name, value in it.of_the_form.items():
        setattr(application, name, value)
    application.candidate.full_name, application.candidate.email = it.account_name, it.account_mail
    for name in ("statement", "working_pattern_details", "qts_specialism", "qts_details", "induction_details"):
        setattr(application, name, text)
    application.has_close_relationships, application.close_relationships = True, text
    application.needs_support, application.support_needs = True, text
    application.has_safeguarding_issue, application.safeguarding_details = True, text
    for job in application.employments:
        job.organisation = job.job_title = job.main_duties = job.reason = job.reason_for_leaving = text
    for row in application.qualifications:
        row.institution = row.subject = row.grade = row.details = text
    for row in application.trainings:
        row.name = row.provider = text
    for row in application.memberships:
        row.name, row.number = text, it.trn


def in_words(application: Application, it: Somebody, text: str) -> Iterator[str]:
    """All that is put into words for staff without asking a database."""
    yield application.name_for_staff
    yield pdf_name(application, for_staff=True)
    yield statement_for_staff(application)
    yield str(rows.history(application, for_staff=True))
    for entries in (application.qualifications, application.trainings, application.memberships):
        yield str(rows.rows_of(application, entries, for_staff=True))
    yield rows.text_for_staff(application, text)
    yield str(list_rows([application]))
    yield str([actor_for_staff(application, event) for event in application.events])
    thread = Thread(application=application, candidate=application.candidate, vacancy=application.vacancy)
    said = ThreadMessage(side=Side.candidate, body=text)
    yield presenting._text(thread, said, Side.school)
    yield presenting._who(thread, said, Side.school)


def shown(application: Application, session: Session, it: Somebody, sentences: list[str]) -> str:
    with session.no_autoflush:
        text = written_by(it, sentences)
        dress(application, it, text)
        found = "\n".join(in_words(application, it, text))
        for each in list(session.new):
            session.expunge(each)
    return found


def on_paper(application: Application, session: Session, it: Somebody, sentences: list[str]) -> str:
    """All that the PDF says, before it is laid out."""
    with session.no_autoflush:
        dress(application, it, written_by(it, sentences))
        return str(paper_of(application, for_staff=True))


#: What makes words for staff, and how many people it is asked for: drawing up the paper takes its time.
RENDERERS = pytest.mark.parametrize(("render", "people"), [(shown, 40), (on_paper, 6)], ids=["words", "paper"])


@RENDERERS
def test_no_words_for_staff_tell_who_it_is(
    session: Session, application: Application, render: Callable[..., str], people: int
) -> None:
    @settings(max_examples=people, phases=[Phase.generate])
    @given(somebody(), WRITTEN)
    def property_holds(it: Somebody, sentences: list[str]) -> None:
        assert it.told_in(render(application, session, it, sentences)) == []

    property_holds()
    session.rollback()


@RENDERERS
def test_it_would_be_the_same_of_anybody_else(
    session: Session, application: Application, render: Callable[..., str], people: int
) -> None:
    """Also of people who are called like a word of our pages: nothing may differ from what is shown of another."""

    @settings(max_examples=people, phases=[Phase.generate])
    @given(somebody(st.sampled_from(ORDINARY)) | somebody(), WITHOUT_SMALL)
    def property_holds(it: Somebody, sentences: list[str]) -> None:
        theirs = alike(render(application, session, it, sentences))
        assert theirs == alike(render(application, session, ZED, sentences))

    property_holds()
    session.rollback()


def alike(text: str) -> str:
    """However many words a name has, it is hidden."""
    return re.sub(r"(\[hidden\][^\w\[]*)+", "[hidden] ", text)
